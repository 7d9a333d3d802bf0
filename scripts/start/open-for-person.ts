import type { FoundBrowser } from "../setup/find-browser.ts";
import { launch } from "./launch.ts";

/** Opens the browser with the extension and the sample page, and stays until the person closes it. */
export async function openForPerson(found: FoundBrowser, extension: string, sample: string): Promise<void> {
  const browser = await launch(found, extension, false);
  const [page = await browser.newPage()] = await browser.pages();
  await page.goto(sample);
  console.log(`${found.name} ${found.version} is open with the extension. Select some text, right-click it, choose Read aloud (or press Alt+Shift+S).`);
  await new Promise<void>((closed) => browser.once("disconnected", () => closed()));
}
