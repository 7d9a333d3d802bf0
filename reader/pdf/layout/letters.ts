const combiningOf: Readonly<Record<string, string>> = {
  "`": "\u0300",
  "\u00b4": "\u0301",
  "\u02c6": "\u0302",
  "\u02dc": "\u0303",
  "\u00a8": "\u0308",
  "\u02da": "\u030a",
  "\u02c7": "\u030c",
  "\u00b8": "\u0327",
  "\u02d8": "\u0306",
  "\u02dd": "\u030b",
};

/** The text with the letters that people write, where the document has forms of them that only fonts know, and single spaces. */
export function withUsualLetters(text: string): string {
  return (
    text
      .replaceAll("\0", "")
      .replaceAll(/[\ufb00-\ufb4f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\ufe10-\ufe19\ufe30-\ufe48]+/gu, (forms) =>
        forms.normalize("NFKC").replaceAll(/ (?=\p{M})/gu, ""),
      )
      .replaceAll(/\s+/gu, " ")
      // Arabic doubled vowel signs end a word; pdf.js finds them behind the first letter of the next where they stand above the end of one.
      .replaceAll(/(\p{L}) (\p{L})([\u064b-\u064d])/gu, "$1$3 $2")
  );
}

/** Accents that are drawn as glyphs of their own before their letter become part of it. */
export function composeAccents(text: string): string {
  return text.replaceAll(
    /([`\u00b4\u02c6\u02dc\u00a8\u02da\u02c7\u00b8\u02d8\u02dd]) ?([a-zA-Z\u0131])/gu,
    (both, accent: string, letter: string) => compose(accent, letter) ?? both,
  );
}

/** If one text ends with such an accent and the next begins with its letter: both with the accent where it belongs. Null otherwise. */
export function trailingAccent(before: string, after: string): { before: string; after: string; hasSpace: boolean } | null {
  const letter = compose(before.at(-1) ?? "", after.charAt(0));
  const rest = before.slice(0, -1);
  return letter === null ? null : { before: rest.trimEnd(), after: letter + after.slice(1), hasSpace: /\s$/u.test(rest) };
}

function compose(accent: string, letter: string): string | null {
  const combining = combiningOf[accent];
  if (combining === undefined || !/^[a-zA-Z\u0131]$/u.test(letter)) return null;
  const composed = ((letter === "\u0131" ? "i" : letter) + combining).normalize("NFC");
  return composed.length === 1 ? composed : null;
}
