import type { Page } from "puppeteer-core";
import type { Utterance } from "../../../src/shared/protocol.ts";
import type { Chromium } from "../../../tools/browser/chromium.ts";
import type { Watcher } from "../../../tools/extension/watcher.ts";
import { waitFor } from "../../../tools/wait-for.ts";

/**
 * Presses Read in the real popup, opened over `page` as a person opens it, and resolves to the utterance that the background asked
 * for, or to the sentence with which the popup refuses.
 */
export async function readFromPopup(chromium: Chromium, watcher: Watcher, page: Page): Promise<Utterance | string> {
  await watcher.request("offscreen", "stop");
  const before = (await watcher.utterances()).length;
  const popup = await chromium.openPopup(page);
  // Before it knows what is being read it is still growing, and a click may miss.
  await popup.waitForSelector("#transport[data-status=idle]");
  await popup.locator("#main-action[data-action=read]").click();
  const answer = await waitFor("an utterance or a refusal", async () => {
    const utterance = (await watcher.utterances())[before];
    return utterance ?? popup.evaluate(() => document.querySelector("#sentence.problem")?.textContent || null);
  });
  await popup.close();
  return answer;
}

/** The sentence with which the selection of `page` is refused, at once or after it was accepted, asked for by the real popup. */
export async function selectionRefusal(chromium: Chromium, watcher: Watcher, page: Page): Promise<string> {
  const popup = await chromium.openPopup(page);
  const before = (await watcher.utterances()).length;
  const refusal = await popup.evaluate(async () => {
    const reply = await chrome.runtime.sendMessage({ target: "background", operation: "readSelection", payload: null });
    return (reply as { error?: { code: string } }).error?.code ?? null;
  });
  const accepted = refusal ?? (await waitFor("an utterance", async () => (await watcher.utterances())[before])).utteranceId;
  const code =
    refusal ??
    (await watcher.waitForNarration("a refusal", ({ utteranceId, error }) => utteranceId === accepted && error !== null)).error?.code;
  const sentence = await popup.evaluate((of) => chrome.i18n.getMessage(`error_${of}`), code ?? "");
  await popup.close();
  return sentence;
}
