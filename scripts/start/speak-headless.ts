import { writeFile } from "node:fs/promises";
import type { Browser, Page, Target } from "puppeteer-core";
import type { Narration } from "../../src/shared/protocol.ts";
import { wavOf } from "./wav.ts";
import { recordedSentences, recordEngines } from "../../tools/extension/record-engines.ts";
import { spokenSound } from "./spoken-sound.ts";

const timeoutMs = 60_000;

/** Without a window: selects the sample's first paragraph, lets the extension read it, and writes the sound to `wavPath`. */
export async function speakHeadless(browser: Browser, sample: string, wavPath: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(sample);
  const text = await selectFirstParagraph(page);
  console.log(`Reading: ${text}`);

  const background = await browser.waitForTarget((target) => target.type() === "service_worker", { timeout: timeoutMs });
  const watching = await browser.newPage();
  await watching.goto(new URL("popup/popup.html", background.url()).href);
  await watching.evaluate(() => chrome.runtime.sendMessage({ target: "background", operation: "ensureOffscreen", payload: null }));
  const offscreen = await (await browser.waitForTarget((target) => target.type() === "background_page", { timeout: timeoutMs })).asPage();
  await recordEngines(offscreen);
  await page.bringToFront();

  const narration = await narrationOf(watching, () => chooseReadAloud(background, text));
  const { samples, sampleRate } = spokenSound(await recordedSentences(offscreen));
  await writeFile(wavPath, wavOf(samples, sampleRate));
  console.log(
    `Wrote ${wavPath}: ${(samples.length / sampleRate).toFixed(1)} s of speech, first sound ${narration.firstSoundMs} ms after the request.`,
  );
}

/** Selects the paragraph, and returns its text on one line. */
function selectFirstParagraph(page: Page): Promise<string> {
  return page.evaluate(() => {
    const paragraph = document.querySelector("p");
    if (!paragraph) throw new Error("the sample has no paragraph");
    getSelection()?.selectAllChildren(paragraph);
    return (getSelection()?.toString() ?? "").replace(/\s+/g, " ").trim();
  });
}

/** Sends the event of a click on the menu entry Read aloud, because without a window there is no menu. */
async function chooseReadAloud(background: Target, selectionText: string): Promise<void> {
  const worker = await background.worker();
  if (!worker) throw new Error("the extension did not start");
  await worker.evaluate(async (selected) => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    // The types do not include an event's own `dispatch`.
    const { onClicked } = chrome.contextMenus as unknown as { onClicked: { dispatch(...args: unknown[]): void } };
    onClicked.dispatch({ menuItemId: "read", selectionText: selected, frameId: 0 }, tab);
  }, selectionText);
}

/** Watches the extension's events while it reads. Resolves to the last narration, or rejects with its error. */
async function narrationOf(extensionPage: Page, begin: () => Promise<void>): Promise<Narration> {
  await extensionPage.evaluate(() => {
    const port = chrome.runtime.connect({ name: "offscreen-events" });
    const ended = new Promise<unknown>((resolve, reject) => {
      let begun = false;
      port.onMessage.addListener((event: { type: string; narration: Narration }) => {
        if (event.type !== "narrationChanged") return;
        begun ||= event.narration.status !== "idle";
        if (event.narration.error) reject(new Error(event.narration.error.detail));
        if (begun && event.narration.status === "idle") resolve(event.narration);
      });
      port.onDisconnect.addListener(() => reject(new Error("the extension stopped while it was reading")));
    });
    // The error is handled where the end is awaited, below.
    ended.catch(() => undefined);
    Object.assign(globalThis, { narrationEnded: ended });
  });
  await begin();
  return extensionPage.evaluate(() => (globalThis as unknown as { narrationEnded: Promise<Narration> }).narrationEnded);
}
