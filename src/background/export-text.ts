import { UserFacingError } from "../shared/errors.ts";
import { firstWords } from "../shared/first-words.ts";
import { request, requestPage } from "../shared/messaging.ts";
import { maxBookLength, type ExportWish, type Requests } from "../shared/protocol.ts";
import { bookParts } from "./book-parts.ts";
import type { OffscreenHost } from "./offscreen-host.ts";
import { articleFrom, findSelection, utteranceAt, type Find, type Gesture } from "./read-aloud.ts";
import { settingsForReading } from "./settings-store.ts";

/** Saves the selection as an audio file. Rejects like `readAloud`, and with `exportsFull`. */
export async function exportSelection(gesture: Gesture, host: OffscreenHost, wish: ExportWish): Promise<void> {
  const utterance = await utteranceAt(gesture, host, settingsForReading(), findSelection);
  await request("offscreen", "exportText", { ...wish, utterance });
}

/** Saves the page's article as an audio file with a chapter for each heading. Rejects like `readPage`, and with `exportsFull`. */
export async function exportPage(gesture: Gesture, host: OffscreenHost, wish: ExportWish): Promise<void> {
  await exportWithChapters(gesture, host, wish, articleFrom("start", true), { title: "", author: "", cover: null });
}

/** Saves all of the document that one of the extension's own pages shows. Rejects like `exportPage`, and with `documentTooLarge`. */
export async function exportDocument(
  gesture: Gesture,
  host: OffscreenHost,
  { tabId, book, chapters, format, captions }: Parameters<Requests["background"]["exportDocument"]>[0],
): Promise<void> {
  await exportWithChapters(
    gesture,
    host,
    { format, captions },
    async (_, reading) => {
      const { leftOut } = (await reading).settings;
      const found = await requestPage(tabId, "readBook", { chapters, leftOut, limit: maxBookLength });
      if (found?.truncated) throw new UserFacingError("documentTooLarge", "its text is too long for one audio file");
      return found ? { ...found, mapId: null, frameId: 0, isPage: true } : "pageWithoutText";
    },
    book,
  );
}

async function exportWithChapters(
  gesture: Gesture,
  host: OffscreenHost,
  wish: ExportWish,
  find: Find,
  { title, ...details }: Parameters<Requests["background"]["exportDocument"]>[0]["book"],
): Promise<void> {
  let chapters: { title: string; start: number }[] = [];
  const utterance = await utteranceAt(gesture, host, settingsForReading(), async (...asked) => {
    const found = await find(...asked);
    if (typeof found !== "string") chapters = found.chapters ?? [];
    return found;
  });
  const name = title || utterance.source.title.trim() || firstWords(utterance.text);
  const book = { ...details, title: name };
  await request("offscreen", "exportBook", { ...wish, book, parts: bookParts(utterance, chapters, name) });
}
