import browser from "webextension-polyfill";

/** What the reader is asked to open. */
export interface OpeningWish {
  /**
   * `page`: what a tab shows. `address`: the document at an address. `export`: a document's text as its editor's site exports it, fetched in
   * the tab with the person's login. `file`: a file that only the person can hand over.
   */
  kind: "page" | "address" | "export" | "file";
  /** The tab of the gesture. */
  tabId: number;
  /** Of the page, the document, the export or the file. Empty if the browser does not tell it. */
  address: string;
  /** True if the browser shows a document at the address, and no web page. */
  isDocument: boolean;
  /** The title of the tab, or empty. */
  title: string;
  /** True if the gesture was in a private window: nothing of the document is kept. */
  isPrivate: boolean;
  /** True if it is to be read as soon as it is open. */
  reads: boolean;
}

interface LeftWish {
  wish: OpeningWish;
  leftAtMs: number;
}

const prefix = "opening-";
/** A reader that has not taken its wish by then never will. */
const maxAgeMs = 60_000;

/**
 * Leaves a wish for a reader that is about to be opened, in memory: it is in no address, so in no history, and outlives the background.
 * Resolves to the address of that reader.
 */
export async function leaveWish(wish: OpeningWish): Promise<string> {
  const key = prefix + crypto.randomUUID();
  const left: LeftWish = { wish, leftAtMs: Date.now() };
  const before = Object.entries(await browser.storage.session.get());
  // Nobody but this module puts anything there under such a key.
  const old = before.filter(([name, value]) => name.startsWith(prefix) && (value as LeftWish).leftAtMs < left.leftAtMs - maxAgeMs);
  await browser.storage.session.remove(old.map(([name]) => name));
  await browser.storage.session.set({ [key]: left });
  return browser.runtime.getURL(`reader/reader.html#${key}`);
}

/** Takes the wish that was left for the reader at this address. Null if there is none, or if it was taken before. */
export async function takeWish(address: string): Promise<OpeningWish | null> {
  const key = URL.canParse(address) ? new URL(address).hash.slice(1) : "";
  if (!key.startsWith(prefix)) return null;
  // As above.
  const { [key]: left } = (await browser.storage.session.get(key)) as Record<string, LeftWish | undefined>;
  await browser.storage.session.remove(key);
  return left?.wish ?? null;
}
