import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import type { Page } from "puppeteer-core";
import type { createIndexedDbClipStore } from "../../../offscreen/cache/indexed-db-clip-store.ts";
import type { createMemoryClipStore } from "../../../offscreen/cache/memory-clip-store.ts";
import type { createReadingPlaces } from "../../../offscreen/cache/reading-places.ts";
import type { PiperDebug } from "../../../src/shared/piper-debug.ts";
import type { Chromium } from "../../../tools/browser/chromium.ts";

/** What a page of the lab finds in its global scope: our own modules, on the browser's own IndexedDB. */
export interface Lab extends Pick<PiperDebug, "clearAudioCache"> {
  createIndexedDbClipStore: typeof createIndexedDbClipStore;
  createMemoryClipStore: typeof createMemoryClipStore;
  createReadingPlaces: typeof createReadingPlaces;
  piperDebug: PiperDebug;
  /** Installs voices, one after another. */
  install(voiceIds: string[]): Promise<void>;
}

/** Adds a page to an unpacked extension, in which tests can use its modules without the rest of it. */
export async function addLab(extensionDir: string): Promise<void> {
  await writeFile(join(extensionDir, "lab.html"), `<!doctype html><title>Lab</title><script src="lab.js"></script>`);
  await build({
    bundle: true,
    format: "iife",
    target: "es2023",
    outfile: join(extensionDir, "lab.js"),
    stdin: {
      resolveDir: resolve("."),
      loader: "ts",
      contents: `
        import { createIndexedDbClipStore } from "./offscreen/cache/indexed-db-clip-store.ts";
        import { createMemoryClipStore } from "./offscreen/cache/memory-clip-store.ts";
        import { createReadingPlaces } from "./offscreen/cache/reading-places.ts";
        import { installPiperDebug } from "./src/shared/piper-debug.ts";
        import { watchOffscreen } from "./src/shared/event-port.ts";
        import { request } from "./src/shared/messaging.ts";

        // A watcher keeps every event it ever saw, which for hundreds of installs is too much to look through.
        async function install(voiceIds) {
          await request("background", "ensureOffscreen");
          const { promise, resolve, reject } = Promise.withResolvers();
          const missing = new Set(voiceIds);
          watchOffscreen(({ installs }) => {
            for (const { voiceId, status, error } of installs) {
              if (status === "failed") reject(new Error(voiceId + ": " + error.detail));
              if (status !== "installed" || !missing.delete(voiceId)) continue;
              const [next] = missing;
              if (next) void request("offscreen", "installVoice", { voiceId: next });
              else resolve();
            }
          }, () => reject(new Error("the document is gone")));
          await request("offscreen", "installVoice", { voiceId: voiceIds[0] });
          await promise;
        }

        Object.assign(globalThis, { createIndexedDbClipStore, createMemoryClipStore, createReadingPlaces, install });
        installPiperDebug();
      `,
    },
  });
}

/** Opens the lab. */
export function openLab(chromium: Chromium): Promise<Page> {
  return chromium.extensionPage("lab.html");
}
