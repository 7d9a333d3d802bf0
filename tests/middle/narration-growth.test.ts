import assert from "node:assert/strict";
import { mock, test } from "node:test";
import fc from "fast-check";
import { idleNarration } from "../../offscreen/narrator.ts";
import { answerTimeoutMs } from "../../offscreen/text-growth.ts";
import type { JumpTarget, Narration, TextGrowth, Utterance } from "../../src/shared/protocol.ts";
import { unitsPerSentence, workers } from "./fake-engine.ts";
import { makeBench, settle, utteranceOf, voiceIds, type Bench, type VoiceId } from "./narrator-bench.ts";

/** Pages that grow while they are read: the real narrator between fakes of its ends, one of which is the page. */
mock.timers.enable({ apis: ["setTimeout"] });

/** A page with so many sentences, and the questions that it has not answered yet. */
interface GrowingPage {
  sentences: number;
  asked: (() => void)[];
  /** True while it answers at once. */
  isQuick: boolean;
  /** True while it is still opening its document, so that it says of more that it is coming. */
  isOpening: boolean;
}

/** What follows `length` units, of which the page knows how many sentences they are. */
function growthOf(page: GrowingPage, counts: Map<number, number>, length: number, voiceId: VoiceId): TextGrowth | "coming" | null {
  const read = counts.get(length) ?? assert.fail(`no text has ${length} units`);
  if (page.sentences === read) return page.isOpening ? "coming" : null;
  const { text, passages } = utteranceOf(page.sentences - read, voiceId, "wait", read);
  const grown: TextGrowth = {
    text: `\n\n${text}`,
    passages: passages.map((passage) => ({ ...passage, start: passage.start + length + 2, end: passage.end + length + 2 })),
    truncated: false,
  };
  counts.set(length + grown.text.length, page.sentences);
  return grown;
}

interface Reading extends Bench {
  page: GrowingPage;
  utterance: Utterance;
  asks: () => number;
}

/** Reads a page of so many sentences. */
function readPage(sentences: number, voiceId: VoiceId, mayGrow = true): Reading {
  const page: GrowingPage = { sentences, asked: [], isQuick: false, isOpening: false };
  const utterance = { ...utteranceOf(sentences, voiceId, "instant"), mayGrow };
  const counts = new Map([[utterance.text.length, sentences]]);
  let asks = 0;
  const bench = makeBench({
    onNearEnd: (_, length) =>
      new Promise((resolve) => {
        asks += 1;
        const answer = (): void => resolve(growthOf(page, counts, length, voiceId));
        if (page.isQuick) answer();
        else page.asked.push(answer);
      }),
  });
  bench.narrator.speak(utterance);
  return { ...bench, page, utterance, asks: () => asks };
}

type Command =
  | { type: "step" | "fail" | "die"; worker: number }
  | { type: "play"; seconds: number }
  | { type: "pause" | "resume" | "answer" | "timeout" | "askNow" }
  | { type: "choose"; voiceId: VoiceId }
  | { type: "jump"; target: JumpTarget }
  | { type: "grow"; by: number }
  | { type: "open"; isOpening: boolean };

async function perform(command: Command, { narrator, loudspeaker, page }: Reading): Promise<void> {
  switch (command.type) {
    case "step":
    case "fail":
    case "die":
      workers[command.worker]?.[command.type]();
      break;
    case "play":
      loudspeaker.play(command.seconds);
      break;
    case "answer":
      for (const answer of page.asked.splice(0)) answer();
      break;
    case "askNow":
      narrator.grow();
      break;
    case "timeout":
      mock.timers.tick(answerTimeoutMs);
      break;
    case "grow":
      page.sentences += command.by;
      break;
    case "open":
      page.isOpening = command.isOpening;
      break;
    case "choose":
      narrator.chooseVoices(() => ({ voiceId: command.voiceId, speakerId: 0 }));
      break;
    case "jump":
      narrator.jump(command.target);
      // What was heard before it is not compared with what comes after it.
      loudspeaker.forget();
      break;
    default:
      narrator[command.type]();
  }
  await settle();
}

/** Lets everything go on, with a page that answers at once, until nothing is read. */
async function runToEnd(reading: Reading): Promise<Narration> {
  const { narrator, loudspeaker, narrations, page } = reading;
  page.isQuick = true;
  page.isOpening = false;
  for (let round = 0; round < 400; round++) {
    const last = narrations.at(-1) ?? idleNarration;
    if (last.status === "idle") return last;
    if (last.status === "paused") narrator.resume();
    for (const answer of page.asked.splice(0)) answer();
    for (const worker of workers) worker.step();
    await settle();
    loudspeaker.play(0.8);
    await settle();
  }
  return assert.fail(`it does not end: ${JSON.stringify(narrations.at(-1))}`);
}

const unitsHeard = ({ loudspeaker }: Reading): number[] =>
  loudspeaker.heard.map(({ sentence, unit }) => sentence * unitsPerSentence + unit);

const voiceId = fc.constantFrom(...voiceIds);
const worker = fc.nat(3);
const anyCommand: fc.WeightedArbitrary<Command>[] = [
  { weight: 30, arbitrary: fc.record({ type: fc.constant("step" as const), worker }) },
  { weight: 25, arbitrary: fc.record({ type: fc.constant("play" as const), seconds: fc.constantFrom(0.4, 0.8, 1.6, 4) }) },
  { weight: 10, arbitrary: fc.record({ type: fc.constant("grow" as const), by: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 10, arbitrary: fc.record({ type: fc.constant("answer" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("timeout" as const) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("choose" as const), voiceId }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom("pause" as const, "resume" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("fail" as const, "die" as const), worker }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("open" as const), isOpening: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("askNow" as const) }) },
];
const anyJump: fc.WeightedArbitrary<Command> = {
  weight: 6,
  arbitrary: fc.record({
    type: fc.constant("jump" as const),
    target: fc.oneof<fc.Arbitrary<JumpTarget>[]>(
      fc.record({ to: fc.constant("offset" as const), offset: fc.nat(600) }),
      fc.record({ to: fc.constantFrom("sentence" as const, "paragraph" as const), by: fc.constantFrom(-1, 1) }),
      fc.record({ to: fc.constant("second" as const), second: fc.double({ min: 0, max: 20, noNaN: true }) }),
    ),
  }),
};

/** Checks the narrations of one reading: it ends once, and until then the length of the text only grows. */
function assertOneReading({ narrations, utterance }: Reading): void {
  const idle = narrations.slice(1).findIndex(({ status }) => status === "idle");
  assert.equal(idle, narrations.length - 2, "nothing is told after the end, and no end before it");
  for (const { timeline, utteranceId, progress } of narrations) {
    assert.equal(utteranceId, utterance.utteranceId);
    assert.ok(progress >= 0 && progress <= 1);
    if (timeline) assert.ok(timeline.beforeSeconds <= timeline.totalSeconds + 1e-9);
  }
}

test("whenever a page grows and whenever it answers, each word of it is heard once and in order", { timeout: 300_000 }, async () => {
  let grown = 0;
  let whole = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      voiceId,
      fc.array(fc.oneof(...anyCommand), { maxLength: 60 }),
      async (sentences, voice, commands) => {
        const reading = readPage(sentences, voice);
        await settle();
        for (const command of commands) await perform(command, reading);
        const { length } = reading.narrations;
        const wasOver = reading.narrations.at(-1)?.status === "idle";
        const { error } = await runToEnd(reading);
        const units = unitsHeard(reading);
        assert.deepEqual(
          units,
          units.map((_, i) => i),
        );
        if (error) return;
        assert.equal(units.length % unitsPerSentence, 0);
        assert.ok(units.length >= sentences * unitsPerSentence);
        assertOneReading(reading);
        if (units.length > sentences * unitsPerSentence) grown++;
        // A page that once gave no answer is not asked again.
        if (wasOver || commands.some(({ type }) => type === "timeout")) return;
        assert.ok(length <= reading.narrations.length);
        assert.equal(units.length, reading.page.sentences * unitsPerSentence);
        whole++;
      },
    ),
    { numRuns: 2_000, includeErrorInReport: true },
  );
  assert.ok(grown > 600, `${grown} texts grew`);
  assert.ok(whole > 600, `${whole} pages were read to their end`);
});

test("after a jump in a page that grows, it is heard from there to its end, each word once", { timeout: 300_000 }, async () => {
  let back = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      voiceId,
      fc.array(fc.oneof(...anyCommand.filter((_, i) => i !== 4), anyJump), { maxLength: 60 }),
      async (sentences, voice, commands) => {
        const reading = readPage(sentences, voice);
        await settle();
        for (const command of commands) await perform(command, reading);
        const wasOver = reading.narrations.at(-1)?.status === "idle";
        const { error } = await runToEnd(reading);
        const units = unitsHeard(reading);
        const [first = 0] = units;
        assert.deepEqual(
          units,
          units.map((_, i) => first + i),
        );
        if (error || wasOver) return;
        assertOneReading(reading);
        assert.equal(first + units.length, reading.page.sentences * unitsPerSentence);
        if (first < sentences * unitsPerSentence && reading.page.sentences > sentences && commands.some(({ type }) => type === "jump"))
          back++;
      },
    ),
    { numRuns: 1_500, includeErrorInReport: true },
  );
  assert.ok(back > 100, `${back} jumps led to what was there first`);
});

/** Makes and hears everything that the page has told so far. */
async function hearAll(reading: Reading, rounds = 12): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    for (const each of workers) each.step();
    await settle();
    reading.loudspeaker.play(0.4);
    await settle();
  }
}

/** Makes everything that can be made. */
async function makeAll(reading: Reading): Promise<void> {
  for (let i = 0; i < 120; i++) await perform({ type: "step", worker: i % 4 }, reading);
}

/** Lets time pass until a sentence begins to be heard. */
async function hearSentence(reading: Reading, index: number): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (reading.narrations.at(-1)?.sentence?.index === index) return;
    await perform({ type: "play", seconds: 0.1 }, reading);
  }
  assert.fail(`sentence ${index} is not heard`);
}

test("a page that is still opening its document is asked until it has more of it, and then the reading goes on", async () => {
  const reading = readPage(1, "instant");
  reading.page.isOpening = true;
  await settle();
  await hearAll(reading);
  await makeAll(reading);
  assert.equal(reading.asks() > 0, true);
  for (let i = 0; i < 5; i++) await perform({ type: "answer" }, reading);
  await hearAll(reading);
  assert.notEqual(reading.narrations.at(-1)?.status, "idle");
  reading.page.sentences = 3;
  await runToEnd(reading);
  assert.deepEqual(
    unitsHeard(reading),
    Array.from({ length: 3 * unitsPerSentence }, (_, i) => i),
  );
});

test("a text grows at once when its page says that it has more, and so does its timeline", async () => {
  const reading = readPage(20, "instant");
  reading.page.isQuick = true;
  await settle();
  await hearAll(reading, 2);
  const totalSeconds = (): number => reading.narrations.at(-1)?.timeline?.totalSeconds ?? 0;
  const before = totalSeconds();
  reading.page.sentences = 40;
  await perform({ type: "askNow" }, reading);
  assert.ok(totalSeconds() > 1.5 * before, `${before} s, then ${totalSeconds()} s`);
  await runToEnd(reading);
  assert.equal(unitsHeard(reading).length, 40 * unitsPerSentence);
});

test("the page is asked while the last sentence but one is heard, and nothing is silent between", async () => {
  const reading = readPage(4, "instant");
  const totalSeconds = (): number => reading.narrations.at(-1)?.timeline?.totalSeconds ?? 0;
  reading.page.isQuick = true;
  await settle();
  await makeAll(reading);
  await hearSentence(reading, 1);
  assert.equal(reading.asks(), 0);
  await hearSentence(reading, 2);
  assert.equal(reading.asks(), 1);
  const before = totalSeconds();
  reading.page.sentences = 6;
  await hearSentence(reading, 3);
  assert.equal(reading.asks(), 2);
  assert.ok(totalSeconds() > before * 1.3, `${totalSeconds()} s after ${before} s`);
  await makeAll(reading);
  const heardAt: number[] = [];
  for (let i = 0; i < 60; i++) {
    await perform({ type: "play", seconds: 0.1 }, reading);
    heardAt.push(reading.loudspeaker.heard.length);
  }
  const end = heardAt.indexOf(6 * unitsPerSentence);
  assert.ok(end > 0);
  // A word of the instant voice lasts 0.2 s, and no pause is longer than half a second.
  const still = heardAt.slice(0, end).filter((count, i) => i >= 8 && count === heardAt[i - 8]);
  assert.deepEqual(still, []);
});

test("what comes only after the last word is read all the same", async () => {
  const reading = readPage(1, "instant");
  await settle();
  await hearAll(reading, 12);
  assert.equal(unitsHeard(reading).length, unitsPerSentence);
  // The first answer is nothing, and so the page is asked once more.
  await perform({ type: "answer" }, reading);
  assert.deepEqual([reading.asks(), reading.narrations.at(-1)?.status], [2, "speaking"]);
  reading.page.sentences = 2;
  await perform({ type: "answer" }, reading);
  await runToEnd(reading);
  assert.equal(unitsHeard(reading).length, 2 * unitsPerSentence);
  assertOneReading(reading);
});

test("a page that does not answer ends normally", async () => {
  const reading = readPage(2, "instant");
  await settle();
  await hearAll(reading, 20);
  assert.equal(unitsHeard(reading).length, 2 * unitsPerSentence);
  assert.equal(reading.narrations.at(-1)?.status, "speaking");
  await perform({ type: "timeout" }, reading);
  const last = reading.narrations.at(-1);
  assert.deepEqual([last?.status, last?.error, last?.progress, reading.asks()], ["idle", null, 1, 1]);
});

test("a stop, a new text and a selection are not read on", async () => {
  const stopped = readPage(1, "instant");
  await settle();
  await hearAll(stopped, 12);
  stopped.page.sentences = 3;
  stopped.narrator.stop();
  const { length } = stopped.narrations;
  await perform({ type: "answer" }, stopped);
  assert.equal(stopped.narrations.length, length, "nothing is told of what is no longer read");
  await hearAll(stopped);
  assert.equal(unitsHeard(stopped).length, unitsPerSentence);
  assert.equal(stopped.narrations.at(-1)?.status, "idle");

  const replaced = readPage(1, "instant");
  await settle();
  await hearAll(replaced, 12);
  replaced.page.sentences = 3;
  const next = utteranceOf(2, "instant", "wait", 100);
  replaced.narrator.speak(next);
  replaced.loudspeaker.forget();
  await perform({ type: "answer" }, replaced);
  assert.equal((await runToEnd(replaced)).utteranceId, next.utteranceId);
  assert.deepEqual(
    unitsHeard(replaced),
    Array.from({ length: 2 * unitsPerSentence }, (_, i) => 100 * unitsPerSentence + i),
  );

  const selection = readPage(2, "instant", false);
  selection.page.sentences = 4;
  await settle();
  await runToEnd(selection);
  assert.deepEqual([unitsHeard(selection).length, selection.asks()], [2 * unitsPerSentence, 0]);
});

test("a voice that was chosen meanwhile reads on in what is new, also when it comes with the voice of before", async () => {
  const reading = readPage(2, "instant");
  await settle();
  await hearAll(reading, 2);
  await perform({ type: "choose", voiceId: "a" }, reading);
  reading.page.sentences = 4;
  await runToEnd(reading);
  const { heard } = reading.loudspeaker;
  assert.equal(heard.length, 4 * unitsPerSentence);
  assert.deepEqual(new Set(heard.filter(({ sentence }) => sentence >= 2).map(({ voice }) => voice)), new Set([1]));
});
