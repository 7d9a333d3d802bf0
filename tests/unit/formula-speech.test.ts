import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { formulaEdits } from "../../offscreen/formula-edits.ts";
import { createFormulaSpeech, type MathsWorker } from "../../offscreen/maths/formula-speech.ts";
import type { MathsQuestion } from "../../offscreen/maths/maths-protocol.ts";

/** Workers that say a formula's text, unless they are told to be silent. */
function makeWorkers() {
  const asked: MathsQuestion[] = [];
  const workers: (MathsWorker & { isEnded: boolean })[] = [];
  const state = { isSilent: false };
  const speech = createFormulaSpeech(() => {
    const worker: (typeof workers)[number] = {
      isEnded: false,
      onmessage: null,
      onerror: null,
      postMessage(question: MathsQuestion) {
        asked.push(question);
        const data = { id: question.id, said: question.mathMl === "bad" ? "" : `${question.locale} ${question.mathMl}` };
        if (!state.isSilent) setImmediate(() => worker.onmessage?.call(worker as unknown as Worker, { data } as MessageEvent));
      },
      terminate: () => void (worker.isEnded = true),
    };
    workers.push(worker);
    return worker;
  });
  return { speech, asked, workers, state };
}

test("the worker is started for the first formula in a language with words, and a formula is asked for once", async () => {
  const { speech, asked, workers } = makeWorkers();
  assert.equal(await speech.say("x", "ja"), undefined);
  assert.equal(workers.length, 0);
  assert.deepEqual(await Promise.all([speech.say("x", "en-US"), speech.say("x", "en-GB"), speech.say("x", "fr")]), [
    "en x",
    "en x",
    "fr x",
  ]);
  assert.equal(await speech.say("x", "en"), "en x");
  assert.equal(asked.length, 2);
  assert.equal(workers.length, 1);
});

test("what has no words is not answered, and neither is what takes too long or fails; the next one is", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { speech, workers, state } = makeWorkers();
    assert.equal(await speech.say("bad", "en"), undefined);
    state.isSilent = true;
    const late = speech.say("slow", "en");
    mock.timers.tick(10_000);
    assert.equal(await late, undefined);
    assert.equal(workers[0]?.isEnded, true);
    const failed = speech.say("failing", "en");
    workers[1]?.onerror?.call(workers[1] as unknown as Worker, {} as ErrorEvent);
    assert.equal(await failed, undefined);
    state.isSilent = false;
    assert.equal(await speech.say("x", "en"), "en x");
    assert.equal(workers.length, 3);
    mock.timers.tick(60_000);
    assert.equal(workers[2]?.isEnded, true);
  } finally {
    mock.timers.reset();
  }
});

test("a formula is replaced by its words, which do not run into the letters beside them", async () => {
  const text = "The nth of x+1s.";
  const formulas = [
    { start: 4, end: 5, mathMl: "n" },
    { start: 11, end: 14, mathMl: "x+1" },
    { start: 8, end: 10, mathMl: "unknown" },
  ];
  const edits = await formulaEdits(text, formulas, "en", async (mathMl) => ({ n: "n", "x+1": "x plus 1" })[mathMl]);
  assert.deepEqual(edits, [
    { start: 4, end: 5, spoken: "n" },
    { start: 11, end: 14, spoken: "x plus 1 " },
  ]);
  assert.deepEqual(await formulaEdits(text, undefined, "en", () => assert.fail("asked")), []);
});
