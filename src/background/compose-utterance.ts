import { UserFacingError } from "../shared/errors.ts";
import type { Passage, Utterance } from "../shared/protocol.ts";
import type { Selection } from "../shared/selection.ts";
import { chosenVoice, deliveryOf, type Settings } from "../shared/settings.ts";
import type { NamedSpan } from "./language/name-languages.ts";

/** Makes an utterance from text, settings and languages. Throws `languageNotSpoken` if no voice can read any of it. */
export function composeUtterance(
  { text, truncated, mapId, formulas }: Pick<Selection, "text" | "truncated" | "mapId" | "formulas">,
  languages: readonly NamedSpan[],
  settings: Settings,
  { source, address, isPrivate, mayGrow, requestedAt }: Pick<Utterance, "source" | "address" | "isPrivate" | "mayGrow" | "requestedAt">,
): Utterance {
  const passages = passagesOf(languages, settings);
  if (passages.length === 0) throw new UserFacingError("languageNotSpoken", `no voice speaks ${languages[0]?.language ?? "und"}`);
  return {
    utteranceId: mapId ?? crypto.randomUUID(),
    text,
    truncated,
    passages,
    ...(formulas && settings.saysMaths && { formulas }),
    ...deliveryOf(settings),
    whileLoading: settings.whileLoading,
    source,
    address,
    isPrivate,
    mayGrow,
    requestedAt,
  };
}

/** The passages of what voices can read, each with the voice for its language. Their offsets are those of `languages` and `start` more. */
export function passagesOf(languages: readonly NamedSpan[], settings: Settings, start = 0): Passage[] {
  return languages
    .filter(({ isSpoken }) => isSpoken)
    .map((span) => ({
      start: start + span.start,
      end: start + span.end,
      language: span.language,
      voice: chosenVoice(span.language, settings),
    }));
}

/** True if some of an utterance's text is in no passage, because no voice can read it. */
export function leavesOut({ text, passages }: Pick<Utterance, "text" | "passages">): boolean {
  return passages.reduce((sum, { start, end }) => sum + end - start, 0) < text.length;
}
