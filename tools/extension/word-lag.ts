import type { Page } from "puppeteer-core";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import { usualSymbolSeconds } from "../../engine/tests/voices/tone-code.ts";
import type { Recording } from "../desktop/record-sound.ts";

/** How much slower than usual the tone voice of these measurements speaks, so that its symbols can be told apart at rate 3. */
export const slowToneScale = 6;

/** The phoneme ids that Piper puts between two phonemes and between two words. */
const padId = 0;
const spaceId = 3;

/** A change of the word that a page shows: its text, and when it was shown, in milliseconds since the epoch. */
export interface WordShown {
  text: string;
  atMs: number;
}

/** Notes in the page when it shows another word. `wordsShown` reads the notes. */
export async function noteWords(page: Page): Promise<void> {
  await page.evaluate(() => {
    const notes: WordShown[] = [];
    Object.assign(globalThis, { notes });
    const look = (): void => {
      const text = Array.from(CSS.highlights.get("read-aloud-word") ?? [], String).join("");
      if (text !== "" && text !== notes.at(-1)?.text) notes.push({ text, atMs: Date.now() });
      requestAnimationFrame(look);
    };
    look();
  });
}

/** The words that were shown since `noteWords`, in order. */
export function wordsShown(page: Page): Promise<WordShown[]> {
  return page.evaluate(() => (globalThis as unknown as { notes: WordShown[] }).notes);
}

/** When each word of a recording of the slow tone voice began to be heard, in milliseconds since the epoch. `rate` is the playback rate. */
export function wordsHeard(recording: Recording, rate: number): number[] {
  const { symbols } = decodeTones(recording.samples(), 48_000, { symbolSeconds: (usualSymbolSeconds * slowToneScale) / rate });
  const beganMs = recording.beganMs();
  const starts: number[] = [];
  let isBetween = true;
  for (const { id, startSeconds, beat } of symbols) {
    // The first symbol of a model run, of beat 0, is the mark of a text's beginning.
    if (id === spaceId || beat === 0) isBetween = true;
    else if (id !== padId && isBetween) {
      starts.push(beganMs + startSeconds * 1000);
      isBetween = false;
    }
  }
  return starts;
}
