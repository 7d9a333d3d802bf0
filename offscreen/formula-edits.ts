import type { FormulaSpeech } from "./maths/formula-speech.ts";
import type { Edit } from "./text/spoken/spoken-form.ts";
import type { Sentence } from "./vocabulary.ts";

const letterOrDigit = /[\p{L}\p{N}]/u;

/**
 * What is said for the formulas of a sentence's text in a language (BCP 47, or the name of an eSpeak NG voice). A formula for which there are no words is not among them.
 */
export async function formulaEdits(
  text: string,
  formulas: Sentence["formulas"],
  language: string,
  say: FormulaSpeech["say"],
): Promise<Edit[]> {
  if (!formulas) return [];
  const edits = formulas.map(async ({ start, end, mathMl }) => {
    const said = await say(mathMl, language);
    if (said === undefined) return [];
    // Words of their own must not run into the letters beside them, as in "nth".
    const isPhrase = said.includes(" ");
    const before = isPhrase && letterOrDigit.test(text.charAt(start - 1)) ? " " : "";
    const after = isPhrase && letterOrDigit.test(text.charAt(end)) ? " " : "";
    return [{ start, end, spoken: before + said + after }];
  });
  return (await Promise.all(edits)).flat();
}
