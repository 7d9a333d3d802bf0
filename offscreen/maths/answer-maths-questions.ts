import type { MathsAnswer, MathsQuestion } from "./maths-protocol.ts";
import { createSayFormula } from "./say-formula.ts";

/** Answers the questions that come to this worker, one after another. `wordsUrl` is the folder with the library's words. */
export function answerMathsQuestions(wordsUrl: string): void {
  const say = createSayFormula(async (name) => {
    const answer = await fetch(`${wordsUrl}${name}.json`);
    if (!answer.ok) throw new Error(`${name}.json: ${answer.status}`);
    return answer.text();
  });
  let previous: Promise<void> = Promise.resolve();
  addEventListener("message", ({ data: { id, locale, mathMl } }: MessageEvent<MathsQuestion>) => {
    previous = previous.then(async () => {
      const said = await say(mathMl, locale).catch(() => "");
      postMessage({ id, said } satisfies MathsAnswer);
    });
  });
}
