import puppeteer, { type Browser } from "puppeteer-core";
import { findBrowser, type BrowserFamily } from "../machine/find-browser.ts";
import { unwantedDefaultArgs } from "./extension-flags.ts";
import { tryTwice } from "./try-twice.ts";

/** Opens a browser of this machine as it is, without the extension, that makes sound; headless unless told. */
export function launchPlainBrowser(family: BrowserFamily, { headless = true } = {}): Promise<Browser> {
  const found = findBrowser(family);
  if (found === undefined) throw new Error(`There is no ${family} on this machine`);
  const own =
    family === "firefox"
      ? ({ browser: "firefox", args: ["--width=1000", "--height=900"] } as const)
      : ({
          browser: "chrome",
          ignoreDefaultArgs: unwantedDefaultArgs,
          args: [
            "--no-first-run",
            "--no-default-browser-check",
            "--window-size=1000,900",
            ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
          ],
        } as const);
  return tryTwice(found.name, () =>
    puppeteer.launch({
      ...own,
      args: [...own.args],
      ...("ignoreDefaultArgs" in own && { ignoreDefaultArgs: [...own.ignoreDefaultArgs] }),
      executablePath: found.path,
      headless,
      defaultViewport: null,
    }),
  );
}
