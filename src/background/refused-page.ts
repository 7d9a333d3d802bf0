import type { ErrorCode } from "../shared/errors.ts";

/** Why no script may look at what is selected; each tells what to do instead. */
const refusals = ["pageRefused", "frameRefused", "browserPage", "storePage", "documentViewer", "otherExtensionPage", "filePage"] as const satisfies ErrorCode[];
export type Refusal = (typeof refusals)[number];

export const isRefusal = (code: ErrorCode): code is Refusal => refusals.some((refusal) => refusal === code);

const stores = [
  /^https:\/\/chromewebstore\.google\.com\//,
  /^https:\/\/chrome\.google\.com\/webstore\b/,
  /^https:\/\/microsoftedge\.microsoft\.com\/addons\b/,
  /^https:\/\/addons\.(?:mozilla\.org|opera\.com)\//,
];

const ofBrowser = /^(?:about|brave|chrome|chrome-search|chrome-untrusted|devtools|edge|opera|resource|view-source|vivaldi):/;

/** The kind of a page that lets no script in, by its address, which the browser does not tell of every page. */
export function refusalOf(url = ""): Refusal {
  if (stores.some((store) => store.test(url))) return "storePage";
  if (ofBrowser.test(url)) return "browserPage";
  if (/^(?:chrome|moz)-extension:/.test(url)) return "otherExtensionPage";
  if (/\.pdf(?:$|[?#])/i.test(url)) return "documentViewer";
  return url.startsWith("file:") ? "filePage" : "pageRefused";
}
