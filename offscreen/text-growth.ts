import { maxGrownLength, type TextGrowth, type Utterance } from "../src/shared/protocol.ts";
import { withTimeout } from "../src/shared/with-timeout.ts";

/** A page that does not answer within this time is not asked again. */
export const answerTimeoutMs = 3_000;

/** What a page said that it will have is waited for no longer. */
const longestWaitMs = 120_000;

/**
 * Asks whether an utterance has grown. Resolves to true after something was appended to it, and to false if there is nothing. Calls at the
 * same time share the answer. Does not reject.
 */
export type Grow = () => Promise<boolean>;

/**
 * Lets the text of a page grow with the page. `ask` resolves to what follows its first so many UTF-16 units. What it answers after `signal`
 * has aborted is ignored, and so is what comes too late.
 */
export function createGrow(
  utterance: Utterance,
  ask: (length: number) => Promise<TextGrowth | "coming" | null>,
  onGrown: (growth: TextGrowth) => void,
  signal: AbortSignal,
): Grow {
  let canAnswer = utterance.mayGrow;
  let asking: Promise<boolean> | undefined;

  const grow = async (): Promise<boolean> => {
    const { length } = utterance.text;
    if (!canAnswer || length >= maxGrownLength) return false;
    try {
      const endMs = performance.now() + longestWaitMs;
      let growth: TextGrowth | "coming" | null;
      do {
        growth = await withTimeout(ask(length), answerTimeoutMs, () => new Error("the page does not answer"));
      } while (growth === "coming" && !signal.aborted && performance.now() < endMs);
      if (!growth || growth === "coming" || signal.aborted) return false;
      utterance.text += growth.text;
      utterance.passages.push(...growth.passages);
      if (growth.formulas) utterance.formulas = [...(utterance.formulas ?? []), ...growth.formulas];
      onGrown(growth);
      return true;
    } catch {
      canAnswer = false;
      return false;
    }
  };

  return () => (asking ??= grow().finally(() => (asking = undefined)));
}
