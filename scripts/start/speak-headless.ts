import { writeFile } from "node:fs/promises";
import type { Page } from "puppeteer-core";
import type { Narration } from "../../src/shared/protocol.ts";
import type { FoundBrowser } from "../setup/find-browser.ts";
import { wavOf } from "../wav.ts";
import { launch } from "./launch.ts";

const timeoutMs = 120_000;

/** Without a display: selects the sample's first paragraph, has it read aloud, and writes what was spoken to `wavPath`. */
export async function speakHeadless(found: FoundBrowser, extension: string, sample: string, wavPath: string): Promise<void> {
  if (found.family === "firefox") {
    console.error("Without a display this needs Chromium, Chrome or Edge: install one of them, then run npm start again.");
    process.exitCode = 1;
    return;
  }
  const browser = await launch(found, extension, true);
  try {
    const target = await browser.waitForTarget((candidate) => candidate.type() === "service_worker", { timeout: timeoutMs });
    const background = await target.worker();
    if (!background) throw new Error("the extension did not start");
    const listener = await browser.newPage();
    await listener.goto(new URL("popup/popup.html", target.url()).href);
    const page = await browser.newPage();
    await page.goto(sample);
    await page.bringToFront();
    const text = await selectFirstParagraph(page);
    console.log(`Reading: ${text}`);

    const narration = await narrationOf(listener, () =>
      background.evaluate((selectionText) => {
        const { contextMenus, tabs } = chrome;
        return tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) => {
          // The menu's own event, as a click on Read aloud sends it.
          const { onClicked } = contextMenus as unknown as { onClicked: { dispatch(info: unknown, tab: unknown): void } };
          onClicked.dispatch({ menuItemId: "read", selectionText, frameId: 0 }, tab);
        });
      }, text),
    );
    const { samples, sampleRate } = await spokenClips(listener);
    await writeFile(wavPath, wavOf(samples, sampleRate));
    console.log(`Wrote ${wavPath}: ${(samples.length / sampleRate).toFixed(1)} s of speech, first sound after ${narration.firstSoundMs} ms.`);
  } finally {
    await browser.close();
  }
}

function selectFirstParagraph(page: Page): Promise<string> {
  return page.evaluate(() => {
    const paragraph = document.querySelector("p");
    if (!paragraph) throw new Error("the sample has no paragraph");
    getSelection()?.selectAllChildren(paragraph);
    return getSelection()?.toString() ?? "";
  });
}

/** What the extension's own pages are told while it reads: resolves with the last narration in which something was heard. */
async function narrationOf(extensionPage: Page, begin: () => Promise<void>): Promise<Narration> {
  await extensionPage.evaluate(() => {
    const port = chrome.runtime.connect({ name: "offscreen-events" });
    const finished = new Promise<unknown>((resolve, reject) => {
      let begun = false;
      port.onMessage.addListener((event: { type: string; narration: { status: string; error: { detail: string } | null } }) => {
        if (event.type !== "narrationChanged") return;
        begun ||= event.narration.status !== "idle";
        if (event.narration.error) reject(new Error(event.narration.error.detail));
        if (begun && event.narration.status === "idle") resolve(event.narration);
      });
    });
    Object.assign(globalThis, { finished });
  });
  await begin();
  return extensionPage.evaluate(() => (globalThis as unknown as { finished: Promise<Narration> }).finished);
}

/** The sound of all sentences spoken, in order, as the audio cache keeps it. */
async function spokenClips(extensionPage: Page): Promise<{ samples: Int16Array; sampleRate: number }> {
  const clips = await extensionPage.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(request.error));
      });
    const db = await settled(indexedDB.open("clips"));
    const store = (name: string): IDBObjectStore => db.transaction(name).objectStore(name);
    const records = await settled<{ key: string; sampleRate: number }[]>(store("clips").index("lastUsedAt").getAll());
    const sounds = await Promise.all(records.map(({ key }) => settled<ArrayBuffer>(store("sounds").get(key))));
    return records.map(({ sampleRate }, i) => ({ sampleRate, samples: [...new Int16Array(sounds[i] ?? new ArrayBuffer(0))] }));
  });
  return { samples: Int16Array.from(clips.flatMap(({ samples }) => samples)), sampleRate: clips[0]?.sampleRate ?? 22_050 };
}
