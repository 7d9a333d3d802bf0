import browser from "webextension-polyfill";
import { answer, request } from "../shared/messaging.ts";
import type { Settings } from "../shared/settings.ts";
import { showStatusBadge } from "./badge.ts";
import { createMenu, menuIds, showStopEntry } from "./menu.ts";
import type { OffscreenHost } from "./offscreen-host.ts";
import { prepareToRead, readAloud, readAloudOrHint } from "./read-aloud.ts";
import { changeSettings, forgetSettings, forgetVoices, loadSettings, settingsForReading } from "./settings-store.ts";

/** Registers every listener, synchronously: the browser starts this context anew for each event, and forgets those registered later. */
export function startBackground(host: OffscreenHost): void {
  browser.runtime.onInstalled.addListener(async ({ reason }) => {
    await createMenu();
    if (reason === "install") await browser.runtime.openOptionsPage();
  });

  browser.runtime.onStartup.addListener(async () => {
    // The document opens the voices itself; without a wish for that it can wait until it is needed.
    if ((await settingsForReading()).settings.preload !== "none") await host.ensure();
  });

  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId === menuIds.read) {
      return readAloudOrHint({ ...placeOf(tab), frameId: info.frameId, menuText: info.selectionText }, host);
    }
    return toNarrator("stop");
  });

  browser.commands.onCommand.addListener(async (command, tab) => {
    switch (command) {
      case "read-selection":
        return readAloudOrHint(placeOf(tab ?? (await activeTab())), host);
      case "pause-resume":
        return toNarrator("pauseOrResume");
      case "stop":
        return toNarrator("stop");
    }
  });

  answer("background", {
    readSelection: async () => readAloud(placeOf(await activeTab()), host),
    prepareSelection: async () => prepareToRead(placeOf(await activeTab()), host),
    getSettings: loadSettings,
    updateSettings: async (change) => applied(await changeSettings(change)),
    async forgetVoices({ voiceIds }) {
      await applied(await forgetVoices(voiceIds));
    },
    async clearEverything() {
      await host.ensure();
      await request("offscreen", "clearEverything");
      const settings = await forgetSettings();
      await request("offscreen", "configure", settings);
      return settings;
    },
    ensureOffscreen: () => host.ensure(),
    async showNarration({ status }) {
      await Promise.all([showStatusBadge(status), showStopEntry(status)]);
    },
  });

  async function applied(settings: Settings): Promise<Settings> {
    if (await host.exists()) await request("offscreen", "configure", settings);
    return settings;
  }

  /** A document that does not exist has nothing to stop. */
  async function toNarrator(operation: "stop" | "pauseOrResume"): Promise<void> {
    if (await host.exists()) await request("offscreen", operation);
  }
}

async function activeTab(): Promise<browser.Tabs.Tab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab;
}

function placeOf(tab: browser.Tabs.Tab | undefined): { tabId: number | undefined; isPrivate: boolean } {
  return { tabId: tab?.id, isPrivate: tab?.incognito ?? false };
}
