import assert from "node:assert/strict";
import { test } from "node:test";
import { createVoiceSelection, type VoiceSelection } from "../../offscreen/voice-selection.ts";
import type { Session } from "../../offscreen/sessions/session.ts";
import { makeSpokenForm } from "../../offscreen/text/spoken/spoken-form.ts";
import type { VoiceHandle } from "../../offscreen/voice-handle.ts";
import type { VoiceResolver } from "../../offscreen/voice-resolver.ts";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { WhileLoading } from "../../src/shared/settings.ts";

const session: Session = {
  async *speak() {},
  unknownSymbols: async () => [],
  isBusy: () => false,
  memoryBytes: () => 0,
  close: () => undefined,
};
const closed = (): Promise<Session> => Promise.reject(new DOMException("closed", "AbortError"));
const damaged = (): Promise<Session> => Promise.reject(new UserFacingError("voiceDamaged"));
const spokenForm: VoiceHandle["spokenForm"] = async ({ text }) => makeSpokenForm(text, []);
const noClip = async (): Promise<undefined> => undefined;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const chosen = { voiceId: "en_US-alpha-medium", speakerId: 0 };

const wanted = { language: "en", voice: chosen };
const selectionOf = (whileLoading: WhileLoading, resolver: VoiceResolver, onOpened = (): void => undefined): VoiceSelection =>
  createVoiceSelection(resolver, whileLoading, onOpened);

/** The chosen voice opens by these functions, one after another. */
function resolverOf(...openings: (() => Promise<Session>)[]): VoiceResolver & { opened: number } {
  let open: Session | undefined;
  const resolver = {
    opened: 0,
    instant: (): VoiceHandle => ({
      choice: { voiceId: "instant", speakerId: 0 },
      identity: "i",
      spokenForm,
      ready: () => session,
      open: async () => session,
      openAhead: async () => undefined,
    }),
    installed: async (): Promise<VoiceHandle> => ({
      choice: chosen,
      identity: "a",
      spokenForm,
      ready: () => open,
      open: async () => (open = await (openings[resolver.opened++] ?? assert.fail("opened too often"))()),
      openAhead: async () => undefined,
    }),
  };
  return resolver;
}

const speakerOf = async (selection: VoiceSelection): Promise<string> => {
  const { voice, standIn } = await selection.select(wanted, noClip);
  return `${voice.choice.voiceId} ${standIn}`;
};

test("the instant voice stands in while the chosen one opens, which then takes over", async () => {
  const selection = selectionOf(
    "instant",
    resolverOf(async () => session),
  );
  assert.equal(await speakerOf(selection), "instant loading");
  await settle();
  assert.equal(await speakerOf(selection), "en_US-alpha-medium null");
});

test("with the setting to wait, the chosen voice reads from the beginning", async () => {
  assert.equal(
    await speakerOf(
      selectionOf(
        "wait",
        resolverOf(async () => session),
      ),
    ),
    "en_US-alpha-medium null",
  );
});

test("sound on disk needs no session", async () => {
  const resolver = resolverOf();
  const { voice } = await selectionOf("instant", resolver).select(wanted, async () => true);
  assert.deepEqual([voice.choice, resolver.opened], [chosen, 0]);
});

test("if a voice cannot be opened, the instant voice reads the rest", async () => {
  const waiting = selectionOf("wait", resolverOf(damaged));
  assert.deepEqual([await speakerOf(waiting), await speakerOf(waiting)], ["instant failed", "instant failed"]);

  const impatient = selectionOf("instant", resolverOf(damaged, damaged));
  assert.equal(await speakerOf(impatient), "instant loading");
  await settle();
  assert.equal(await speakerOf(impatient), "instant loading");
  await settle();
  assert.equal(await speakerOf(impatient), "instant failed");
});

test("a voice that was closed while it opened has not failed, however often", async () => {
  const impatient = selectionOf(
    "instant",
    resolverOf(closed, closed, closed, async () => session),
  );
  for (let i = 0; i < 4; i++) {
    assert.equal(await speakerOf(impatient), "instant loading");
    await settle();
  }
  assert.equal(await speakerOf(impatient), "en_US-alpha-medium null");

  const waiting = selectionOf(
    "wait",
    resolverOf(closed, async () => session),
  );
  await assert.rejects(speakerOf(waiting), { name: "AbortError" });
  assert.equal(await speakerOf(waiting), "en_US-alpha-medium null");
});

test("a voice that is not installed is reported as such", async () => {
  const resolver: VoiceResolver = { ...resolverOf(), installed: () => Promise.reject(new UserFacingError("voiceNotInstalled")) };
  assert.equal(await speakerOf(selectionOf("wait", resolver)), "instant notInstalled");
});

test("if the disk fails, the instant voice stands in, and the next sentence tries the disk again", async () => {
  const working = resolverOf(async () => session);
  let isReadable = false;
  const resolver: VoiceResolver = {
    ...working,
    installed: (choice) => (isReadable ? working.installed(choice) : Promise.reject(new DOMException("no", "NotReadableError"))),
  };
  const selection = selectionOf("wait", resolver);
  assert.equal(await speakerOf(selection), "instant failed");
  isReadable = true;
  assert.equal(await speakerOf(selection), "en_US-alpha-medium null");
});

test("that the chosen voice can take over is reported once", async () => {
  let opened = 0;
  const selection = selectionOf(
    "instant",
    resolverOf(async () => session),
    () => opened++,
  );
  assert.equal(await speakerOf(selection), "instant loading");
  await settle();
  assert.equal(await speakerOf(selection), "en_US-alpha-medium null");
  assert.equal(opened, 1);
});
