import type { ArticleRequest, DocumentPlace } from "../shared/article.ts";
import { UserFacingError, type ErrorCode } from "../shared/errors.ts";
import { errorText, messageLocale, t } from "../shared/i18n.ts";
import { request } from "../shared/messaging.ts";
import { maxSelectionLength, type SelectionStart, type Utterance } from "../shared/protocol.ts";
import { readArticle, readOwnArticle } from "./article.ts";
import { composeUtterance, leavesOut } from "./compose-utterance.ts";
import { leftOutOn } from "../shared/settings.ts";
import { firstWords } from "../shared/first-words.ts";
import { showToast } from "./toast.ts";
import { findLanguages } from "./language/find-languages.ts";
import type { OffscreenHost } from "./offscreen-host.ts";
import { refusals, type Refusal } from "./refused-page.ts";
import { readSelection, selectionFromMenu, type FoundSelection, type SelectionPlace } from "./selection.ts";
import { settingsForReading } from "./settings-store.ts";
import { startFollowing } from "./start-following.ts";

/** The place of the user's gesture, and the selected text that the context menu reports. */
export interface Gesture extends SelectionPlace {
  isPrivate: boolean;
  /** The title of the page, if the browser reports it. */
  title?: string | undefined;
  menuText?: string | undefined;
}

type Reading = ReturnType<typeof settingsForReading>;

/** Finds the text, or says why there is none. */
export type Find = (gesture: Gesture, reading: Reading) => Promise<FoundSelection | ErrorCode>;

/**
 * From a gesture to an accepted request: reads the selection and speaks it in place of what is being read. Rejects with `nothingToRead` or
 * a refusal if there is no selection, and with `languageNotSpoken` if no voice can read any of it.
 */
export async function readAloud(gesture: Gesture, host: OffscreenHost): Promise<void> {
  await speakFound(gesture, host, findSelection);
}

/**
 * Like `readAloud`, for the page's article; from the pointer on, if it is asked so. Rejects with `pageWithoutText` in place of
 * `nothingToRead`.
 */
export async function readPage(gesture: Gesture, host: OffscreenHost, from: ArticleRequest["from"] = "start"): Promise<void> {
  await speakFound(gesture, host, articleFrom(from));
}

/** Like `readPage`, for the document that one of the extension's own pages shows in the tab, from a place on. */
export async function readDocument(gesture: Gesture & { tabId: number }, host: OffscreenHost, from: DocumentPlace): Promise<void> {
  await speakFound(gesture, host, async (_, reading) => {
    const { leftOut } = (await reading).settings;
    return readOwnArticle(gesture.tabId, { from, leftOut, limit: maxSelectionLength });
  });
}

/** Finds the page's article, and its chapters too if they are wanted. */
export function articleFrom(from: ArticleRequest["from"], findsChapters = false): Find {
  return async (gesture, reading) => {
    const leftOut = leftOutOn(siteOf(gesture.url), (await reading).settings);
    return readArticle(gesture, { from, leftOut, limit: maxSelectionLength, findsChapters });
  };
}

async function speakFound(gesture: Gesture, host: OffscreenHost, find: Find): Promise<void> {
  const reading = settingsForReading();
  let startAt = 0;
  const utterance = await utteranceAt(gesture, host, reading, async (...asked) => {
    const found = await find(...asked);
    if (typeof found !== "string") startAt = found.startAt ?? 0;
    return found;
  });
  // What follows in the page is read on.
  if (utterance.mayGrow) utterance.truncated = false;
  await request("offscreen", "speak", utterance);
  // It comes before any sound.
  if (startAt > 0) await request("offscreen", "jump", { to: "offset", offset: startAt });
  await startFollowing(utterance.source);
  const { failure } = await reading;
  const hints = hintsAbout(utterance, failure);
  if (hints.length > 0) await showToast(gesture.tabId, hints.join(" "), failure ? "alert" : "status");
}

/** What the user should know of an accepted text, in sentences. */
export function hintsAbout(utterance: Utterance, failure: UserFacingError | null): string[] {
  return [
    ...(failure ? [errorText(failure.code)] : []),
    ...(utterance.truncated ? [t("hintTruncated", new Intl.NumberFormat(messageLocale()).format(maxSelectionLength))] : []),
    ...(leavesOut(utterance) ? [t("hintLeftOut")] : []),
  ];
}

/** Errors that mean that there is nothing to prepare. */
const unreadable: ReadonlySet<ErrorCode> = new Set(["nothingToRead", ...refusals, "languageNotSpoken"]);

/** Prepares the beginning of what `readAloud` would read, and returns its first words. `null` if there is nothing to read. */
export async function prepareToRead(gesture: Gesture, host: OffscreenHost): Promise<SelectionStart | null> {
  try {
    const utterance = await utteranceAt(gesture, host, settingsForReading(), findSelection);
    await request("offscreen", "prepare", utterance);
    return { text: firstWords(utterance.text), language: utterance.passages[0]?.language ?? "" };
  } catch (thrown) {
    if (!(thrown instanceof UserFacingError && unreadable.has(thrown.code))) throw thrown;
    return null;
  }
}

/** A text of the page as a request to read. The offscreen document exists when it resolves. Rejects like `readAloud`. */
export async function utteranceAt(gesture: Gesture, host: OffscreenHost, reading: Reading, find: Find): Promise<Utterance> {
  const { tabId, title, url, isPrivate } = gesture;
  const requestedAt = Date.now();
  const [selection, { settings }] = await Promise.all([
    find(gesture, reading),
    reading,
    // Starts now, so that the document loads while the page answers.
    host.ensure(),
  ]);
  if (typeof selection === "string") throw new UserFacingError(selection);
  const source = { tabId: tabId ?? null, frameId: selection.frameId, title: title ?? "", site: siteOf(url) };
  return composeUtterance(selection, await findLanguages(selection, tabId, settings), settings, {
    source,
    address: url ?? "",
    isPrivate: isPrivate || selection.isPrivate === true,
    mayGrow: selection.isPage,
    requestedAt,
  });
}

/** Finds the selection, in the page or else as the menu reports it. */
export async function findSelection(gesture: Gesture): Promise<FoundSelection | "nothingToRead" | Refusal> {
  const inPage = await readSelection(gesture);
  if (typeof inPage !== "string") return inPage;
  if (inPage === "secret") return "nothingToRead";
  const inMenu = selectionFromMenu(gesture.menuText);
  return inMenu === "nothingToRead" ? inPage : { ...inMenu, frameId: gesture.frameId ?? 0, isPage: false };
}

function siteOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : "";
}
