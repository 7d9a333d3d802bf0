import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import puppeteer, { type Browser, type Page, type Target } from "puppeteer-core";
import { findBrowser } from "../machine/find-browser.ts";
import { allTargets, allowTestFunctions, type Json } from "./evaluate.ts";
import { chromiumArgs, unwantedDefaultArgs } from "./extension-flags.ts";
import { chooseFromMenu, placeOfSelection, pressShortcut, type Place } from "./pointer-and-keys.ts";
import { evaluateInServiceWorker, isServiceWorkerAlive, killServiceWorker, wakeServiceWorker } from "./service-worker.ts";
import { tryTwice } from "./try-twice.ts";
import { waitFor } from "../wait-for.ts";

/** How to open Chromium: headless unless told, with `dist/chromium` and a fresh profile unless told. */
export interface LaunchOptions {
  readonly headless?: boolean;
  readonly extensionDir?: string;
  /** An existing profile; it is kept when the browser closes. */
  readonly profileDir?: string;
  /** Puts local servers in the place of hosts: `{ "huggingface.co": "127.0.0.1:8443" }`; certificates are then not checked. */
  readonly hostMap?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Leaves open the welcome, which a fresh profile opens by itself and which is closed otherwise. */
  readonly keepWelcome?: boolean;
}

/** What `chrome.contextMenus.onClicked` is given, as far as a test says it. */
export type MenuClick = { menuItemId: string; selectionText?: string; editable?: boolean; frameId?: number; linkUrl?: string };

const leaveWorkersAlone = (target: Target): boolean => target.type() !== "service_worker";

async function openBrowser(options: LaunchOptions, userDataDir: string): Promise<Browser> {
  const extensionDir = resolve(options.extensionDir ?? "dist/chromium");
  const found = findBrowser("chromium");
  if (found === undefined) throw new Error("There is no Chromium, Edge or Chrome on this machine");
  return puppeteer.launch({
    executablePath: found.path,
    headless: options.headless ?? true,
    pipe: true,
    userDataDir,
    defaultViewport: null,
    ignoreDefaultArgs: unwantedDefaultArgs,
    // A debugger on the service worker would keep it alive: Puppeteer leaves it alone, and we attach only to evaluate.
    targetFilter: leaveWorkersAlone,
    env: { ...process.env, LANGUAGE: "en_GB" },
    args: [...chromiumArgs(found, extensionDir, options.hostMap ?? {}), ...(options.args ?? [])],
    ...(found.loadsExtensionByFlag ? {} : { enableExtensions: [extensionDir] }),
  });
}

/** Chromium with the extension in it; open one with `launch`. */
export class Chromium {
  readonly browser: Browser;
  readonly extensionId: string;
  readonly profileDir: string;
  readonly #options: LaunchOptions;
  readonly #ownsProfile: boolean;

  constructor(browser: Browser, extensionId: string, profileDir: string, options: LaunchOptions, ownsProfile: boolean) {
    this.browser = browser;
    this.extensionId = extensionId;
    this.profileDir = profileDir;
    this.#options = options;
    this.#ownsProfile = ownsProfile;
  }

  /** The first tab, or a new one when `fresh`, in front and with this address loaded. */
  async page(url = "about:blank", { fresh = false } = {}): Promise<Page> {
    const page = await allowTestFunctions(fresh ? await this.browser.newPage() : await this.#anyPage());
    await page.goto(url);
    await page.bringToFront();
    return page;
  }

  /** A page of the extension, for example "popup/index.html", in a tab of its own. */
  extensionPage(path: string): Promise<Page> {
    return this.page(this.#address(path), { fresh: true });
  }

  /** Allows the extension in private windows, as a person does in the browser's list of extensions; the browser then loads it anew. */
  async allowInPrivateWindows(): Promise<void> {
    const list = await this.page("chrome://extensions", { fresh: true });
    await list.evaluate(async (extensionId) => {
      // The types do not know the functions that only this page has.
      const { developerPrivate } = chrome as unknown as { developerPrivate: Record<string, (change: object) => Promise<void>> };
      // Outside of the developer mode the browser would not load an unpacked extension again.
      await developerPrivate["updateProfileConfiguration"]?.({ inDeveloperMode: true });
      await developerPrivate["updateExtensionConfiguration"]?.({ extensionId, incognitoAccess: true });
    }, this.extensionId);
    await list.close();
    await waitFor("the extension to be allowed in private windows", () =>
      this.evaluateInServiceWorker(() => chrome.extension.isAllowedIncognitoAccess()),
    );
  }

  /** A page in a private window of its own, in front; the extension must be allowed there. */
  async privatePage(url: string): Promise<Page> {
    const opened = this.browser.waitForTarget((target) => target.type() === "page" && target.url() === url, { timeout: 30_000 });
    await this.evaluateInServiceWorker(async (address) => void (await chrome.windows.create({ incognito: true, url: address })), url);
    const page = await allowTestFunctions(await (await opened).asPage());
    // What a gesture grants for a page is gone when another page arrives in its tab.
    await page.waitForFunction((expected) => location.href === expected && document.readyState === "complete", {}, url);
    await page.bringToFront();
    return page;
  }

  /** Runs a function (which sees only its JSON arguments) in the running service worker; waits for it, does not wake it. */
  evaluateInServiceWorker<A extends readonly Json[], R>(body: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return evaluateInServiceWorker(this.browser, this.extensionId, body, args);
  }

  /** The offscreen document as a page; waits until there is one. */
  async offscreenPage(): Promise<Page> {
    const isOffscreen = (target: Target): boolean => target.type() === "background_page" && target.url().startsWith(this.#address(""));
    return allowTestFunctions(await (await this.browser.waitForTarget(isOffscreen, { timeout: 30_000 })).asPage());
  }

  /** Runs a function (which sees only its JSON arguments) in the offscreen document. */
  async evaluateInOffscreen<A extends readonly Json[], R>(body: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    const page = await this.offscreenPage();
    // Puppeteer says the same of arguments and result in types that TypeScript cannot match with these.
    return (await page.evaluate(body as unknown as (...args: readonly unknown[]) => unknown, ...args)) as R;
  }

  /**
   * Clicks the toolbar icon for this page, as a person does: `activeTab` is granted and the real popup opens. Resolves to the
   * popup, which can be evaluated in, clicked and photographed, until it loses the focus.
   */
  async openPopup(page: Page): Promise<Page> {
    const extension = await waitFor("the extension in the browser's list", async () =>
      (await this.browser.extensions()).get(this.extensionId),
    );
    const known = new Set(this.browser.targets());
    await extension.triggerAction(page);
    const isPopup = (target: Target): boolean =>
      !known.has(target) && target.type() === "page" && target.url().startsWith(this.#address(""));
    const popup = await (await this.browser.waitForTarget(isPopup, { timeout: 30_000 })).asPage();
    await popup.waitForFunction("document.readyState === 'complete'");
    return allowTestFunctions(popup);
  }

  /** Fires the context menu's handlers without a menu, for headless runs; unlike a real choice it does not grant `activeTab`. */
  dispatchMenu(click: MenuClick): Promise<void> {
    return this.evaluateInServiceWorker(async (given) => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      // The types do not know an event's own `dispatch`.
      const event = chrome.contextMenus.onClicked as unknown as { dispatch(...args: unknown[]): void };
      event.dispatch({ editable: false, pageUrl: tab?.url ?? "about:blank", ...given }, tab);
    }, click);
  }

  /** Fires a command's handlers without a key, for headless runs; unlike a real key it does not grant `activeTab`. */
  dispatchCommand(name: string): Promise<void> {
    return this.evaluateInServiceWorker(async (command) => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      // As above.
      (chrome.commands.onCommand as unknown as { dispatch(...args: unknown[]): void }).dispatch(command, tab);
    }, name);
  }

  /**
   * Right-clicks the page's selection (or a place) with the real mouse and chooses by label: Chromium takes an entry when the first
   * letter of its label is pressed, so no other entry may begin with it. Two labels go through the extension's submenu.
   */
  async rightClickMenu(page: Page, labels: string | readonly string[], place?: Place): Promise<void> {
    const path = typeof labels === "string" ? [labels] : labels;
    await chooseFromMenu(
      page,
      place ?? (await placeOfSelection(page)),
      path.map((label) => label.charAt(0).toLowerCase()),
    );
  }

  /** Presses real keys on the page, for example "alt+shift+s". */
  pressShortcut(page: Page, keys: string): Promise<void> {
    return pressShortcut(page, keys);
  }

  /** Stops the service worker as the browser would; resolves when it is gone, with no debugger attached to it. */
  async killServiceWorker(): Promise<void> {
    await killServiceWorker(this.browser, this.extensionId, await this.#anyPage());
  }

  /** Starts a dead service worker without an event. */
  async wakeServiceWorker(): Promise<void> {
    await wakeServiceWorker(this.browser, this.extensionId, await this.#anyPage());
  }

  /** Whether the service worker runs at this moment; asking does not keep it alive. */
  isServiceWorkerAlive(): Promise<boolean> {
    return isServiceWorkerAlive(this.browser, this.extensionId);
  }

  /** Closes the browser; a profile that was made for it is removed. */
  async close(): Promise<void> {
    if (this.browser.connected) await this.browser.close();
    if (this.#ownsProfile) await rm(this.profileDir, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Ends the browser at once, as a crash or a power cut would; `restart` opens it again on the profile as it was left. */
  async kill(): Promise<void> {
    const browserProcess = this.browser.process();
    if (browserProcess === null) throw new Error("The browser has no process of its own");
    const gone = new Promise((resolve) => browserProcess.once("exit", resolve));
    browserProcess.kill("SIGKILL");
    await gone;
    // It cannot be closed any more, but Puppeteer lets go of it.
    await this.browser.close().catch(() => undefined);
  }

  /** Closes the browser, unless it was killed, and opens it again on the same profile. */
  async restart(changes: Omit<LaunchOptions, "profileDir"> = {}): Promise<Chromium> {
    if (this.browser.connected) await this.browser.close();
    return start({ ...this.#options, ...changes }, this.profileDir, this.#ownsProfile, false);
  }

  #address(path: string): string {
    return `chrome-extension://${this.extensionId}/${path}`;
  }

  async #anyPage(): Promise<Page> {
    return (await this.browser.pages())[0] ?? (await this.browser.newPage());
  }
}

/** Waits for the welcome, so that it does not take the focus later, and empties its tab, which may be the browser's only one. */
async function leaveWelcome(browser: Browser): Promise<void> {
  const welcome = await browser.waitForTarget((target) => target.url().includes("/options/options.html"), { timeout: 30_000 });
  await (await welcome.page())?.goto("about:blank");
}

async function start(options: LaunchOptions, profileDir: string, ownsProfile: boolean, isFresh: boolean): Promise<Chromium> {
  const browser = await openBrowser(options, profileDir);
  try {
    const extensionId = await waitFor("the extension's service worker", async () => {
      const isWorker = ({ type, url }: { type: string; url: string }): boolean =>
        type === "service_worker" && url.startsWith("chrome-extension://");
      const worker = (await allTargets(browser)).find(isWorker);
      return worker && new URL(worker.url).host;
    });
    if (isFresh && !options.keepWelcome) await leaveWelcome(browser);
    return new Chromium(browser, extensionId, profileDir, options, ownsProfile);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Opens Chromium with the extension; resolves when the extension's service worker has started. */
export async function launch(options: LaunchOptions = {}): Promise<Chromium> {
  if (options.profileDir !== undefined) return start(options, options.profileDir, false, false);
  return tryTwice("Chromium", async () => start(options, await mkdtemp(join(tmpdir(), "profile-")), true, true));
}
