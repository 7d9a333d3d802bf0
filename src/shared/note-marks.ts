/** In square brackets: [12], [3, 4], [5–7], [a], [citation needed]. */
const bracketed =
  /\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,20}|[a-z](?=\](?!\p{L}))|(?:note|nb|n|Anm\.|nota|réf\.) ?\d{1,3}|citation needed|clarification needed|when\?|who\?|by whom\?|réf\. nécessaire|cita requerida|Beleg fehlt|edit|modifier|Bearbeiten|editar)\]/u
    .source;

/** Small raised numbers behind a word or the end of a sentence. Behind fewer letters they may be exponents: m², sin². */
const raised =
  /(?:(?<=\p{L}{3})(?<!(?:sin|cos|tan|log|min|sec|det))|(?<=[.,;:!?…”’"»“]))[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,⁻–-][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}){0,9}(?![\p{L}\p{N}⁰¹²³⁴⁵⁶⁷⁸⁹])/u
    .source;

/** At the beginning of a sentence, a mark belongs to the one before. */
const raisedAtStart = /^[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?=\s)/u.source;

/** Finds marks of citations and footnotes in a text, each with the spaces before it. It has the flag `g`. */
export const noteMark = new RegExp(String.raw`(?:(?<!\s)\s{1,20})?${bracketed}|${raised}|${raisedAtStart}`, "gu");
