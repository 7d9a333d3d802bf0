import type { Page } from "puppeteer-core";
import { makeToneVoice, type ToneVoiceOptions } from "../../../engine/tests/voices/tone-voice.ts";
import { waitFor } from "../../../tools/wait-for.ts";

/** Presses the visible button below `selector` whose spoken name begins with `name` (or one of several, parted by `|`); waits until it can be pressed. */
export async function press(page: Page, name: string, selector = "body"): Promise<void> {
  await waitFor(`the button ${name}`, () =>
    page.evaluate(
      (wanted, within) => {
        const buttons = [...document.querySelectorAll<HTMLButtonElement>(`${within} button`)];
        const found = buttons.find(
          (button) =>
            new RegExp(`^(?:${wanted})`).test(button.ariaLabel ?? button.innerText) && button.checkVisibility() && !button.disabled,
        );
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
      for (const type of ["dragover", "drop"])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    name,
    [...model],
    JSON.stringify(config),
  );
}

/** Waits until the text of `selector` contains `text`. */
export async function waitForText(page: Page, selector: string, text: string, timeoutMs = 20_000): Promise<void> {
  const read = () =>
    page.evaluate((each) => [...document.querySelectorAll<HTMLElement>(each)].map((element) => element.innerText).join("\n"), selector);
  await waitFor(`“${text}” in ${selector}`, async () => (await read()).includes(text), { timeoutMs }).catch(async (cause: unknown) => {
    throw new Error(`“${text}” did not come; ${selector} says: ${await read()}`, { cause });
  });
}

/** The settings as the background has them. */
export async function settingsOf(page: Page): Promise<Record<string, unknown>> {
  const reply = await page.evaluate(() => chrome.runtime.sendMessage({ target: "background", operation: "getSettings", payload: null }));
  return (reply as { result: Record<string, unknown> }).result;
}
