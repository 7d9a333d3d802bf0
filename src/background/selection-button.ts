import browser from "webextension-polyfill";
import { allPages, selectionButtonOff, selectionButtonPressed } from "../shared/selection-button.ts";
import { editSettings, loadSettings } from "./settings-store.ts";

/** The id of the script that the browser runs in every page. */
const scriptId = "selection-button";
const scriptFile = "selection-button.js";

let arranging: Promise<unknown> = Promise.resolve();

/**
 * Brings the browser in line with the setting: if it is on and the access is there, the button's script runs in every page, those that are
 * open included. Otherwise it runs nowhere, the setting is off, and the access is given back. Call it whenever one of the two may have
 * changed. Calls run one after another.
 */
export function arrangeSelectionButton(): Promise<void> {
  const arranged = arranging.then(async () => {
    const [{ showsSelectionButton }, isAllowed, scripts] = await Promise.all([
      loadSettings(),
      browser.permissions.contains(allPages),
      browser.scripting.getRegisteredContentScripts({ ids: [scriptId] }),
    ]);
    const isRegistered = scripts.length > 0;
    if (showsSelectionButton && isAllowed) {
      if (!isRegistered) await start();
      return;
    }
    if (showsSelectionButton) await editSettings((settings) => ({ ...settings, showsSelectionButton: false }));
    if (!isRegistered) return;
    await browser.scripting.unregisterContentScripts({ ids: [scriptId] });
    await toEachTab((tabId) => browser.tabs.sendMessage(tabId, selectionButtonOff));
    await browser.permissions.remove(allPages);
  });
  arranging = arranged.catch(() => undefined);
  return arranged;
}

/**
 * Calls `read` when the user presses the button in a page. Call it synchronously at start. Of the message only its sender counts, which the
 * browser names: the page itself can send none.
 */
export function onSelectionButton(read: (tab: browser.Tabs.Tab, frameId: number) => Promise<void>): void {
  browser.runtime.onMessage.addListener((message: unknown, { id, tab, frameId }: browser.Runtime.MessageSender) => {
    if (message !== selectionButtonPressed || id !== browser.runtime.id || !tab || frameId === undefined) return undefined;
    void isOn().then((on) => (on ? read(tab, frameId) : undefined));
    return undefined;
  });
}

async function isOn(): Promise<boolean> {
  const [{ showsSelectionButton }, isAllowed] = await Promise.all([loadSettings(), browser.permissions.contains(allPages)]);
  return showsSelectionButton && isAllowed;
}

async function start(): Promise<void> {
  const script = {
    id: scriptId,
    js: [scriptFile],
    matches: allPages.origins,
    allFrames: true,
    // The types do not know this: also frames that have no address of their own.
    matchOriginAsFallback: true,
    runAt: "document_idle" as const,
  };
  await browser.scripting.registerContentScripts([script]);
  // Nobody waits for slow pages.
  void toEachTab((tabId) => browser.scripting.executeScript({ target: { tabId, allFrames: true }, files: [scriptFile] }));
}

/** Does something in every tab that has a page. A tab that allows it not is left out. */
async function toEachTab(act: (tabId: number) => Promise<unknown>): Promise<void> {
  const tabs = await browser.tabs.query({ discarded: false });
  await Promise.allSettled(tabs.flatMap(({ id }) => (id === undefined ? [] : [act(id)])));
}
