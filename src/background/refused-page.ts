import type { ErrorCode } from "../shared/errors.ts";

/** The reasons why no script may read the selection. Each error text says what to do instead. */
export const refusals = [
  "pageRefused",
  "frameRefused",
  "browserPage",
  "storePage",
  "documentViewer",
  "otherExtensionPage",
  "filePage",
] as const satisfies ErrorCode[];
export type Refusal = (typeof refusals)[number];

const stores = [
  /^https:\/\/chromewebstore\.google\.com\//,
  /^https:\/\/chrome\.google\.com\/webstore\b/,
  /^https:\/\/microsoftedge\.microsoft\.com\/addons\b/,
  /^https:\/\/addons\.(?:mozilla\.org|opera\.com)\//,
];

const ofBrowser = /^(?:about|brave|chrome|chrome-search|chrome-untrusted|devtools|edge|opera|resource|view-source|vivaldi):/;

/** The address of a page, or its beginning, that an error message of Chromium names. Empty if it names none. */
export function addressIn(reason: string): string {
  return /"([a-z-]+:[^"]+)"/.exec(reason)?.[1] ?? /\b([a-z-]+:\/\/) URL\b/.exec(reason)?.[1] ?? "";
}

/**
 * The kind of a page that allows no script. It is found from the address if the browser reports it, else from the error message, in which
 * Chromium names the page or its kind.
 */
export function refusalOf(url = "", reason = ""): Refusal {
  const address = url || addressIn(reason);
  if (stores.some((store) => store.test(address)) || /extensions gallery/.test(reason)) return "storePage";
  if (ofBrowser.test(address)) return "browserPage";
  if (/^(?:chrome|moz)-extension:/.test(address)) return "otherExtensionPage";
  if (/\.pdf(?:$|[?#])/i.test(address)) return "documentViewer";
  return address.startsWith("file:") ? "filePage" : "pageRefused";
}
