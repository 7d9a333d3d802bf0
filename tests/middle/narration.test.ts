import assert from "node:assert/strict";
import { mock, test } from "node:test";
import fc from "fast-check";
import { idleNarration } from "../../offscreen/narrator.ts";
import { sleepAfterMs } from "../../offscreen/playback/player.ts";
import { positionAt, wordAt } from "../../src/shared/clock.ts";
import { parsePronunciations } from "../../src/shared/pronunciations.ts";
import type { JumpTarget, Narration, Utterance } from "../../src/shared/protocol.ts";
import { defaultSettings } from "../../src/shared/settings.ts";
import { textOfSentence, unitsPerSentence, workers } from "./fake-engine.ts";
import type { Loudspeaker } from "./fake-loudspeaker.ts";
import { makeBench, settle, utteranceOf, voiceIds, type Bench, type VoiceId } from "./narrator-bench.ts";

/** One text at a time: the real narrator between fakes of its ends. */
mock.timers.enable({ apis: ["setTimeout"] });

type Command =
  | { type: "speak"; sentences: number; voiceId: VoiceId; whileLoading: Utterance["whileLoading"]; prepared: boolean }
  | { type: "stop" | "pause" | "resume" | "closeAll" | "sayAnew" }
  | { type: "step" | "fail" | "die"; worker: number }
  | { type: "play"; seconds: number }
  | { type: "close" | "choose"; voiceId: VoiceId }
  | { type: "jump"; target: JumpTarget }
  | { type: "rate"; rate: number }
  | { type: "wordPause"; seconds: number }
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
  { weight: 2, arbitrary: fc.record({ type: fc.constant("sayAnew" as const) }) },
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

async function perform(
  command: Command,
  { narrator, sessions, loudspeaker, setDisk }: Bench,
  change: (utterance: Utterance) => Utterance = (utterance) => utterance,
): Promise<void> {
  switch (command.type) {
    case "speak": {
      const utterance = change(utteranceOf(command.sentences, command.voiceId, command.whileLoading));
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
    case "jump":
      return narrator.jump(command.target);
    case "closeAll":
      return sessions.closeAll();
    case "rate":
      return narrator.adjust({ ...defaultSettings, rate: command.rate });
    case "wordPause":
      return narrator.adjust({ ...defaultSettings, wordPauseSeconds: command.seconds });
    case "disk":
      return setDisk(command.isReadable);
    case "device":
      return loudspeaker.refuse(command.refuses);
    default:
      return narrator[command.type]();
  }
}

/** Lets everything continue without further events until nothing is being read. Checks that the device is released soon afterwards. */
async function runToEnd({ narrator, loudspeaker, narrations, setDisk }: Bench): Promise<Narration> {
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

/** Checks that units were heard in order from the first on, each exactly once. */
function assertInOrder(heard: Loudspeaker["heard"]): void {
  const units = heard.map(({ sentence, unit }) => sentence * unitsPerSentence + unit);
  assert.deepEqual(
    units,
    units.map((_, i) => i),
  );
}

/** The indexes of the published sentences, without repetitions. */
function publishedIndexes({ narrations }: Bench): number[] {
  const indexes = narrations.flatMap(({ sentence }) => (sentence ? [sentence.index] : []));
  return indexes.filter((index, i) => index !== indexes[i - 1]);
}

test(
  "whatever happens during reading, each sentence is heard once and in order, or an error is reported",
  { timeout: 300_000 },
  async () => {
    let completed = 0;
    const voicesHeard = new Set<number>();
    await fc.assert(
      fc.asyncProperty(speak, fc.array(fc.oneof(...anyTime), { maxLength: 40 }), async (first, commands) => {
        const bench = makeBench();
        for (const command of [first, ...commands]) {
          await perform(command, bench);
          await settle();
        }
        const last = await runToEnd(bench);
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
          for (const { voice } of bench.loudspeaker.heard) voicesHeard.add(voice);
          assert.equal(bench.loudspeaker.heard.length, first.sentences * unitsPerSentence);
        }
        const indexes = publishedIndexes(bench);
        assert.deepEqual(
          indexes,
          indexes.map((_, i) => i),
        );
        assert.ok(bench.narrations.every(({ status, utteranceId }) => status === "idle" || utteranceId !== null));
      }),
      { numRuns: 4_000, includeErrorInReport: true },
    );
    assert.ok(completed > 2_500, `${completed} texts were read to their end`);
    assert.deepEqual(voicesHeard, new Set([0, 1, 2]));
  },
);

const anyWordPause: fc.WeightedArbitrary<Command> = {
  weight: 4,
  arbitrary: fc.record({ type: fc.constant("wordPause" as const), seconds: fc.constantFrom(0, 0.3, 1) }),
};

test("however words are parted meanwhile, each is heard once and in order", { timeout: 300_000 }, async () => {
  let completed = 0;
  await fc.assert(
    fc.asyncProperty(speak, fc.array(fc.oneof(...anyTime, anyWordPause), { maxLength: 40 }), async (first, commands) => {
      const bench = makeBench();
      for (const command of [first, ...commands]) {
        await perform(command, bench);
        await settle();
      }
      const { error } = await runToEnd(bench);
      assertInOrder(bench.loudspeaker.heard);
      if (error) return;
      completed++;
      assert.equal(bench.loudspeaker.heard.length, first.sentences * unitsPerSentence);
    }),
    { numRuns: 1_200, includeErrorInReport: true },
  );
  assert.ok(completed > 700, `${completed} texts were read to their end`);
});

test("a pause between words begins with the next word of the sentence that is heard, and ends so", async () => {
  const bench = makeBench();
  bench.narrator.speak(utteranceOf(1, "a", "wait"));
  for (let i = 0; i < 20; i++) {
    await settle();
    for (const candidate of workers) candidate.step();
  }
  const hearFor = async (seconds: number): Promise<number[]> => {
    bench.loudspeaker.forget();
    for (let played = 0; played < seconds - 1e-9; played += 0.1) {
      bench.loudspeaker.play(0.1);
      await settle();
    }
    return bench.loudspeaker.heard.map(({ unit }) => unit);
  };
  // A word is 0.3 s long.
  assert.deepEqual(await hearFor(0.4), [0, 1]);
  bench.narrator.adjust({ ...defaultSettings, wordPauseSeconds: 1 });
  for (let i = 0; i < 20; i++) {
    await settle();
    for (const candidate of workers) candidate.step();
  }
  // The rest of the word that is heard, the next, and another one 1 s later.
  assert.deepEqual(await hearFor(1.1), [1, 2]);
  assert.deepEqual(await hearFor(0.4), [3]);
  bench.narrator.adjust(defaultSettings);
  await runToEnd(bench);
});

test(
  "after any order of stops and new requests, only the beginning of each text is heard, and nothing after its end",
  { timeout: 300_000 },
  async () => {
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
        await runToEnd(bench);
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
  },
);

test("at every rate, sentences are heard in order and to the end", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(speak, fc.array(fc.oneof(...anyRate), { maxLength: 40 }), async (first, commands) => {
      const bench = makeBench();
      for (const command of [first, ...commands]) {
        await perform(command, bench);
        await settle();
      }
      const { error } = await runToEnd(bench);
      const indexes = publishedIndexes(bench);
      assert.deepEqual(
        indexes,
        indexes.map((_, i) => i),
      );
      if (!error) assert.equal(indexes.length, first.sentences);
    }),
    { numRuns: 1_000, includeErrorInReport: true },
  );
});

const anyJump = fc.record({
  type: fc.constant("jump" as const),
  target: fc.oneof<fc.Arbitrary<JumpTarget>[]>(
    fc.record({ to: fc.constant("offset" as const), offset: fc.nat(300) }),
    fc.record({ to: fc.constant("sentence" as const), by: fc.constantFrom(-1, 1) }),
    fc.record({ to: fc.constant("paragraph" as const), by: fc.constantFrom(-1, 1) }),
    fc.record({ to: fc.constant("second" as const), second: fc.double({ min: 0, max: 10, noNaN: true }) }),
    // Slow sound is stretched, so that its samples are no units of the fake voice.
    fc.constant({ to: "repeat" as const, slowly: false }),
  ),
});

/** Something of the text is heard after these. */
const begin: Command[] = [0, 1, 0, 1, 0, 1].flatMap((index) => [
  { type: "step", worker: index },
  { type: "play", seconds: 0.4 },
]);

test(
  "after a jump, the text is heard from its place on, each word once, and the sentence is shown at once",
  { timeout: 300_000 },
  async () => {
    let inMidSentence = 0;
    await fc.assert(
      fc.asyncProperty(
        speak,
        fc.array(fc.oneof(...anyTime, { weight: 6, arbitrary: anyJump }), { maxLength: 40 }),
        async (text, commands) => {
          const bench = makeBench();
          const { loudspeaker, narrations } = bench;
          let shown: number | undefined;
          let begins = 0;
          const assertHeard = (): void => {
            const units = loudspeaker.heard.map(({ sentence, unit }) => sentence * unitsPerSentence + unit);
            if (shown !== undefined && units[0] !== undefined) {
              assert.equal(Math.floor(units[0] / unitsPerSentence), shown);
              if (units[0] % unitsPerSentence > 0) inMidSentence++;
              begins = units[0];
              shown = undefined;
            }
            assert.deepEqual(
              units,
              units.map((_, i) => begins + i),
            );
          };
          for (const command of [text, ...begin, ...commands]) {
            const { length } = narrations;
            await perform(command, bench);
            const jumped = narrations[length];
            if (command.type === "jump" && jumped && jumped.error === null) {
              loudspeaker.forget();
              const isHeard = jumped.sentence !== null;
              shown = jumped.sentence?.index;
              // Nothing was heard yet, so nothing is shown: the place is known by what is heard first.
              if (!isHeard) begins = NaN;
            }
            await settle();
            if (Number.isNaN(begins) && loudspeaker.heard[0])
              begins = loudspeaker.heard[0].sentence * unitsPerSentence + loudspeaker.heard[0].unit;
            assertHeard();
          }
          const last = await runToEnd(bench);
          if (Number.isNaN(begins) && loudspeaker.heard[0])
            begins = loudspeaker.heard[0].sentence * unitsPerSentence + loudspeaker.heard[0].unit;
          assertHeard();
          if (!last.error && loudspeaker.heard.length > 0)
            assert.equal(begins + loudspeaker.heard.length, text.sentences * unitsPerSentence);
        },
      ),
      { numRuns: 1_200, includeErrorInReport: true },
    );
    assert.ok(inMidSentence > 8, `${inMidSentence} jumps led into a sentence`);
  },
);

test("the word that is shown is the word that is heard, at every rate and after every change", { timeout: 300_000 }, async () => {
  let compared = 0;
  const anyChange = [...anyRate, anyWordPause, { weight: 3, arbitrary: anyJump }];
  await fc.assert(
    fc.asyncProperty(speak, fc.array(fc.oneof(...anyChange), { maxLength: 40 }), fc.boolean(), async (text, commands, saysOtherwise) => {
      const bench = makeBench();
      const { loudspeaker, narrations } = bench;
      const change = saysOtherwise ? withAbbreviations : undefined;
      const plain = utteranceOf(text.sentences, text.voiceId, text.whileLoading);
      const utterance = change?.(plain) ?? plain;
      const wordShown = (aheadMs: number): string | undefined => {
        const { sentence, clock } = narrations.at(-1) ?? idleNarration;
        const word = sentence && clock && wordAt(sentence.words, positionAt(clock, loudspeaker.nowMs() + aheadMs));
        return word ? utterance.text.slice(word.start, word.end) : undefined;
      };
      for (const command of [text, ...commands, play(0.4)]) {
        await perform(command, bench, change);
        await settle();
        const last = loudspeaker.heard.at(-1);
        const { status, clock } = narrations.at(-1) ?? idleNarration;
        if (command.type !== "play" || !last || status !== "speaking" || !clock || clock.rate === 0) continue;
        const heard = `Word${last.sentence}${"abcdef".charAt(last.unit)}`;
        const shown = [-toleranceMs, 0, toleranceMs].map(wordShown);
        assert.ok(shown.includes(heard), `${heard} is heard, ${shown.join(", ")} are shown`);
        compared++;
      }
    }),
    { numRuns: 1_200, includeErrorInReport: true },
  );
  assert.ok(compared > 250, `${compared} words were compared`);
});

/** The same text with abbreviations that are spoken at greater length, between the words that are heard. */
function withAbbreviations(utterance: Utterance): Utterance {
  const written = (text: string): string => text.replaceAll(/(?=Word\d+[be])/g, "10 km/h ").replaceAll(/(?=Word\d+c)/g, "Dr. ");
  const at = (offset: number): number => written(utterance.text.slice(0, offset)).length;
  const passages = utterance.passages.map((passage) => ({ ...passage, start: at(passage.start), end: at(passage.end) }));
  return { ...utterance, text: written(utterance.text), passages };
}

/** The loudspeaker of these tests plays blocks of 40 to 50 ms, and the time stretch searches as far. */
const toleranceMs = 60;

/** Performs commands one after another. */
async function performAll(bench: Bench, ...commands: Command[]): Promise<void> {
  for (const command of commands) {
    await perform(command, bench);
    await settle();
  }
}

const step = (index: number): Command => ({ type: "step", worker: index });
const play = (seconds: number): Command => ({ type: "play", seconds });
const read = (voice: VoiceId, sentences = 4): Command => ({
  type: "speak",
  sentences,
  voiceId: voice,
  whileLoading: "instant",
  prepared: false,
});
const speakers = ({ loudspeaker }: Bench): number[][] => {
  const bySentence: Set<number>[] = [];
  for (const { sentence, voice } of loudspeaker.heard) (bySentence[sentence] ??= new Set()).add(voice);
  return bySentence.map((voices) => [...voices]);
};

test("a stand-in makes one sentence ahead, and the chosen voice takes over at the next sentence", async () => {
  const bench = makeBench();
  await performAll(bench, read("a"));
  const [own, standIn] = workers[0]?.wants === "open" ? [0, 1] : [1, 0];
  for (let i = 0; i < 20; i++) await performAll(bench, step(standIn));
  // The first sentence is waiting to be heard, and no other was requested.
  assert.equal(workers[standIn]?.wants, undefined);
  await performAll(bench, play(0.4), ...Array.from({ length: 20 }, () => step(standIn)));
  await performAll(bench, step(own));
  await runToEnd(bench);
  assert.deepEqual(speakers(bench).slice(0, 2), [[0], [1]]);
});

test("the chosen voice also takes over a text that the stand-in has made completely", async () => {
  const bench = makeBench();
  await performAll(bench, read("a", 2));
  for (let i = 0; i < 10; i++) await performAll(bench, step(0), step(1), play(i === 3 ? 0.4 : 0));
  await runToEnd(bench);
  assert.deepEqual(speakers(bench).at(-1), [1]);
});

test("a voice that is chosen during speech takes over at the next sentence; until it is open, the old one speaks", async () => {
  const bench = makeBench();
  await performAll(bench, { ...read("a", 2), whileLoading: "wait" } as Command);
  for (let i = 0; i < 30; i++) await performAll(bench, step(0));
  await performAll(bench, play(0.4), { type: "choose", voiceId: "b" });
  await performAll(bench, step(1), step(1));
  await runToEnd(bench);
  assert.deepEqual(speakers(bench), [[1], [2]]);
});

test("a failure is reported after the sound made before it was heard, and nothing is reported after it", async () => {
  const bench = makeBench();
  await performAll(bench, read("instant", 3));
  for (let i = 0; i < 6; i++) await performAll(bench, step(0));
  await performAll(bench, { type: "fail", worker: 0 }, { type: "fail", worker: 0 });
  assert.equal(bench.narrations.at(-1)?.error, null);
  const last = await runToEnd(bench);
  assert.deepEqual([last.status, last.error?.code], ["idle", "voiceFailed"]);
  assert.ok(bench.loudspeaker.heard.length >= unitsPerSentence);
});

test("what is heard first after a request or a jump is urgent, what is made ahead is not, and of several jumps only the last is spoken", async () => {
  const bench = makeBench();
  await performAll(bench, { ...read("b", 5), whileLoading: "wait" } as Command);
  const steps = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await performAll(bench, step(0));
  };
  const asked = (): string[] => workers[0]?.asked.splice(0).map(({ text, urgentRate }) => `${text.slice(0, 6)} ${urgentRate}`) ?? [];
  // The voice opens, speaks a sentence and begins the next one.
  await steps(5);
  await performAll(bench, play(0.4));
  assert.deepEqual(asked(), ["Word0a 1", "Word1a undefined"]);
  bench.narrator.adjust({ ...defaultSettings, rate: 2 });
  for (const by of [1, 1, 1]) bench.narrator.jump({ to: "sentence", by });
  await settle();
  assert.deepEqual(asked(), ["Word3a 2"]);
  await steps(4);
  await performAll(bench, play(0.4));
  assert.deepEqual(asked(), ["Word4a undefined"]);
  bench.narrator.jump({ to: "offset", offset: textOfSentence(0).length + 1 });
  await settle();
  await steps(1);
  assert.deepEqual(asked(), ["Word1a 2"]);
  await runToEnd(bench);
  assert.deepEqual([bench.narrations.at(-1)?.error, publishedIndexes(bench)], [null, [0, 1, 2, 3, 1, 2, 3, 4]]);
});

test("a sentence that is repeated slowly is slow to its end, whatever happens in it, and no further", async () => {
  const rates: number[] = [];
  const begun = async (): Promise<Bench> => {
    const bench = makeBench();
    const { player } = bench;
    const { setRate } = player;
    Object.assign(player, { setRate: (rate: number) => (rates.push(rate), setRate(rate)) });
    await performAll(bench, read("instant", 3));
    for (let i = 0; i < 8; i++) await performAll(bench, step(0));
    await performAll(bench, play(0.4));
    assert.equal(bench.narrations.at(-1)?.sentence?.index, 0);
    bench.narrator.jump({ to: "repeat", slowly: true });
    await settle();
    for (let i = 0; i < 8; i++) await performAll(bench, step(0));
    assert.deepEqual([rates.at(-1), bench.narrations.at(-1)?.sentence?.index], [0.6, 0]);
    return bench;
  };
  const toSentence = async (bench: Bench, index: number): Promise<void> => {
    for (let i = 0; i < 200 && bench.narrations.at(-1)?.sentence?.index !== index; i++) await performAll(bench, step(0), play(0.04));
    assert.equal(bench.narrations.at(-1)?.sentence?.index, index);
  };

  const paused = await begun();
  paused.narrator.pause();
  await performAll(paused, play(0.4));
  paused.narrator.resume();
  await toSentence(paused, 0);
  assert.equal(rates.at(-1), 0.6);
  await toSentence(paused, 1);
  assert.deepEqual([rates.at(-1), paused.narrations.at(-1)?.clock?.rate], [1, 1]);

  const jumped = await begun();
  jumped.narrator.jump({ to: "sentence", by: 1 });
  assert.equal(rates.at(-1), 1);

  const changed = await begun();
  changed.narrator.adjust({ ...defaultSettings, volume: 0.5 });
  assert.equal(rates.at(-1), 0.6);
  changed.narrator.adjust({ ...defaultSettings, rate: 2 });
  await toSentence(changed, 1);
  assert.equal(rates.at(-1), 2);

  const stopped = await begun();
  stopped.narrator.stop();
  stopped.narrator.speak(utteranceOf(2, "instant", "wait"));
  assert.equal(rates.at(-1), 1);
});

test("a sentence that has only just ended is the one that is repeated", async ({ mock }) => {
  mock.timers.enable({ apis: ["Date"] });
  const bench = makeBench();
  await performAll(bench, read("instant", 3));
  const after = async (): Promise<number | undefined> => {
    for (let i = 0; i < 200 && bench.narrations.at(-1)?.sentence?.index !== 1; i++) await performAll(bench, step(0), play(0.04));
    mock.timers.setTime(bench.loudspeaker.nowMs());
    bench.narrator.jump({ to: "repeat", slowly: false });
    return bench.narrations.at(-1)?.sentence?.index;
  };
  assert.equal(await after(), 0);
  // After a jump to its beginning nothing before it was heard.
  await performAll(bench, step(0), play(0.04));
  bench.narrator.jump({ to: "offset", offset: textOfSentence(0).length + 1 });
  for (let i = 0; i < 5; i++) await performAll(bench, step(0), play(0.04));
  mock.timers.setTime(bench.loudspeaker.nowMs());
  bench.narrator.jump({ to: "repeat", slowly: false });
  assert.equal(bench.narrations.at(-1)?.sentence?.index, 1);
});

test("a word that is to be said differently is, in all that is not heard yet, and its written form is shown", async () => {
  const bench = makeBench();
  const { narrator, loudspeaker, narrations, dictionary } = bench;
  narrator.speak(utteranceOf(2, "instant", "wait"));
  for (let round = 0; round < 12; round++) {
    await settle();
    for (const candidate of workers) candidate.step();
  }
  loudspeaker.play(0.4);
  await settle();
  const asked = (): string[] => workers.flatMap((each) => each.asked.map(({ text }) => text));
  const before = asked().length;
  assert.ok(before >= 2, "the second sentence was made");
  assert.equal(narrations.at(-1)?.sentence?.index, 0);
  dictionary.configure(parsePronunciations([{ written: "Word1b", spoken: "New Word1b" }]), false);
  narrator.sayAnew();
  await runToEnd(bench);
  assert.deepEqual(asked().slice(before), ["Word1a New Word1b Word1c Word1d Word1e Word1f."]);
  assertInOrder(loudspeaker.heard);
  assert.deepEqual(publishedIndexes(bench), [0, 1]);
  const words = narrations.findLast(({ sentence }) => sentence?.index === 1 && sentence.words.length === unitsPerSentence)?.sentence;
  const text = textOfSentence(0).length + 1;
  assert.equal(words?.text, textOfSentence(1));
  assert.deepEqual(
    words?.words.map(({ start, end }) => words.text.slice(start - text, end - text)),
    ["Word1a", "Word1b", "Word1c", "Word1d", "Word1e", "Word1f"],
  );
});
