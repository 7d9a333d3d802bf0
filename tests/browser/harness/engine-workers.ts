import type { WebWorker } from "puppeteer-core";
import type { Chromium } from "../../../tools/browser/chromium.ts";

/** The workers of open voices. The others are threads of an acoustic model, which wait in WebAssembly and do not answer. */
export async function engineWorkers(chromium: Chromium): Promise<WebWorker[]> {
  return (await chromium.offscreenPage()).workers().filter((worker) => worker.url().endsWith("engine/worker.js"));
}
