import { UserFacingError } from "../shared/errors.ts";
import type { OpeningWish } from "../shared/opening-wish.ts";
import { addressIn, refusalOf, type Refusal } from "./refused-page.ts";
import { textExportOf } from "./text-editors.ts";

/** What is known of a tab's page. */
export interface SeenPage {
  /** Empty if the browser does not tell it. */
  address: string;
  /** The MIME type of its document. Null if the browser allows no script there. */
  contentType: string | null;
  /** Why it allows none: the words of the browser. */
  reason: string;
}

type Where = Pick<OpeningWish, "kind" | "address" | "isDocument">;

/** Pages of the web on which the browser itself shows a document, and lets no script in. */
const viewers: ReadonlySet<Refusal> = new Set(["documentViewer", "pageRefused"]);

const ofWeb = /^https?:/i;

/** How the reader comes to what a page shows. Throws `editorWithoutText`, or the refusal of a page that nobody comes to. */
export function wishOfPage({ address, contentType, reason }: SeenPage): Where {
  const textExport = textExportOf(address);
  if (textExport === null) throw new UserFacingError("editorWithoutText");
  if (textExport !== undefined) return { kind: "export", address: textExport, isDocument: true };
  if (contentType !== null && hasText(contentType)) return { kind: "page", address, isDocument: false };
  const known = address || addressIn(reason);
  const refusal = refusalOf(known, reason);
  if (ofWeb.test(known) && (contentType !== null || viewers.has(refusal))) return { kind: "address", address: known, isDocument: true };
  // A document that a page made (`blob:`) is only in that page.
  if (/^(?:file|blob|data):/i.test(known)) return { kind: "file", address: known, isDocument: true };
  throw new UserFacingError(refusal);
}

/** What a link leads to. Throws `linkNotDocument` if that is nothing to fetch. */
export function wishOfLink(address: string): Where {
  if (ofWeb.test(address)) return { kind: "address", address, isDocument: false };
  if (/^file:/i.test(address)) return { kind: "file", address, isDocument: false };
  throw new UserFacingError("linkNotDocument");
}

/** True for pages whose text is in their elements. */
const hasText = (contentType: string): boolean => /^text\/|[/+](?:xml|json)$/.test(contentType);
