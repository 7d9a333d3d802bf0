import browser from "webextension-polyfill";
import { UserFacingError } from "../shared/errors.ts";
import { withInstalled } from "../shared/intended-voices.ts";
import { answer, request } from "../shared/messaging.ts";
import { installPiperDebug, offscreenSource } from "../shared/piper-debug.ts";
import type { JumpTarget } from "../shared/protocol.ts";
import type { Settings } from "../shared/settings.ts";
import { hideFailureBadge, isFailureShown, showStatusBadge } from "./badge.ts";
import { orToast, showFailure } from "./toast.ts";
import { confirmEnqueued, enqueuePage, enqueueSelection } from "./enqueue.ts";
import { exportDocument, exportPage, exportSelection } from "./export-text.ts";
import { forgetLibrary } from "./forget-library.ts";
import { createMenu, menuIds, showReadingEntries } from "./menu.ts";
import type { OffscreenHost } from "./offscreen-host.ts";
import { openLinkInReader, openPageInReader, readHereOrInReader } from "./open-in-reader.ts";
import { openDictionary } from "./open-dictionary.ts";
import { showPlace } from "./show-place.ts";
import { arrangeSelectionButton, onSelectionButton } from "./selection-button.ts";
import { readMore } from "./read-more.ts";
import { prepareToRead, readAloud, readDocument, readPage, type Gesture } from "./read-aloud.ts";
import { followIn, startFollowing } from "./start-following.ts";
import { tabOfLink } from "./tab-of-link.ts";
import { changeSettings, editSettings, forgetSettings, forgetVoices, loadSettings, settingsForReading } from "./settings-store.ts";

/**
 * Registers every listener synchronously: the browser restarts this context for each event, and ignores listeners that are registered
 * later.
 */
export function startBackground(host: OffscreenHost): void {
  browser.runtime.onInstalled.addListener(({ reason }) => void extensionInstalled(reason));
  browser.runtime.onStartup.addListener(() => void browserStarted());

  browser.contextMenus.onClicked.addListener((info, tab) => {
    void orToast(tab?.id, async () => {
      const gesture = { ...placeOf(tab), frameId: info.frameId, menuText: info.selectionText };
      switch (info.menuItemId) {
        case menuIds.read:
          return readAloud(gesture, host);
        case menuIds.readPage:
          return readPageOrDocument(placeOf(tab));
        case menuIds.openInReader:
          if (info.linkUrl === undefined) return openPageInReader(placeOf(tab), { reads: false });
          return openLinkInReader(placeOf(tab), info.linkUrl);
        case menuIds.readFromHere:
          return readPage({ ...placeOf(tab), frameId: info.frameId }, host, { targetElementId: info.targetElementId ?? null });
        case menuIds.enqueueSelection:
          return confirmEnqueued(gesture.tabId, await enqueueSelection(gesture, host));
        case menuIds.enqueuePage:
          return confirmEnqueued(gesture.tabId, await enqueuePage(placeOf(tab), host));
        case menuIds.enqueueLink:
          return confirmEnqueued(gesture.tabId, await enqueuePage(await placeOfLink(info.linkUrl, gesture.isPrivate), host));
        case menuIds.sayDifferently:
          return openDictionary(host, info.selectionText ?? "");
        case menuIds.stop:
          return toNarrator("stop");
      }
    });
  });

  browser.commands.onCommand.addListener((command, tab) => void runCommand(command, tab));

  answer("background", {
    readSelection: async () => readAloud(placeOf(await activeTab()), host),
    readPage: async () => readPageOrDocument(placeOf(await activeTab())),
    openInReader: async () => openPageInReader(placeOf(await activeTab()), { reads: false }),
    readDocument: async ({ tabId, from }) => readDocument({ ...placeOf(await browser.tabs.get(tabId)), tabId }, host, from),
    prepareSelection: async () => prepareToRead(placeOf(await activeTab()), host),
    enqueueSelection: async () => (await enqueueSelection(placeOf(await activeTab()), host)).count,
    enqueuePage: async () => (await enqueuePage(placeOf(await activeTab()), host)).count,
    exportSelection: async (wish) => exportSelection(placeOf(await activeTab()), host, wish),
    exportPage: async (wish) => exportPage(placeOf(await activeTab()), host, wish),
    exportDocument: async (what) => exportDocument(placeOf(await browser.tabs.get(what.tabId)), host, what),
    async follow(source) {
      await startFollowing(source);
    },
    readMore,
    getSettings: loadSettings,
    openDictionary: ({ word }) => openDictionary(host, word),
    async updateSettings(change) {
      const settings = await changeSettings(change);
      if (change.showsSelectionButton !== undefined) await arrangeSelectionButton();
      return applySettings(settings);
    },
    async forgetVoices({ voiceIds }) {
      await applySettings(await forgetVoices(voiceIds));
    },
    async installVoice({ voiceId, chooseFor }) {
      // Saved first, so that the voice is chosen when it is installed, even if this context or the page ends before.
      const intended = { [chooseFor]: { voiceId, speakerId: 0 } };
      await applySettings(await editSettings((settings) => ({ ...settings, intended: { ...settings.intended, ...intended } })));
      await host.ensure();
      await request("offscreen", "installVoice", { voiceId });
    },
    async voicesInstalled({ voiceIds }) {
      const before = await loadSettings();
      if (withInstalled(before, voiceIds) === before) return;
      await applySettings(await editSettings((settings) => withInstalled(settings, voiceIds)));
    },
    async clearEverything() {
      await host.ensure();
      await Promise.all([request("offscreen", "clearEverything"), forgetLibrary()]);
      const settings = await forgetSettings();
      await request("offscreen", "configure", settings);
      await arrangeSelectionButton();
      return settings;
    },
    ensureOffscreen: () => host.ensure(),
    async showNarration({ status, failure }) {
      await oldStatusCleared;
      await Promise.all([showStatusBadge(status), showReadingEntries(status)]);
      if (failure) await showFailure(failure.tabId, failure.code);
    },
    showPlace,
    async followAgain(frame) {
      await followIn(frame);
    },
    dismissFailure: hideFailureBadge,
    stayAwake: (isBusy) => host.stayAwake(isBusy),
  });

  onSelectionButton((tab, frameId) => orToast(tab.id, () => readAloud({ ...placeOf(tab), frameId }, host)));
  // The user can take the access away in the browser's own pages.
  browser.permissions.onRemoved.addListener(() => void arrangeSelectionButton());

  installPiperDebug(offscreenSource(() => host.ensure()));
  const oldStatusCleared = clearOldStatus();

  async function extensionInstalled(reason: browser.Runtime.OnInstalledReason): Promise<void> {
    await createMenu();
    if (reason === "install") await browser.runtime.openOptionsPage();
    // The browser may have dropped the script with the old version.
    await arrangeSelectionButton();
  }

  async function browserStarted(): Promise<void> {
    await hideFailureBadge();
    // The document preloads the voices itself. Without that setting it is created when it is needed.
    if ((await settingsForReading()).settings.preload !== "none") await host.ensure();
    await arrangeSelectionButton();
  }

  async function runCommand(command: string, commandTab: browser.Tabs.Tab | undefined): Promise<void> {
    const tab = commandTab ?? (await activeTab());
    await orToast(tab?.id, async () => {
      switch (command) {
        case "read-selection":
          return readAloud(placeOf(tab), host);
        case "read-page":
          return readPageOrDocument(placeOf(tab));
        case "pause-resume":
          return toNarrator("pauseOrResume");
        case "stop":
          return toNarrator("stop");
        case "previous-sentence":
          return jump({ to: "sentence", by: -1 });
        case "next-sentence":
          return jump({ to: "sentence", by: 1 });
        case "previous-paragraph":
          return jump({ to: "paragraph", by: -1 });
        case "next-paragraph":
          return jump({ to: "paragraph", by: 1 });
        case "repeat-sentence":
          return jump({ to: "repeat", slowly: false });
        case "repeat-slowly":
          return jump({ to: "repeat", slowly: true });
      }
    });
  }

  /** A document that the browser shows itself is read in the reader. */
  function readPageOrDocument(gesture: Gesture): Promise<void> {
    return readHereOrInReader(gesture, () => readPage(gesture, host));
  }

  async function jump(target: JumpTarget): Promise<void> {
    if (await host.exists()) await request("offscreen", "jump", target);
  }

  /** Sends `settings` to the offscreen document, if it exists. */
  async function applySettings(settings: Settings): Promise<Settings> {
    if (await host.exists()) await request("offscreen", "configure", settings);
    return settings;
  }

  /** If the document does not exist, there is nothing to stop. */
  async function toNarrator(operation: "stop" | "pauseOrResume"): Promise<void> {
    if (await host.exists()) await request("offscreen", operation);
  }

  /** The browser keeps badge and menu when it is closed. Without a document nothing is being read. A failure stays visible. */
  async function clearOldStatus(): Promise<void> {
    if (await host.exists()) return;
    if (!(await isFailureShown())) await showStatusBadge("idle");
    await showReadingEntries("idle");
  }
}

async function activeTab(): Promise<browser.Tabs.Tab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab;
}

function placeOf(tab: browser.Tabs.Tab | undefined): Gesture {
  return { tabId: tab?.id, url: tab?.url, title: tab?.title, isPrivate: tab?.incognito ?? false };
}

/** Rejects with `linkNotOpen` if the page of the link is not open, or if the extension may not read it. */
async function placeOfLink(address: string | undefined, isPrivate: boolean): Promise<Gesture> {
  const tab = address === undefined ? undefined : await tabOfLink(address, isPrivate);
  if (!tab) throw new UserFacingError("linkNotOpen");
  return placeOf(tab);
}
