import assert from "node:assert/strict";
import { mock, test } from "node:test";
import fc from "fast-check";
import type { ClipCache } from "../../offscreen/cache/clip-cache.ts";
import { createNarrator, idleNarration, type Narrator } from "../../offscreen/narrator.ts";
import { createPlayer, sleepAfterMs } from "../../offscreen/playback/player.ts";
import { createSessionCache, type SessionCache } from "../../offscreen/sessions/session-cache.ts";
import type { Pcm } from "../../offscreen/vocabulary.ts";
import type { VoiceOnDisk, VoiceStore } from "../../offscreen/voice/store.ts";
import { createVoiceResolver } from "../../offscreen/voice-resolver.ts";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { Narration, Passage, Utterance } from "../../src/shared/protocol.ts";
import type { VoiceChoice } from "../../src/shared/settings.ts";
import { FakeWorker, unitsPerSentence, workers } from "./fake-engine.ts";
import { makeLoudspeaker, type Loudspeaker } from "./fake-loudspeaker.ts";

/** The real narrator, player, queue, sessions and voice selection, between a worker, a disk and a loudspeaker that do what the test says. */

Object.assign(globalThis, { Worker: FakeWorker, crossOriginIsolated: false });
mock.timers.enable({ apis: ["setTimeout"] });

const voiceIds = ["instant", "a", "b", "gone"] as const;
type VoiceId = (typeof voiceIds)[number];

interface Bench {
  narrator: Narrator;
  sessions: SessionCache;
  loudspeaker: Loudspeaker;
  narrations: Narration[];
  /** Whether the disk answers. */
  setDisk(isReadable: boolean): void;
}

function makeBench(): Bench {
  workers.length = 0;
  let isReadable = true;
  // The worker knows a model by its size.
  const modelOf = (voiceId: string): File => {
    if (!isReadable) throw new DOMException("the disk does not answer", "NotReadableError");
    const size = ["a", "b"].indexOf(voiceId) + 1;
    if (size === 0) throw new UserFacingError("voiceNotInstalled");
    return { size } as File;
  };
  const store = {
    model: async (voiceId: string) => modelOf(voiceId),
    async read(voiceId: string): Promise<VoiceOnDisk> {
      const model = modelOf(voiceId);
      const parameters = { sampleRate: 100, espeakVoice: "en", noiseScale: 0, lengthScale: 1, noiseW: 0, speakerCount: 1 };
      const voice = { voiceId, name: voiceId, language: "en", quality: "medium", speakers: [], source: "catalogue", sizeBytes: model.size, sha256: voiceId, parameters, streams: true } as const;
      return { voice: { ...voice, speakers: [] }, model, config: { size: 1 } as File };
    },
  } as Pick<VoiceStore, "read" | "model"> as VoiceStore;
  const clips = new Map<string, Pcm>();
  const cache = {
    forUtterance: () => ({
      get: async (identity: unknown) => clips.get(JSON.stringify(identity)),
      put: async (identity: unknown, pcm: Pcm) => void clips.set(JSON.stringify(identity), pcm),
    }),
  } as Partial<ClipCache> as ClipCache;
  const loudspeaker = makeLoudspeaker(() => new UserFacingError("soundUnavailable"));
  const sessions = createSessionCache({ budgetBytes: 1e12, idleMs: 0 }, () => undefined);
  const resolver = createVoiceResolver(store, sessions, "", "1", () => undefined);
  const narrations: Narration[] = [];
  const narrator = createNarrator(resolver, cache, createPlayer(loudspeaker.open, 100), (narration) => narrations.push(narration));
  return { narrator, sessions, loudspeaker, narrations, setDisk: (value) => void (isReadable = value) };
}

let asked = 0;

function utteranceOf(sentences: number, voiceId: VoiceId, whileLoading: Utterance["whileLoading"]): Utterance {
  const text = Array.from({ length: sentences }, (_, i) => `Sentence ${i} is here.${i % 3 === 2 ? "\n\n" : " "}`).join("");
  // Two passages, so that voices meet within a text too.
  const cut = text.indexOf("Sentence 2 ");
  const voice = (id: VoiceId): VoiceChoice => ({ voiceId: id, speakerId: 0 });
  const passages: Passage[] =
    cut < 0
      ? [{ start: 0, end: text.length, language: "en", voice: voice(voiceId) }]
      : [
          { start: 0, end: cut, language: "en", voice: voice(voiceId) },
          { start: cut, end: text.length, language: "fr", voice: voice(voiceId === "a" ? "b" : voiceId) },
        ];
  return { utteranceId: `u${asked++}`, text, passages, truncated: false, rate: 1, volume: 1, whileLoading, tabId: null, isPrivate: false, requestedAt: 0 };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Command =
  | { type: "speak"; sentences: number; voiceId: VoiceId; whileLoading: Utterance["whileLoading"]; prepared: boolean }
  | { type: "stop" | "pause" | "resume" | "closeAll" }
  | { type: "step" | "fail" | "die"; worker: number }
  | { type: "play"; seconds: number }
  | { type: "close" | "choose"; voiceId: VoiceId }
  | { type: "rate"; rate: number }
  | { type: "disk"; isReadable: boolean }
  | { type: "device"; refuses: boolean };

const voiceId = fc.constantFrom(...voiceIds);
const worker = fc.nat(3);
const speak = fc.record({
  type: fc.constant("speak" as const),
  sentences: fc.integer({ min: 0, max: 5 }),
  voiceId,
  whileLoading: fc.constantFrom("instant" as const, "wait" as const),
  prepared: fc.boolean(),
});
const anyTime: fc.WeightedArbitrary<Command>[] = [
  { weight: 30, arbitrary: fc.record({ type: fc.constant("step" as const), worker }) },
  { weight: 20, arbitrary: fc.record({ type: fc.constant("play" as const), seconds: fc.constantFrom(0.4, 0.8, 1.6, 4) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom("fail" as const, "die" as const), worker }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("close" as const), voiceId }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("choose" as const), voiceId }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("closeAll" as const) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom("pause" as const, "resume" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("disk" as const), isReadable: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("device" as const), refuses: fc.boolean() }) },
];
const anyRate: fc.WeightedArbitrary<Command>[] = [
  ...anyTime,
  { weight: 4, arbitrary: fc.record({ type: fc.constant("rate" as const), rate: fc.constantFrom(0.5, 1, 2, 3) }) },
];
const anyText: fc.WeightedArbitrary<Command>[] = [
  ...anyTime,
  { weight: 2, arbitrary: speak },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("stop" as const) }) },
];

async function perform(command: Command, { narrator, sessions, loudspeaker, setDisk }: Bench): Promise<void> {
  switch (command.type) {
    case "speak": {
      const utterance = utteranceOf(command.sentences, command.voiceId, command.whileLoading);
      if (command.prepared) {
        narrator.prepare(utterance);
        for (let i = 0; i < 4; i++) {
          await settle();
          for (const candidate of workers) candidate.step();
        }
      }
      loudspeaker.forget();
      return narrator.speak(utterance);
    }
    case "step":
    case "fail":
    case "die":
      return workers[command.worker]?.[command.type]();
    case "play":
      return loudspeaker.play(command.seconds);
    case "close":
      return sessions.close(command.voiceId === "instant" ? "instant en" : command.voiceId);
    case "choose":
      return narrator.chooseVoices(() => ({ voiceId: command.voiceId, speakerId: 0 }));
    case "closeAll":
      return sessions.closeAll();
    case "rate":
      return narrator.adjust({ rate: command.rate });
    case "disk":
      return setDisk(command.isReadable);
    case "device":
      return loudspeaker.refuse(command.refuses);
    default:
      return narrator[command.type]();
  }
}

/** Has everything go on, as it does when nothing more happens to it, until nothing is being read; the device is given back soon after. */
async function goOnToTheEnd({ narrator, loudspeaker, narrations, setDisk }: Bench): Promise<Narration> {
  setDisk(true);
  loudspeaker.refuse(false);
  for (let round = 0; round < 400; round++) {
    const last = narrations.at(-1) ?? idleNarration;
    if (last.status === "idle") {
      mock.timers.tick(sleepAfterMs);
      assert.equal(loudspeaker.awake(), 0);
      return last;
    }
    if (last.status === "paused") narrator.resume();
    for (const candidate of workers) candidate.step();
    await settle();
    loudspeaker.play(0.8);
    await settle();
  }
  return assert.fail(`it does not end: ${JSON.stringify(narrations.at(-1))}`);
}

/** That units were heard in order from the first on, none twice and none left out. */
function assertInOrder(heard: Loudspeaker["heard"]): void {
  const units = heard.map(({ sentence, unit }) => sentence * unitsPerSentence + unit);
  assert.deepEqual(units, units.map((_, i) => i));
}

/** The sentences that were told, each time that another was. */
function toldIndexes({ narrations }: Bench): number[] {
  const told = narrations.flatMap(({ sentence }) => (sentence ? [sentence.index] : []));
  return told.filter((index, i) => index !== told[i - 1]);
}

test("whatever happens while a text is read, each sentence is heard once and in order, or an error is told", { timeout: 300_000 }, async () => {
  let completed = 0;
  const speakersHeard = new Set<number>();
  await fc.assert(
    fc.asyncProperty(speak, fc.array(fc.oneof(...anyTime), { maxLength: 40 }), async (first, commands) => {
      const bench = makeBench();
      for (const command of [first, ...commands]) {
        await perform(command, bench);
        await settle();
      }
      const last = await goOnToTheEnd(bench);
      assertInOrder(bench.loudspeaker.heard);
      if (last.error) {
        const reasons = [
          ...(first.sentences === 0 ? ["nothingToRead"] : []),
          ...(commands.filter(({ type }) => type === "fail" || type === "die").length >= 2 ? ["voiceFailed"] : []),
          ...(commands.some((command) => command.type === "device" && command.refuses) ? ["soundUnavailable"] : []),
        ];
        assert.ok(reasons.includes(last.error.code), JSON.stringify(last.error));
      } else {
        completed++;
        for (const { voice } of bench.loudspeaker.heard) speakersHeard.add(voice);
        assert.equal(bench.loudspeaker.heard.length, first.sentences * unitsPerSentence);
      }
      const told = toldIndexes(bench);
      assert.deepEqual(told, told.map((_, i) => i));
      assert.ok(bench.narrations.every(({ status, utteranceId }) => status === "idle" || utteranceId !== null));
    }),
    { numRuns: 6_000, includeErrorInReport: true },
  );
  assert.ok(completed > 4_000, `${completed} texts were read to their end`);
  assert.deepEqual(speakersHeard, new Set([0, 1, 2]));
});

test("stopped and begun anew in any order, what is heard of a text is its beginning, and after the last word nothing is", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(...anyText), { maxLength: 60 }), async (commands) => {
      const bench = makeBench();
      for (const command of commands) {
        await perform(command, bench);
        await settle();
        assertInOrder(bench.loudspeaker.heard);
        if (command.type !== "stop") continue;
        bench.loudspeaker.play(0.4);
        bench.loudspeaker.forget();
      }
      await goOnToTheEnd(bench);
      assertInOrder(bench.loudspeaker.heard);
      const { length } = bench.narrations;
      bench.loudspeaker.forget();
      for (let i = 0; i < 10; i++) {
        for (const candidate of workers) candidate.step();
        bench.loudspeaker.play(4);
        await settle();
      }
      assert.deepEqual([bench.loudspeaker.heard, bench.narrations.length], [[], length]);
    }),
    { numRuns: 4_000, includeErrorInReport: true },
  );
});

test("at every rate, sentences are heard in order and to the end", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(speak, fc.array(fc.oneof(...anyRate), { maxLength: 40 }), async (first, commands) => {
      const bench = makeBench();
      for (const command of [first, ...commands]) {
        await perform(command, bench);
        await settle();
      }
      const { error } = await goOnToTheEnd(bench);
      const told = toldIndexes(bench);
      assert.deepEqual(told, told.map((_, i) => i));
      if (!error) assert.equal(told.length, first.sentences);
    }),
    { numRuns: 1_000, includeErrorInReport: true },
  );
});

/** Has one thing happen after another. */
async function happen(bench: Bench, ...commands: Command[]): Promise<void> {
  for (const command of commands) {
    await perform(command, bench);
    await settle();
  }
}

const step = (index: number): Command => ({ type: "step", worker: index });
const play = (seconds: number): Command => ({ type: "play", seconds });
const read = (voice: VoiceId, sentences = 4): Command => ({ type: "speak", sentences, voiceId: voice, whileLoading: "instant", prepared: false });
const speakers = ({ loudspeaker }: Bench): number[][] => {
  const bySentence: Set<number>[] = [];
  for (const { sentence, voice } of loudspeaker.heard) (bySentence[sentence] ??= new Set()).add(voice);
  return bySentence.map((voices) => [...voices]);
};

test("a voice that stands in makes one sentence ahead, and gives way at the next sentence that is heard", async () => {
  const bench = makeBench();
  await happen(bench, read("a"));
  const [own, standIn] = workers[0]?.wants === "open" ? [0, 1] : [1, 0];
  for (let i = 0; i < 20; i++) await happen(bench, step(standIn));
  // The first sentence waits to be heard, and no other was asked for.
  assert.equal(workers[standIn]?.wants, undefined);
  await happen(bench, play(0.4), ...Array.from({ length: 20 }, () => step(standIn)));
  await happen(bench, step(own));
  await goOnToTheEnd(bench);
  assert.deepEqual(speakers(bench).slice(0, 2), [[0], [1]]);
});

test("a text that the stand-in has made to its end is taken over too", async () => {
  const bench = makeBench();
  await happen(bench, read("a", 2));
  for (let i = 0; i < 10; i++) await happen(bench, step(0), step(1), play(i === 3 ? 0.4 : 0));
  await goOnToTheEnd(bench);
  assert.deepEqual(speakers(bench).at(-1), [1]);
});

test("a voice that is chosen in mid-speech takes over at the next sentence, and the old one speaks until it is open", async () => {
  const bench = makeBench();
  await happen(bench, { ...read("a", 2), whileLoading: "wait" } as Command);
  for (let i = 0; i < 30; i++) await happen(bench, step(0));
  await happen(bench, play(0.4), { type: "choose", voiceId: "b" });
  await happen(bench, step(1), step(1));
  await goOnToTheEnd(bench);
  assert.deepEqual(speakers(bench), [[1], [2]]);
});

test("a failure is told after what was made before it was heard, and nothing is told after it", async () => {
  const bench = makeBench();
  await happen(bench, read("instant", 3));
  for (let i = 0; i < 6; i++) await happen(bench, step(0));
  await happen(bench, { type: "fail", worker: 0 }, { type: "fail", worker: 0 });
  assert.equal(bench.narrations.at(-1)?.error, null);
  const last = await goOnToTheEnd(bench);
  assert.deepEqual([last.status, last.error?.code], ["idle", "voiceFailed"]);
  assert.ok(bench.loudspeaker.heard.length >= unitsPerSentence);
});
