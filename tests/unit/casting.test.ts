import assert from "node:assert/strict";
import { test } from "node:test";
import { createCasting } from "../../offscreen/casting.ts";
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

type Part = Parameters<typeof createCasting>[0];

function utterance(whileLoading: WhileLoading, voice = chosen): Part {
  return { language: "en", voice, whileLoading };
}

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

const speakerOf = async (casting: ReturnType<typeof createCasting>): Promise<string> => {
  const { voicing, standIn } = await casting.roleFor(noClip);
  return `${voicing.choice.voiceId} ${standIn}`;
};

test("the instant voice stands in while the chosen one opens, which then takes over", async () => {
  const casting = createCasting(utterance("instant"), voicingsOf(async () => session));
  assert.equal(await speakerOf(casting), "instant loading");
  await settle();
  assert.equal(await speakerOf(casting), "en_US-alpha-medium null");
});

test("whoever would rather wait hears the chosen voice from the beginning", async () => {
  assert.equal(await speakerOf(createCasting(utterance("wait"), voicingsOf(async () => session))), "en_US-alpha-medium null");
});

test("sound on disk needs no session at all", async () => {
  const voicings = voicingsOf();
  const { voicing } = await createCasting(utterance("instant"), voicings).roleFor(async () => true);
  assert.deepEqual([voicing.choice, voicings.opened], [chosen, 0]);
});

test("a voice that cannot be opened gives way to the instant voice for the rest", async () => {
  const waiting = createCasting(utterance("wait"), voicingsOf(damaged));
  assert.deepEqual([await speakerOf(waiting), await speakerOf(waiting)], ["instant failed", "instant failed"]);

  const impatient = createCasting(utterance("instant"), voicingsOf(damaged, damaged));
  assert.equal(await speakerOf(impatient), "instant loading");
  await settle();
  assert.equal(await speakerOf(impatient), "instant loading");
  await settle();
  assert.equal(await speakerOf(impatient), "instant failed");
});

test("a voice that was closed while it opened has not failed, however often", async () => {
  const impatient = createCasting(utterance("instant"), voicingsOf(closed, closed, closed, async () => session));
  for (let i = 0; i < 4; i++) {
    assert.equal(await speakerOf(impatient), "instant loading");
    await settle();
  }
  assert.equal(await speakerOf(impatient), "en_US-alpha-medium null");

  const waiting = createCasting(utterance("wait"), voicingsOf(closed, async () => session));
  await assert.rejects(speakerOf(waiting), { name: "AbortError" });
  assert.equal(await speakerOf(waiting), "en_US-alpha-medium null");
});

test("a disk that cannot be read does not silence the voice: the instant voice stands in until it can", async () => {
  let isReadable = false;
  const voicings = voicingsOf(async () => session);
  const casting = createCasting(utterance("wait"), { ...voicings, installed: async (choice) => (isReadable ? voicings.installed(choice) : Promise.reject(new DOMException("the disk says no", "NotReadableError"))) });
  assert.deepEqual([await speakerOf(casting), await speakerOf(casting)], ["instant failed", "instant failed"]);
  isReadable = true;
  assert.equal(await speakerOf(casting), "en_US-alpha-medium null");
});

test("a voice that is not installed is told apart", async () => {
  const voicings: Voicings = { ...voicingsOf(), installed: () => Promise.reject(new SpokenError("voiceNotInstalled")) };
  assert.equal(await speakerOf(createCasting(utterance("wait"), voicings)), "instant notInstalled");
});
