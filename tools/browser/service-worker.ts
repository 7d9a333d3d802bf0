import type { Browser, Page, Protocol } from "puppeteer-core";
import { allTargets, evaluateInTarget, type Json } from "./evaluate.ts";
import { waitFor } from "../wait-for.ts";

const isWorkerOf = (extensionId: string) => (target: Protocol.Target.TargetInfo) =>
  target.type === "service_worker" && target.url.startsWith(`chrome-extension://${extensionId}/`);

/** Until then a worker that has only just started has no `chrome`, and perhaps no listeners yet. */
const ready = `typeof chrome === "object" && self.registration?.active?.state === "activated"`;

/** Whether the extension's service worker runs at this moment; does not keep or wake it. */
export async function isServiceWorkerAlive(browser: Browser, extensionId: string): Promise<boolean> {
  return (await allTargets(browser)).some(isWorkerOf(extensionId));
}

/** Runs a function in the extension's running service worker, with a debugger attached only meanwhile; waits for it, but does not wake it. */
export function evaluateInServiceWorker<A extends readonly Json[], R>(
  browser: Browser,
  extensionId: string,
  body: (...args: A) => R | Promise<R>,
  args: A,
): Promise<R> {
  return evaluateInTarget(browser, "the service worker", isWorkerOf(extensionId), ready, body, args);
}

/** Stops the service worker as the browser itself would, and resolves when it is gone; an event that was under way may start it once more, then it is stopped again. */
export async function killServiceWorker(browser: Browser, extensionId: string, page: Page): Promise<void> {
  const session = await page.createCDPSession();
  try {
    await session.send("ServiceWorker.enable");
    await waitFor(
      "the service worker's death",
      async () => {
        await session.send("ServiceWorker.stopAllWorkers");
        return !(await isServiceWorkerAlive(browser, extensionId));
      },
      { everyMs: 50 },
    );
  } finally {
    await session.detach();
  }
}

/** Starts a dead service worker without an event, so that something can be evaluated in it. */
export async function wakeServiceWorker(browser: Browser, extensionId: string, page: Page): Promise<void> {
  const session = await page.createCDPSession();
  try {
    await session.send("ServiceWorker.enable");
    await session.send("ServiceWorker.startWorker", { scopeURL: `chrome-extension://${extensionId}/` });
    await waitFor("the service worker", () => isServiceWorkerAlive(browser, extensionId));
  } finally {
    await session.detach();
  }
}
