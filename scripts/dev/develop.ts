import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import type { Family } from "../build/package-contents.ts";
import { root } from "../build/root.ts";
import type { FoundBrowser } from "../../tools/machine/find-browser.ts";
import { launch } from "../start/launch.ts";
import { serveSamples } from "../start/serve-samples.ts";
import { createDevBuild } from "./dev-build.ts";
import { runDevLoop } from "./dev-loop.ts";
import { loadAnew } from "./load-anew.ts";
import { watchTree } from "./watch-tree.ts";

/** How to develop: in which browser, with a window or without, and who hears what happens. */
export interface DevOptions {
  readonly found: FoundBrowser;
  readonly headless: boolean;
  say(message: string): void;
  /** Hears of the browser once, when the extension is in it and a page to try it on is open. */
  onOpen?(browser: Browser): void;
}

/** Builds the extension, opens a browser with it, and has it follow its sources; resolves when the browser is closed or `signal` aborts. */
export async function develop({ found, headless, say, onOpen }: DevOptions, signal: AbortSignal): Promise<void> {
  const folder = folderOf(found.family);
  const end = new AbortController();
  const stop = (): void => end.abort();
  if (signal.aborted) return;
  signal.addEventListener("abort", stop);
  // Watching begins before building, so that nothing that is saved meanwhile is missed.
  const changes = watchTree(root, end.signal);
  const build = createDevBuild(found.family, folder);
  const samples = await serveSamples(join(root, "samples"));
  let browser: Browser | undefined;

  /** The first time that there is something to load: a package whose first build failed opens no browser. */
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
      load: () => (browser ? loadAnew(browser, found.family, folder) : open()),
      say,
    });
  } finally {
    signal.removeEventListener("abort", stop);
    samples.close();
    await Promise.all([build.dispose(), browser?.close().catch(() => undefined)]);
  }
}

/** Beside the packages that `npm run build` writes, so that neither is in the other's way. */
function folderOf(family: Family): string {
  return join(root, "dist", "dev", family);
}
