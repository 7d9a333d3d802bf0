/**
 * @file Runs in every page while the user has the button beside a selection switched on. It uses `chrome` itself, which both browsers have,
 * because the polyfill would be larger than all of this.
 */
import { selectionButtonOff, selectionButtonPressed } from "../../src/shared/selection-button.ts";
import { watchSelection } from "./watch-selection.ts";

/** Ends the script that was here before: the extension may have been updated. A page cannot name a property by a symbol. */
const endKey = Symbol.for("read-aloud-selection-button");
const world = globalThis as unknown as Record<symbol, (() => void) | undefined>;

function press(): void {
  // Without an id the extension was removed or updated, and nobody would answer.
  if (chrome.runtime.id === undefined) end();
  else void chrome.runtime.sendMessage(selectionButtonPressed);
}

function hear(message: unknown, { id }: chrome.runtime.MessageSender): void {
  if (message === selectionButtonOff && id === chrome.runtime.id) end();
}

world[endKey]?.();
const stopWatching = watchSelection(
  { text: chrome.i18n.getMessage("menuRead"), language: chrome.i18n.getMessage("messageLanguage") },
  press,
);
chrome.runtime.onMessage.addListener(hear);
world[endKey] = end;

function end(): void {
  stopWatching();
  chrome.runtime?.onMessage?.removeListener(hear);
  delete world[endKey];
}
