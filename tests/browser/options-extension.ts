import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { makeToneVoice, type ToneVoiceOptions } from "../../engine/tests/voices/tone-voice.ts";
import type { Fault } from "../../tools/extension/model-host-faults.ts";
import { launch, type Chromium, type LaunchOptions } from "../../tools/browser/chromium.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { packExtension, type PackedExtension } from "../../tools/extension/pack-extension.ts";

/** A browser with four small voices to install, and a host that a test can make fail. */
export interface OptionsExtension {
  chromium: Chromium;
  /** What goes wrong with each file whose path contains the key, until it is taken out. */
  faults: Map<string, Fault>;
  /** Opens a page of the extension whose voices are listed. */
  open(path: "options/options.html" | "popup/popup.html"): Promise<Page>;
  close(): Promise<void>;
}

/** Packs the extension, if it is asked for with no keys bound, as where all of them are taken, and opens a browser with it, headless. */
export async function openOptionsExtension({ withoutKeys = false, ...options }: LaunchOptions & { withoutKeys?: boolean } = {}): Promise<OptionsExtension> {
  const faults = new Map<string, Fault>();
  const voice = (voiceId: string, voiceTag: number, speakers: number, espeakVoice: string) => ({
    voiceId,
    speakers,
    // A tone voice has four speakers at most: asked for a later one, it speaks as its last.
    ...makeToneVoice({ voiceTag, speakers: Math.min(speakers, 4), espeakVoice, languageCode: voiceId.slice(0, 5) }),
  });
  const packed: PackedExtension = await packExtension(
    [
      voice("en_US-alpha-medium", 1, 1, "en-us"),
      voice("en_GB-beta-low", 2, 1, "en-gb-x-rp"),
      voice("en_GB-crowd-medium", 3, 30, "en-gb-x-rp"),
      voice("fr_FR-gamma-medium", 4, 2, "fr"),
    ],
    { fault: (path) => [...faults].find(([part]) => path.includes(part))?.[1] },
  );
  if (withoutKeys) await dropSuggestedKeys(packed.extensionDir);
  const chromium = await launch({ ...options, extensionDir: packed.extensionDir, hostMap: packed.hostMap });
  return {
    chromium,
    faults,
    async open(path) {
      const page = await chromium.extensionPage(path);
      await page.setViewport({ width: path.startsWith("popup") ? 360 : 1000, height: path.startsWith("popup") ? 580 : 900 });
      await waitFor("the voices", () => page.evaluate(() => document.querySelector<HTMLElement>("#voices-waiting")?.hidden === true));
      return page;
    },
    async close() {
      await chromium.close();
      await packed.close();
    },
  };
}

async function dropSuggestedKeys(extensionDir: string): Promise<void> {
  const path = join(extensionDir, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as { commands: Record<string, { suggested_key?: object }> };
  for (const command of Object.values(manifest.commands)) delete command.suggested_key;
  await writeFile(path, JSON.stringify(manifest));
}

/** Presses the visible button below `selector` whose spoken name begins with `name` (or one of several, parted by `|`); waits until it can be pressed. */
export async function press(page: Page, name: string, selector = "body"): Promise<void> {
  await waitFor(`the button ${name}`, () =>
    page.evaluate(
      (wanted, within) => {
        const buttons = [...document.querySelectorAll<HTMLButtonElement>(`${within} button`)];
        const found = buttons.find((button) => new RegExp(`^(?:${wanted})`).test(button.ariaLabel ?? button.innerText) && button.checkVisibility() && !button.disabled);
        found?.focus();
        found?.click();
        return found !== undefined;
      },
      name,
      selector,
    ),
  );
}

/** Drops a person's own voice on the page, as the files `name.onnx` and `name.onnx.json`. */
export async function dropVoice(page: Page, name: string, options: ToneVoiceOptions): Promise<void> {
  const { model, config } = makeToneVoice(options);
  await page.evaluate(
    (fileName, bytes, json) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], `${fileName}.onnx`));
      dataTransfer.items.add(new File([json], `${fileName}.onnx.json`));
      for (const type of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    name,
    [...model],
    JSON.stringify(config),
  );
}

/** Waits until the text of `selector` contains `text`. */
export async function waitForText(page: Page, selector: string, text: string, timeoutMs = 20_000): Promise<void> {
  const read = () => page.evaluate((each) => [...document.querySelectorAll<HTMLElement>(each)].map((element) => element.innerText).join("\n"), selector);
  await waitFor(`“${text}” in ${selector}`, async () => (await read()).includes(text), { timeoutMs }).catch(async (cause: unknown) => {
    throw new Error(`“${text}” did not come; ${selector} says: ${await read()}`, { cause });
  });
}

/** The settings as the background has them. */
export async function settingsOf(page: Page): Promise<Record<string, unknown>> {
  const reply = await page.evaluate(() => chrome.runtime.sendMessage({ target: "background", operation: "getSettings", payload: null }));
  return (reply as { result: Record<string, unknown> }).result;
}
