import browser from "webextension-polyfill";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { PageSnapshot } from "../../src/shared/page-snapshot.ts";
import { maxTextBytes } from "./limits.ts";

/**
 * What the page in a tab shows now; of a page of frames what the largest frame shows. Rejects with `pageNotThere` if the tab shows another
 * page now or is closed, and with `pageWithoutText`.
 */
export async function snapshotOf(tabId: number): Promise<PageSnapshot> {
  const [page] = await snapshotsIn({ tabId }).catch((thrown: unknown) => {
    throw new UserFacingError("pageNotThere", String(thrown));
  });
  if (page) return page;
  const frames = await snapshotsIn({ tabId, allFrames: true }).catch(() => []);
  const [largest] = frames.toSorted((a, b) => b.html.length - a.html.length);
  if (!largest) throw new UserFacingError("pageWithoutText");
  return largest;
}

async function snapshotsIn(target: browser.Scripting.InjectionTarget): Promise<PageSnapshot[]> {
  await browser.scripting.executeScript({ target, files: ["read-article.js"] });
  const injected = await browser.scripting.executeScript({
    target,
    func: (limit: number) => globalThis.readAloudSnapshot(limit),
    args: [maxTextBytes],
  });
  // The result has the type of the function in the page.
  return injected.flatMap(({ result }) => (result as PageSnapshot | null | undefined) ?? []);
}

/**
 * The text export of the document in a tab, fetched there by its address, on the page's own site and with the person's login. Rejects with
 * `editorRefused`, and with `pageNotThere` if the tab shows another site now or is closed.
 */
export async function textExportIn(tabId: number, address: string): Promise<Blob> {
  const [injected] = await browser.scripting
    .executeScript({ target: { tabId }, func: fetchInPage, args: [address, maxTextBytes] })
    .catch((thrown: unknown) => {
      throw new UserFacingError("pageNotThere", String(thrown));
    });
  // As above.
  const answer = injected?.result as Awaited<ReturnType<typeof fetchInPage>> | undefined;
  if (answer?.text == null) throw new UserFacingError("editorRefused", answer?.problem ?? "no answer");
  return new Blob([answer.text]);
}

/** It is sent to the page as source code. */
async function fetchInPage(address: string, limit: number): Promise<{ text: string | null; problem: string }> {
  try {
    if (new URL(address).origin !== location.origin) return { text: null, problem: "the page is another one" };
    const response = await fetch(address, { credentials: "include", referrerPolicy: "no-referrer" });
    const text = response.ok ? await response.text() : "";
    if (text.trim() === "" || text.length > limit) return { text: null, problem: `status ${response.status}, length ${text.length}` };
    return { text, problem: "" };
  } catch (thrown) {
    return { text: null, problem: String(thrown) };
  }
}
