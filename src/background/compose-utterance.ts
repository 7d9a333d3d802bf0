import { UserFacingError } from "../shared/errors.ts";
import type { Utterance } from "../shared/protocol.ts";
import type { Selection } from "../shared/selection.ts";
import { chosenVoice, deliveryOf, type Settings } from "../shared/settings.ts";
import type { NamedSpan } from "./language/name-languages.ts";

/** Makes an utterance from text, settings and languages. Throws `languageNotSpoken` if no voice can read any of it. */
export function composeUtterance(
  { text, truncated, mapId }: Pick<Selection, "text" | "truncated" | "mapId">,
  languages: readonly NamedSpan[],
  settings: Settings,
  { source, isPrivate, requestedAt }: Pick<Utterance, "source" | "isPrivate" | "requestedAt">,
): Utterance {
  const passages = languages
    .filter(({ isSpoken }) => isSpoken)
    .map(({ start, end, language }) => ({ start, end, language, voice: chosenVoice(language, settings) }));
  if (passages.length === 0) throw new UserFacingError("languageNotSpoken", `no voice speaks ${languages[0]?.language ?? "und"}`);
  return {
    utteranceId: mapId ?? crypto.randomUUID(),
    text,
    truncated,
    passages,
    ...deliveryOf(settings),
    whileLoading: settings.whileLoading,
    source,
    isPrivate,
    requestedAt,
  };
}

/** True if some of an utterance's text is in no passage, because no voice can read it. */
export function leavesOut({ text, passages }: Pick<Utterance, "text" | "passages">): boolean {
  return passages.reduce((sum, { start, end }) => sum + end - start, 0) < text.length;
}
