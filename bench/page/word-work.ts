import { readArticleInPage } from "../../content/article/read-article.ts";
import { wordHighlight } from "../../content/follow/highlight-styles.ts";
import { createTextView } from "../../content/follow/text-view.ts";
import type { FollowState, HeardSentence } from "../../src/shared/protocol.ts";
import { defaultSettings } from "../../src/shared/settings.ts";

/** What the scripts of the page take to show each word of its text, one after the other, and how many words these are. */
export interface WordWork {
  words: number;
  /** The mean, in milliseconds. */
  meanMs: number;
  p95Ms: number;
}

declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a property of the global object.
  var showWords: (count: number) => Promise<WordWork>;
}

/** The sentences of a text, with their words as if each lasted a second. */
function* sentencesOf(text: string): Generator<HeardSentence> {
  let index = 0;
  for (const { 0: sentence, index: start } of text.matchAll(/[^.]+\./g)) {
    const words = Array.from(sentence.matchAll(/\S+/g), (word, second) => ({
      start: start + word.index,
      end: start + word.index + word[0].length,
      startSeconds: second,
    }));
    yield { index, text: sentence, start, end: start + sentence.length, words };
    index += 1;
  }
}

globalThis.showWords = async (count) => {
  const read = readArticleInPage({ from: "start", leftOut: defaultSettings.leftOut, limit: 500_000 });
  if (!read?.mapId) throw new Error("the page has no text");
  const view = createTextView(
    () => undefined,
    () => undefined,
  );
  const took: number[] = [];
  for (const sentence of sentencesOf(read.text)) {
    for (const { start, end, startSeconds } of sentence.words) {
      const narration: FollowState["narration"] = {
        status: "speaking",
        utteranceId: read.mapId,
        language: "en",
        sentence,
        // A clock that stands still shows one word.
        clock: { atMs: Date.now(), seconds: startSeconds, rate: 0 },
        timeline: null,
        resume: null,
        voice: null,
        standIn: null,
        upcoming: null,
      };
      const startedAt = performance.now();
      view.show({ narration, hasText: true, voices: [], settings: defaultSettings });
      took.push(performance.now() - startedAt);
      const [drawn] = CSS.highlights.get(wordHighlight) ?? [];
      if (String(drawn).trim() !== read.text.slice(start, end)) throw new Error(`${String(drawn)} is drawn`);
      // What the page shows is computed anew for the next word.
      await new Promise(requestAnimationFrame);
      if (took.length === count) break;
    }
    if (took.length === count) break;
  }
  view.remove();
  const sorted = took.toSorted((a, b) => a - b);
  return {
    words: took.length,
    meanMs: took.reduce((sum, ms) => sum + ms, 0) / took.length,
    p95Ms: sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN,
  };
};
