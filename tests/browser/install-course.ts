import type { Install } from "../../src/shared/protocol.ts";
import type { Chromium } from "./harness/chromium.ts";
import { waitFor } from "./harness/wait-for.ts";

/** What a page of the extension hears of one voice's installs, oldest first. */
export interface InstallCourse {
  told(): Promise<Install[]>;
  /** Runs `ask` and resolves to the first end of an install that is told from then on. */
  endAfter(ask: () => Promise<unknown>, timeoutMs?: number): Promise<Install>;
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
    async endAfter(ask, timeoutMs = 20_000) {
      const before = (await told()).length;
      await ask();
      return waitFor("the install to end", async () => (await told()).slice(before).find(({ status }) => status !== "downloading" && status !== "verifying"), { timeoutMs });
    },
  };
}
