import type { Install } from "../../src/shared/protocol.ts";
import type { Chromium } from "../browser/chromium.ts";
import { waitFor } from "../wait-for.ts";

/** An install that gets on takes as long as it takes; one of which nothing new is told for so long does not. */
export const installQuietMs = 120_000;

/** What changes while installs get on: the bytes that came, and the steps of trying a model out, each of which is told. */
export function installProgress(told: readonly Install[]): string {
  const verifying = told.filter(({ status }) => status === "verifying").length;
  return `${new Set(told.map(({ voiceId, loadedBytes }) => `${voiceId} ${loadedBytes}`)).size} amounts of bytes and ${verifying} steps of verifying`;
}

/** What a page of the extension hears of one voice's installs, oldest first. */
export interface InstallCourse {
  told(): Promise<Install[]>;
  /** Runs `ask` and resolves to the first end of an install that is told from then on, however long it takes as long as it gets on. */
  endAfter(ask: () => Promise<unknown>): Promise<Install>;
}

/** Begins to listen; the offscreen document must exist. */
export async function followInstalls(chromium: Chromium, voiceId: string): Promise<InstallCourse> {
  const page = await chromium.extensionPage("popup/popup.html");
  await page.evaluate((wanted) => {
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    chrome.runtime.connect({ name: "offscreen-events" }).onMessage.addListener((event: { type: string; install?: { voiceId: string } }) => {
      if (event.type === "installProgressed" && event.install?.voiceId === wanted) told.push(event.install);
    });
  }, voiceId);
  const told = (): Promise<Install[]> => page.evaluate(() => (globalThis as unknown as { told: Install[] }).told);
  return {
    told,
    async endAfter(ask) {
      const before = (await told()).length;
      await ask();
      const ended = async () => (await told()).slice(before).find(({ status }) => status !== "downloading" && status !== "verifying");
      return waitFor("the install to end", ended, { timeoutMs: installQuietMs, progress: async () => installProgress(await told()) });
    },
  };
}
