import { UserFacingError, type ErrorCode } from "../shared/errors.ts";
import { errorText, messageLocale, t } from "../shared/i18n.ts";
import { request } from "../shared/messaging.ts";
import { maxSelectionLength, type SelectionStart, type Utterance } from "../shared/protocol.ts";
import type { Selection } from "../shared/selection.ts";
import { composeUtterance, leavesOut } from "./compose-utterance.ts";
import { firstWords } from "./first-words.ts";
import { showToast } from "./toast.ts";
import { findLanguages } from "./language/find-languages.ts";
import type { OffscreenHost } from "./offscreen-host.ts";
import { refusals, type Refusal } from "./refused-page.ts";
import { readSelection, selectionFromMenu, type SelectionPlace } from "./selection.ts";
import { settingsForReading } from "./settings-store.ts";

/** Where the person asked: the place in a tab, and what the context menu knows. */
export interface Gesture extends SelectionPlace {
  isPrivate: boolean;
  menuText?: string | undefined;
}

/**
 * From a gesture to an accepted request: the selection is read, and spoken in place of what is being read. Rejects with
 * `nothingToRead` or a refusal when there is none, with `languageNotSpoken` when no voice reads any of it.
 */
export async function readAloud(gesture: Gesture, host: OffscreenHost): Promise<void> {
  const reading = settingsForReading();
  const utterance = await utteranceAt(gesture, host, reading);
  await request("offscreen", "speak", utterance);
  const { failure } = await reading;
  const hints = [
    ...(failure ? [errorText(failure.code)] : []),
    ...(utterance.truncated ? [t("hintTruncated", new Intl.NumberFormat(messageLocale()).format(maxSelectionLength))] : []),
    ...(leavesOut(utterance) ? [t("hintLeftOut")] : []),
  ];
  if (hints.length > 0) await showToast(gesture.tabId, hints.join(" "), failure ? "alert" : "status");
}

/** Why there may be nothing to prepare. */
const unreadable: ReadonlySet<ErrorCode> = new Set(["nothingToRead", ...refusals, "languageNotSpoken"]);

/** Has the beginning of what `readAloud` would read made ahead, and tells how it begins; `null` where there is nothing to read. */
export async function prepareToRead(gesture: Gesture, host: OffscreenHost): Promise<SelectionStart | null> {
  try {
    const utterance = await utteranceAt(gesture, host, settingsForReading());
    await request("offscreen", "prepare", utterance);
    return { text: firstWords(utterance.text), language: utterance.passages[0]?.language ?? "" };
  } catch (thrown) {
    if (!(thrown instanceof UserFacingError && unreadable.has(thrown.code))) throw thrown;
    return null;
  }
}

async function utteranceAt(gesture: Gesture, host: OffscreenHost, reading: ReturnType<typeof settingsForReading>): Promise<Utterance> {
  const { tabId, isPrivate } = gesture;
  const requestedAt = Date.now();
  const [selection, { settings }] = await Promise.all([
    findSelection(gesture),
    reading,
    // Asked for now, so that it loads while the page answers.
    host.ensure(),
  ]);
  if (typeof selection === "string") throw new UserFacingError(selection);
  return composeUtterance(selection, await findLanguages(selection, tabId), settings, { tabId: tabId ?? null, isPrivate, requestedAt });
}

async function findSelection(gesture: Gesture): Promise<Selection | "nothingToRead" | Refusal> {
  const inPage = await readSelection(gesture);
  if (typeof inPage !== "string") return inPage;
  if (inPage === "secret") return "nothingToRead";
  const inMenu = selectionFromMenu(gesture.menuText);
  return inMenu === "nothingToRead" ? inPage : inMenu;
}
