import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { findBrowser } from "../machine/find-browser.ts";
import { chooseFromMenu, placeOfSelection, pressShortcut, type Place } from "./pointer-and-keys.ts";
import { tryTwice } from "./try-twice.ts";
import { waitFor } from "../wait-for.ts";

/** The host of the extension's pages, which Firefox would otherwise draw anew for each profile. */
const extensionHost = "5ca1ab1e-0000-4000-8000-00000000feed";

/** After this long without an answer Firefox is taken for dead. It sometimes never tells the end of a navigation. */
const answerTimeoutMs = 60_000;

/** Firefox with the extension in it; open one with `launchFirefox`. */
export class Firefox {
  readonly browser: Browser;

  constructor(browser: Browser) {
    this.browser = browser;
  }

  /** A new tab, in front and with this address loaded. */
  async page(url = "about:blank"): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(url, { timeout: answerTimeoutMs });
    await page.bringToFront();
    return page;
  }

  /** A page of the extension, for example "popup/index.html", in a tab of its own; it can be evaluated in and clicked. */
  async extensionPage(path: string): Promise<Page> {
    const url = `moz-extension://${extensionHost}/${path}`;
    const page = await this.browser.newPage();
    // The page moves to the extension's process, so Firefox never tells the end of this navigation: look for the page instead.
    page.goto(url).catch(() => undefined);
    const isThere = (): Promise<boolean> =>
      page.evaluate((wanted) => location.href === wanted && document.readyState === "complete", url).catch(() => false);
    // Beside six busy loops on two cores it took more than half a minute.
    await waitFor(`${path} to load`, isThere, { timeoutMs: 120_000 });
    return page;
  }

  /** Right-clicks the page's selection (or a place) with the real mouse and chooses the last entry, which is where the extension's is. */
  async rightClickMenu(page: Page, place?: Place): Promise<void> {
    await chooseFromMenu(page, place ?? (await placeOfSelection(page)), ["Up", "Return"]);
  }

  /** Presses real keys on the page, for example "alt+shift+s". */
  pressShortcut(page: Page, keys: string): Promise<void> {
    return pressShortcut(page, keys);
  }

  /** Closes the browser, by force if it does not answer; its profile is removed. */
  close(): Promise<void> {
    return closeFirefox(this.browser);
  }
}

/** The address that a page itself knows; Firefox does not tell a debugger of a move to the extension's process. */
function addressOf(page: Page): Promise<string> {
  return page.evaluate(() => location.href).catch(() => "");
}

/** The add-on id that a manifest states. */
async function addOnId(extensionDir: string): Promise<string> {
  // Our own manifest, whose form the build and `web-ext lint` check.
  const manifest = JSON.parse(await readFile(join(extensionDir, "manifest.json"), "utf8")) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  return manifest.browser_specific_settings.gecko.id;
}

async function closeFirefox(browser: Browser): Promise<void> {
  const insist = setTimeout(() => browser.process()?.kill("SIGKILL"), 10_000);
  await browser.close().catch(() => browser.process()?.kill("SIGKILL"));
  clearTimeout(insist);
}

/**
 * Opens Firefox with the extension (`dist/firefox` unless told) as a temporary add-on; headless unless told. With `grantsAccess` the browser
 * gives the access that the extension asks for without asking the person. Resolves when it loads pages.
 */
export function launchFirefox({ extensionDir = "dist/firefox", headless = true, grantsAccess = false } = {}): Promise<Firefox> {
  return tryTwice("Firefox", () => start(extensionDir, headless, grantsAccess));
}

async function start(extensionDir: string, headless: boolean, grantsAccess: boolean): Promise<Firefox> {
  const found = findBrowser("firefox");
  if (found === undefined) throw new Error("There is no Firefox on this machine");
  const id = await addOnId(extensionDir);
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: found.path,
    headless,
    timeout: answerTimeoutMs,
    protocolTimeout: answerTimeoutMs,
    defaultViewport: null,
    // Else pages of extensions are out of bounds for a debugger.
    args: ["--remote-allow-system-access", "--width=1000", "--height=800"],
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ [id]: extensionHost }),
      "intl.locale.requested": "en-GB",
      // Puppeteer has Firefox pretend the focus; real keys need the real one.
      "focusmanager.testmode": false,
      "extensions.webextOptionalPermissionPrompts": !grantsAccess,
    },
  });
  try {
    await browser.installExtension(resolve(extensionDir));
    // The welcome opens by itself; a page that is opened before it would be covered by it.
    await waitFor(
      "the welcome",
      async () => (await Promise.all((await browser.pages()).map(addressOf))).some((url) => url.includes("/options/options.html")),
      { timeoutMs: answerTimeoutMs },
    );
    const firefox = new Firefox(browser);
    await (await firefox.page()).close();
    return firefox;
  } catch (error) {
    await closeFirefox(browser);
    throw error;
  }
}
