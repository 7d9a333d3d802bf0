import assert from "node:assert/strict";
import { test } from "node:test";
import { saySentences } from "../../offscreen/say-sentences.ts";
import { createSpareTime } from "../../offscreen/spare-time.ts";
import type { Formula } from "../../src/shared/formula.ts";
import type { Utterance } from "../../src/shared/protocol.ts";
import { unitsPerSentence, workers } from "./fake-engine.ts";
import { makeBench, settle, utteranceOf, type Bench } from "./narrator-bench.ts";

/** Formulas from the text that a page hands over to what is heard of it, read and saved. */

/** A text in which the second to the fourth word of each sentence is a formula, which looks like the end of a sentence. */
function formulaText(sentences: number, first = 0): Pick<Utterance, "text" | "passages"> & { formulas: Formula[] } {
  const { text: words, passages } = utteranceOf(sentences, "a", "wait", first);
  const formulas: Formula[] = [];
  let shift = 0;
  const text = words.replaceAll(/Word(\d+)b \S+ \S+/g, (said: string, sentence: string, at: number) => {
    const written = `f(${sentence}). Or g`;
    formulas.push({ start: at + shift, end: at + shift + written.length, mathMl: said });
    shift += written.length - said.length;
    return written;
  });
  return { text, passages: passages.slice(0, 1).map((passage) => ({ ...passage, end: text.length })), formulas };
}

const say = async (mathMl: string): Promise<string> => mathMl;

async function hear({ narrator, loudspeaker, narrations }: Bench, utterance: Utterance): Promise<void> {
  narrator.speak(utterance);
  for (let round = 0; round < 1_000; round += 1) {
    await settle();
    if (narrations.at(-1)?.status === "idle") return;
    for (const worker of workers) worker.step();
    await settle();
    loudspeaker.play(0.8);
  }
  assert.fail("it does not end");
}

const allUnits = (sentences: number): number[] => Array.from({ length: sentences * unitsPerSentence }, (_, unit) => unit);

test("the words for formulas are heard in their place, also of what a page has got since, and the formula is shown", async () => {
  const length = formulaText(4).text.length;
  const bench = makeBench(
    {
      onNearEnd: async (_, read) => {
        if (read > length) return null;
        const { text, passages, formulas } = formulaText(3, 4);
        const moved = <T extends { start: number; end: number }>(of: T): T => ({
          ...of,
          start: of.start + read + 2,
          end: of.end + read + 2,
        });
        return { text: `\n\n${text}`, passages: passages.map(moved), formulas: formulas.map(moved), truncated: false };
      },
    },
    say,
  );
  const utterance = { ...utteranceOf(1, "a", "wait"), ...formulaText(4), mayGrow: true };
  await hear(bench, utterance);
  assert.deepEqual(
    bench.loudspeaker.heard.map(({ sentence, unit }) => sentence * unitsPerSentence + unit),
    allUnits(7),
  );
  const text = `${utterance.text}\n\n${formulaText(3, 4).text}`;
  const shown = new Set(
    bench.narrations.flatMap(({ sentence }) => (sentence?.words ?? []).map(({ start, end }) => text.slice(start, end))),
  );
  for (let sentence = 0; sentence < 7; sentence += 1) {
    assert.ok(shown.has(`f(${sentence}). Or g`));
    assert.ok(!shown.has("Or"));
  }
});

test("an audio file has the words for formulas too", async () => {
  const { resolver, clips } = makeBench({}, say);
  const utterance = { ...utteranceOf(1, "a", "wait"), ...formulaText(3) };
  const tools = { resolver, clips: clips.forUtterance(utterance), spareTime: createSpareTime(() => true) };
  const made: [string, number][] = [];
  const state = { isOver: false };
  const making = (async () => {
    for await (const { spoken, words } of saySentences(utterance, 0, tools, new AbortController().signal))
      made.push([spoken, words.length]);
    state.isOver = true;
  })();
  for (let round = 0; round < 1_000 && !state.isOver; round += 1) {
    await settle();
    for (const worker of workers) worker.step();
  }
  await making;
  // The three words of the formula are one.
  assert.deepEqual(
    made,
    [0, 1, 2].map((sentence) => [`Word${sentence}a f(${sentence}). Or g Word${sentence}e Word${sentence}f.`, unitsPerSentence - 2]),
  );
  const asked = workers.flatMap((worker) => worker.asked.map(({ text }) => text)).join(" ");
  assert.deepEqual(asked.match(/Word\d[a-f]/g)?.length, 3 * unitsPerSentence);
});
