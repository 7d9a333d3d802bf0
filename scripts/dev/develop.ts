import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import type { Family } from "../build/package-contents.ts";
import { root } from "../build/root.ts";
import type { FoundBrowser } from "../../tools/machine/find-browser.ts";
import { launch } from "../start/launch.ts";
import { serveSamples } from "../start/serve-samples.ts";
import { createDevBuild } from "./dev-build.ts";
import { runDevLoop } from "./dev-loop.ts";
import { reloadExtension } from "./reload-extension.ts";
import { watchTree } from "./watch-tree.ts";

/** The browser to use, whether it has a window, and where messages go. */
export interface DevOptions {
  readonly found: FoundBrowser;
  readonly headless: boolean;
  say(message: string): void;
  /** Called once, when the browser has the extension and an open page to try it on. */
  onOpen?(browser: Browser): void;
}

/**
 * Builds the extension, opens a browser with it, and reloads it when its sources change. Resolves when the browser is closed or `signal`
 * aborts.
 */
export async function develop({ found, headless, say, onOpen }: DevOptions, signal: AbortSignal): Promise<void> {
  const folder = folderOf(found.family);
  const end = new AbortController();
  const stop = (): void => end.abort();
  if (signal.aborted) return;
  signal.addEventListener("abort", stop);
  // Watching starts before the build, so that files saved in the meantime are not missed.
  const changes = watchTree(root, end.signal);
  const build = createDevBuild(found.family, folder);
  const samples = await serveSamples(join(root, "samples"));
  let browser: Browser | undefined;

  /** Called when there is something to load for the first time. No browser opens while the first build fails. */
  async function open(): Promise<void> {
    browser = await launch(found, folder, headless);
    browser.once("disconnected", stop);
    await (await browser.newPage()).goto(samples.origin);
    say(`${found.name} ${found.version} is open with the extension. Close it, or press Ctrl+C here, to end.`);
    onOpen?.(browser);
  }

  try {
    await runDevLoop(changes, {
      async build(changed) {
        if (changed && browser) return build.rebuild(changed);
        await build.buildAll();
        return ["everything"];
      },
      load: () => (browser ? reloadExtension(browser, found.family, folder) : open()),
      say,
    });
  } finally {
    signal.removeEventListener("abort", stop);
    samples.close();
    await Promise.all([build.dispose(), browser?.close().catch(() => undefined)]);
  }
}

/** Not in the folders of `npm run build`, so that the two do not disturb each other. */
function folderOf(family: Family): string {
  return join(root, "dist", "dev", family);
}
