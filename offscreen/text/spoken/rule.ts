import type { GivenPhonemes } from "../../vocabulary.ts";
import type { Edit } from "./spoken-form.ts";

/**
 * How a written form is said. `pattern` has the flag `g`. `say` returns what is said instead of what it found, or undefined to leave it as it
 * is written.
 */
export interface Rule {
  pattern: RegExp;
  say(found: RegExpExecArray): string | undefined;
  /** Phonemes that are said in place of what it found, whatever `say` returns. */
  phonemes?: ((found: string) => GivenPhonemes) | undefined;
}

/** A rule that says `spoken`, in which `$1` stands for the first group of the pattern. */
export function sayAs(pattern: RegExp, spoken: string): Rule {
  return { pattern, say: (found) => spoken.replaceAll(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? "") };
}

/** A rule for words from a table. `pattern` has the word as its first group. */
export function sayFrom(words: Readonly<Record<string, string>>, before: string, after: string): Rule {
  const alternatives = Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`).replaceAll(" ", " ?"))
    .join("|");
  const withoutSpaces = new Map(Object.entries(words).map(([word, spoken]) => [word.replaceAll(" ", ""), spoken]));
  return {
    pattern: new RegExp(`${before}(?:${alternatives})${after}`, "gu"),
    say: ([found]) => withoutSpaces.get(found.replaceAll(" ", "")),
  };
}

/**
 * The edits that `rules` make in `text`, and those of `first`, in the order of the text. Where two find the same place, the first one has it.
 */
export function editsOf(text: string, rules: readonly Rule[], first: readonly Edit[] = []): Edit[] {
  const edits = [...first];
  for (const { pattern, say, phonemes } of rules) {
    for (const found of text.matchAll(pattern)) {
      const start = found.index;
      const end = start + found[0].length;
      if (start === end || edits.some((edit) => edit.start < end && start < edit.end)) continue;
      if (phonemes && found[0].trim() !== "") {
        edits.push({ ...trimmed(found[0], { start, end, spoken: found[0] }), phonemes: phonemes(found[0]) });
        continue;
      }
      const spoken = say(found);
      if (spoken !== undefined && spoken !== found[0]) edits.push(trimmed(found[0], { start, end, spoken }));
    }
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** The edit without the spaces that both texts begin or end with. */
function trimmed(written: string, { start, end, spoken }: Edit): Edit {
  const lead = written.startsWith(" ") && spoken.startsWith(" ") ? 1 : 0;
  const trail = written.endsWith(" ") && spoken.endsWith(" ") ? 1 : 0;
  return { start: start + lead, end: end - trail, spoken: spoken.slice(lead, spoken.length - trail) };
}
