import { UserFacingError } from "../../src/shared/errors.ts";
import { maxFileBytes } from "./limits.ts";

/** How a document is fetched. */
export interface FetchManner {
  /** True only if the person said so: then the site is sent the cookies that it has set. */
  withLogin: boolean;
  /** True if the browser is to keep nothing of it. */
  isPrivate: boolean;
  /** True if it is known to be no web page. */
  expectsDocument: boolean;
  signal: AbortSignal;
  /** Called with what has come and what will come in all, in bytes. The latter is null if the site does not tell it. */
  onProgress(loadedBytes: number, totalBytes: number | null): void;
}

/** A document that was fetched. */
export interface FetchedDocument {
  /** The name of the file, with its ending. */
  name: string;
  content: Blob;
  /** True for a page of HTML. */
  isPage: boolean;
}

/**
 * Fetches a document. The site is sent no referrer, and no cookies except `withLogin`. Rejects with `documentUnreachable` also if the
 * extension may not look at the answer, with `documentNeedsLogin` if the site wants to know who asks, and with the signal's reason.
 */
export async function fetchDocument(address: string, manner: FetchManner): Promise<FetchedDocument> {
  const { signal } = manner;
  try {
    const response = await fetch(address, {
      credentials: manner.withLogin ? "include" : "omit",
      referrerPolicy: "no-referrer",
      ...(manner.isPrivate && { cache: "no-store" }),
      signal,
    });
    checkStatus(response);
    const type = response.headers.get("content-type") ?? "";
    const isPage = /^\s*(?:text\/html|application\/xhtml\+xml)/i.test(type);
    // Sites that want a login answer with the page for it.
    if (isPage && manner.expectsDocument && !manner.withLogin) throw new UserFacingError("documentNeedsLogin");
    const content = await contentOf(response, manner);
    return { name: fileName(response, address, isPage), content: await asUtf8(content, type), isPage };
  } catch (thrown) {
    signal.throwIfAborted();
    if (!(thrown instanceof TypeError)) throw thrown;
    throw new UserFacingError(navigator.onLine ? "documentUnreachable" : "documentOffline", String(thrown));
  }
}

function checkStatus({ ok, status }: Response): void {
  if (ok) return;
  const isMissing = status === 404 || status === 410;
  const isLocked = status === 401 || status === 403 || status === 407;
  throw new UserFacingError(isMissing ? "documentGone" : isLocked ? "documentNeedsLogin" : "documentSiteFailing", `status ${status}`);
}

async function contentOf({ headers, body }: Response, { onProgress }: FetchManner): Promise<Blob> {
  const length = Number(headers.get("content-length") ?? Number.NaN);
  // The length is that of what was sent. A packed answer becomes longer.
  const totalBytes = length > 0 && !headers.has("content-encoding") ? length : null;
  if (totalBytes !== null && totalBytes > maxFileBytes) throw await tooLarge(body);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let loadedBytes = 0;
  onProgress(loadedBytes, totalBytes);
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    chunks.push(part.value);
    loadedBytes += part.value.length;
    if (loadedBytes > maxFileBytes) {
      reader?.releaseLock();
      throw await tooLarge(body);
    }
    onProgress(loadedBytes, totalBytes);
  }
  return new Blob(chunks);
}

async function tooLarge(body: Response["body"]): Promise<UserFacingError> {
  await body?.cancel();
  return new UserFacingError("documentTooLarge");
}

/** A text whose encoding only the site tells, in UTF-8; everything else as it is. */
async function asUtf8(content: Blob, type: string): Promise<Blob> {
  const [, charset = "utf-8"] = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(type) ?? [];
  if (!/^\s*(?:text\/|application\/xhtml)/i.test(type) || /^utf-?8$/i.test(charset)) return content;
  try {
    return new Blob(["\uFEFF", new TextDecoder(charset).decode(await content.arrayBuffer())]);
  } catch {
    // The browser does not know this encoding.
    return content;
  }
}

/** What the document is called: as the site says, or else as the end of the address. The name of a page ends with `.html`. */
function fileName({ headers, url }: Response, address: string, isPage: boolean): string {
  const name = namedIn(headers.get("content-disposition") ?? "") ?? nameInAddress(url || address);
  return isPage && !/\.x?html?$/i.test(name) ? `${name}.html` : name;
}

function namedIn(disposition: string): string | null {
  const [, encoded] = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition) ?? [];
  const [, quoted, bare] = /filename\s*=\s*(?:"([^"]+)"|([^;\s]+))/i.exec(disposition) ?? [];
  return encoded === undefined ? (quoted ?? bare ?? null) : decoded(encoded);
}

/** The last part of an address's path, or its host. */
export function nameInAddress(address: string): string {
  if (!URL.canParse(address)) return "";
  const { pathname, host } = new URL(address);
  return decoded(pathname.split("/").findLast((part) => part !== "") ?? "") || host;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
