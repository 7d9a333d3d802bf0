import assert from "node:assert/strict";
import { test } from "node:test";
import { createCasting, type Casting } from "../../offscreen/casting.ts";
import type { Voicing, Voicings } from "../../offscreen/voicing.ts";
import type { Session } from "../../offscreen/synthesis/session.ts";
import { SpokenError } from "../../src/shared/errors.ts";
import type { WhileLoading } from "../../src/shared/settings.ts";

const session: Session = { async *synthesise() {}, memoryBytes: () => 0, close: () => undefined };
const closed = (): Promise<Session> => Promise.reject(new DOMException("closed", "AbortError"));
const damaged = (): Promise<Session> => Promise.reject(new SpokenError("voiceDamaged"));
const noClip = async (): Promise<boolean> => false;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const chosen = { voiceId: "en_US-alpha-medium", speakerId: 0 };

const part = { language: "en", voice: chosen };
const castingOf = (whileLoading: WhileLoading, voicings: Voicings, onOpened = (): void => undefined): Casting => createCasting(voicings, whileLoading, onOpened);

/** The chosen voice opens as the test says, one way after another. */
function voicingsOf(...openings: (() => Promise<Session>)[]): Voicings & { opened: number } {
  let open: Session | undefined;
  const voicings = {
    opened: 0,
    instant: (): Voicing => ({ choice: { voiceId: "instant", speakerId: 0 }, identity: "i", ready: () => session, open: async () => session, openAhead: async () => undefined }),
    installed: async (): Promise<Voicing> => ({
      choice: chosen,
      identity: "a",
      ready: () => open,
      open: async () => (open = await (openings[voicings.opened++] ?? assert.fail("opened too often"))()),
      openAhead: async () => undefined,
    }),
  };
  return voicings;
}

const speakerOf = async (casting: Casting): Promise<string> => {
  const { voicing, standIn } = await casting.roleFor(part, noClip);
  return `${voicing.choice.voiceId} ${standIn}`;
};

test("the instant voice stands in while the chosen one opens, which then takes over", async () => {
  const casting = castingOf("instant", voicingsOf(async () => session));
  assert.equal(await speakerOf(casting), "instant loading");
  await settle();
  assert.equal(await speakerOf(casting), "en_US-alpha-medium null");
});

test("whoever would rather wait hears the chosen voice from the beginning", async () => {
  assert.equal(await speakerOf(castingOf("wait", voicingsOf(async () => session))), "en_US-alpha-medium null");
});

test("sound on disk needs no session at all", async () => {
  const voicings = voicingsOf();
  const { voicing } = await castingOf("instant", voicings).roleFor(part, async () => true);
  assert.deepEqual([voicing.choice, voicings.opened], [chosen, 0]);
});

test("a voice that cannot be opened gives way to the instant voice for the rest", async () => {
  const waiting = castingOf("wait", voicingsOf(damaged));
  assert.deepEqual([await speakerOf(waiting), await speakerOf(waiting)], ["instant failed", "instant failed"]);

  const impatient = castingOf("instant", voicingsOf(damaged, damaged));
  assert.equal(await speakerOf(impatient), "instant loading");
  await settle();
  assert.equal(await speakerOf(impatient), "instant loading");
  await settle();
  assert.equal(await speakerOf(impatient), "instant failed");
});

test("a voice that was closed while it opened has not failed, however often", async () => {
  const impatient = castingOf("instant", voicingsOf(closed, closed, closed, async () => session));
  for (let i = 0; i < 4; i++) {
    assert.equal(await speakerOf(impatient), "instant loading");
    await settle();
  }
  assert.equal(await speakerOf(impatient), "en_US-alpha-medium null");

  const waiting = castingOf("wait", voicingsOf(closed, async () => session));
  await assert.rejects(speakerOf(waiting), { name: "AbortError" });
  assert.equal(await speakerOf(waiting), "en_US-alpha-medium null");
});

test("a voice that is not installed is told apart", async () => {
  const voicings: Voicings = { ...voicingsOf(), installed: () => Promise.reject(new SpokenError("voiceNotInstalled")) };
  assert.equal(await speakerOf(castingOf("wait", voicings)), "instant notInstalled");
});

test("a disk that does not answer lets the instant voice stand in, and is asked again for the next sentence", async () => {
  const working = voicingsOf(async () => session);
  let isReadable = false;
  const voicings: Voicings = { ...working, installed: (choice) => (isReadable ? working.installed(choice) : Promise.reject(new DOMException("no", "NotReadableError"))) };
  const casting = castingOf("wait", voicings);
  assert.equal(await speakerOf(casting), "instant failed");
  isReadable = true;
  assert.equal(await speakerOf(casting), "en_US-alpha-medium null");
});

test("when the chosen voice can take over, that is told once", async () => {
  let opened = 0;
  const casting = castingOf("instant", voicingsOf(async () => session), () => opened++);
  assert.equal(await speakerOf(casting), "instant loading");
  await settle();
  assert.equal(await speakerOf(casting), "en_US-alpha-medium null");
  assert.equal(opened, 1);
});
