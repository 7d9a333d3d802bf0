import { SpokenError, toWireError } from "../shared/errors.ts";
import { errorText, messageLocale, t } from "../shared/i18n.ts";
import { request } from "../shared/messaging.ts";
import { maxSelectionLength, type Utterance } from "../shared/protocol.ts";
import { composeUtterance } from "./compose-utterance.ts";
import { showHint } from "./hint.ts";
import { languageOf } from "./language.ts";
import type { OffscreenHost } from "./offscreen-host.ts";
import type { Selection } from "./page/read-selection.ts";
import { readSelection, selectionFromMenu } from "./selection.ts";
import { settingsForReading } from "./settings-store.ts";

/** Where the person asked: the tab, and what the context menu knows. */
export interface Gesture {
  tabId: number | undefined;
  isPrivate: boolean;
  frameId?: number | undefined;
  menuText?: string | undefined;
}

/**
 * From a gesture to an accepted request: the selection is read, and spoken in place of what is being read. Rejects with
 * `nothingToRead` or `pageRefused` when there is none.
 */
export async function readAloud(gesture: Gesture, host: OffscreenHost): Promise<void> {
  const reading = settingsForReading();
  const utterance = await utteranceAt(gesture, host, reading);
  await request("offscreen", "speak", utterance);
  const { failure } = await reading;
  if (failure) await showHint(gesture.tabId, errorText(failure.code));
  if (utterance.truncated) {
    await showHint(gesture.tabId, t("hintTruncated", new Intl.NumberFormat(messageLocale()).format(maxSelectionLength)));
  }
}

/** The same for a gesture outside the extension's own pages: what went wrong is told in the page. */
export async function readAloudOrHint(gesture: Gesture, host: OffscreenHost): Promise<void> {
  try {
    await readAloud(gesture, host);
  } catch (thrown) {
    await showHint(gesture.tabId, errorText(toWireError(thrown).code));
  }
}

/** Has the beginning of what `readAloud` would read made ahead; where there is nothing to read it does nothing. */
export async function prepareToRead(gesture: Gesture, host: OffscreenHost): Promise<void> {
  try {
    await request("offscreen", "prepare", await utteranceAt(gesture, host, settingsForReading()));
  } catch (thrown) {
    if (!(thrown instanceof SpokenError && (thrown.code === "nothingToRead" || thrown.code === "pageRefused"))) throw thrown;
  }
}

async function utteranceAt(
  { tabId, isPrivate, frameId, menuText }: Gesture,
  host: OffscreenHost,
  reading: ReturnType<typeof settingsForReading>,
): Promise<Utterance> {
  const requestedAt = Date.now();
  const [selection, { settings }] = await Promise.all([
    findSelection(tabId, frameId, menuText),
    reading,
    // Asked for now, so that it loads while the page answers.
    host.ensure(),
  ]);
  if (typeof selection === "string") throw new SpokenError(selection);
  const language = await languageOf(selection.text, selection.language, tabId);
  return composeUtterance(selection, language, settings, { tabId: tabId ?? null, isPrivate, requestedAt });
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
