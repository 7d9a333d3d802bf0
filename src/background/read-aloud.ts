import { SpokenError, type ErrorCode } from "../shared/errors.ts";
import { messageLocale, t } from "../shared/i18n.ts";
import { request } from "../shared/messaging.ts";
import { maxSelectionLength, type Utterance } from "../shared/protocol.ts";
import { composeUtterance, leavesOut } from "./compose-utterance.ts";
import { showHint } from "./hint.ts";
import { findLanguages } from "./language/find-languages.ts";
import type { OffscreenHost } from "./offscreen-host.ts";
import type { Selection } from "./page/read-selection.ts";
import { readSelection, selectionFromMenu } from "./selection.ts";
import { loadSettings } from "./settings-store.ts";

/** Where the person asked: the tab, and what the context menu knows. */
export interface Gesture {
  tabId: number | undefined;
  isPrivate: boolean;
  frameId?: number | undefined;
  menuText?: string | undefined;
}

/**
 * From a gesture to an accepted request: the selection is read, and spoken in place of what is being read. Rejects with
 * `nothingToRead` or `pageRefused` when there is none, with `languageNotSpoken` when no voice reads any of it.
 */
export async function readAloud(gesture: Gesture, host: OffscreenHost): Promise<void> {
  const utterance = await utteranceAt(gesture, host);
  await request("offscreen", "speak", utterance);
  const hints = [
    ...(utterance.truncated ? [t("hintTruncated", new Intl.NumberFormat(messageLocale()).format(maxSelectionLength))] : []),
    ...(leavesOut(utterance) ? [t("hintLeftOut")] : []),
  ];
  if (hints.length > 0) await showHint(gesture.tabId, hints.join(" "), "status");
}

/** Why there may be nothing to prepare. */
const unreadable: ReadonlySet<ErrorCode> = new Set(["nothingToRead", "pageRefused", "languageNotSpoken"]);

/** Has the beginning of what `readAloud` would read made ahead; where there is nothing to read it does nothing. */
export async function prepareToRead(gesture: Gesture, host: OffscreenHost): Promise<void> {
  try {
    await request("offscreen", "prepare", await utteranceAt(gesture, host));
  } catch (thrown) {
    if (!(thrown instanceof SpokenError && unreadable.has(thrown.code))) throw thrown;
  }
}

async function utteranceAt({ tabId, isPrivate, frameId, menuText }: Gesture, host: OffscreenHost): Promise<Utterance> {
  const requestedAt = Date.now();
  const [selection, settings] = await Promise.all([
    findSelection(tabId, frameId, menuText),
    loadSettings(),
    // Asked for now, so that it loads while the page answers.
    host.ensure(),
  ]);
  if (typeof selection === "string") throw new SpokenError(selection);
  return composeUtterance(selection, await findLanguages(selection, tabId), settings, { tabId: tabId ?? null, isPrivate, requestedAt });
}

async function findSelection(
  tabId: number | undefined,
  frameId: number | undefined,
  menuText: string | undefined,
): Promise<Selection | "nothingToRead" | "pageRefused"> {
  const inPage = tabId === undefined || tabId < 0 ? "pageRefused" : await readSelection(tabId, frameId);
  if (typeof inPage !== "string") return inPage;
  if (inPage === "secret") return "nothingToRead";
  const inMenu = selectionFromMenu(menuText);
  return inMenu === "nothingToRead" ? inPage : inMenu;
}
