import browser from "webextension-polyfill";
import { request } from "../shared/messaging.ts";
import type { OffscreenHost } from "./offscreen-host.ts";

/** Opens the form of the pronunciation dictionary with a word. Nothing of the word is in the address, which the browser would keep. */
export async function openDictionary(host: Pick<OffscreenHost, "ensure">, word: string): Promise<void> {
  await host.ensure();
  await request("offscreen", "draftPronunciation", { word });
  await browser.runtime.openOptionsPage();
}
