import browser from "webextension-polyfill";
import { answer, request } from "../shared/messaging.ts";
import { showStatusBadge } from "./badge.ts";
import { createMenu, menuIds, showStopEntry } from "./menu.ts";
import type { OffscreenHost } from "./offscreen-host.ts";
import { readAloud, readAloudOrHint } from "./read-aloud.ts";
import { changeSettings, loadSettings } from "./settings-store.ts";

/** Registers every listener, synchronously: the browser starts this context anew for each event, and forgets those registered later. */
export function startBackground(host: OffscreenHost): void {
  browser.runtime.onInstalled.addListener(() => createMenu());

  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId === menuIds.read) {
      return readAloudOrHint({ tabId: tab?.id, frameId: info.frameId, menuText: info.selectionText }, host);
    }
    return toNarrator("stop");
  });

  browser.commands.onCommand.addListener(async (command, tab) => {
    switch (command) {
      case "read-selection":
        return readAloudOrHint({ tabId: tab?.id ?? (await activeTabId()) }, host);
      case "pause-resume":
        return toNarrator("pauseOrResume");
      case "stop":
        return toNarrator("stop");
    }
  });

  answer("background", {
    readSelection: async () => readAloud({ tabId: await activeTabId() }, host),
    getSettings: loadSettings,
    async updateSettings(change) {
      const settings = await changeSettings(change);
      if ("rate" in change || "volume" in change) {
        if (await host.exists()) await request("offscreen", "adjust", { rate: settings.rate, volume: settings.volume });
      }
      return settings;
    },
    ensureOffscreen: () => host.ensure(),
    async showNarration({ status }) {
      await Promise.all([showStatusBadge(status), showStopEntry(status)]);
    },
  });

  /** A document that does not exist has nothing to stop. */
  async function toNarrator(operation: "stop" | "pauseOrResume"): Promise<void> {
    if (await host.exists()) await request("offscreen", operation);
  }
}

async function activeTabId(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id;
}
