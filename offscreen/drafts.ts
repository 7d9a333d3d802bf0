import { baseLanguage } from "../src/shared/languages.ts";
import { maxWrittenLength } from "../src/shared/pronunciations.ts";
import type { Narration, PronunciationDraft } from "../src/shared/protocol.ts";

/** The word that the form of the dictionary is to show. */
export interface Drafts {
  /** Keeps a word, with the sentence that is heard and its language. */
  keep(word: string): void;
  drop(): void;
}

/** Creates the draft. `onChange` is called with each new one, and with null. */
export function createDrafts(
  narration: () => Pick<Narration, "sentence" | "language">,
  onChange: (draft: PronunciationDraft | null) => void,
): Drafts {
  return {
    keep(word) {
      const { sentence, language } = narration();
      onChange({
        draftId: crypto.randomUUID(),
        word: shortened(word),
        sentence: sentence?.text ?? "",
        language: baseLanguage(language ?? ""),
      });
    },
    drop: () => onChange(null),
  };
}

/** A selection may be longer than a word. */
function shortened(text: string): string {
  const words = text.trim().replaceAll(/\s+/g, " ");
  return words.length <= maxWrittenLength ? words : (words.split(" ", 1)[0] ?? "").slice(0, maxWrittenLength);
}
