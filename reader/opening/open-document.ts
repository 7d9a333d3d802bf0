import { isAbort, UserFacingError } from "../../src/shared/errors.ts";
import type { ParseDocument, SourceFile } from "../document/parsed-document.ts";
import { maxFileBytes, maxTextBytes } from "./limits.ts";
import { recognise, type DocumentKind } from "./recognise.ts";
import { sanitise, type OpenedDocument } from "./sanitise.ts";

/** How each kind is parsed. What it needs is loaded when the first document of its kind is opened. */
const formats: Record<DocumentKind, () => Promise<{ parse: ParseDocument }>> = {
  text: () => import("../formats/text.ts"),
  markdown: () => import("../formats/markdown.ts"),
  html: () => import("../formats/html.ts"),
  docx: () => import("../formats/docx.ts"),
  epub: () => import("../formats/epub.ts"),
  pdf: () => import("../formats/pdf.ts"),
};

/** Kinds that are nothing but text. */
const textKinds: ReadonlySet<DocumentKind> = new Set(["text", "markdown", "html"]);

/** What a person wants to open. */
export interface OfferedFile {
  /** The name of the file, with its ending. Empty for a text. */
  name: string;
  content: Blob;
  /** What it is called if it does not say so itself. Without it this is the name without its ending. */
  title?: string;
}

/**
 * Opens a file. Resolves when there is something to read; what follows is made when it is asked for. Rejects with the `UserFacingError` that
 * says what is wrong with it and what to do, and with the signal's reason, and so do its sections. The file is not read if it is too large.
 */
export async function openDocument({ name, content, title = titleOf(name) }: OfferedFile, signal: AbortSignal): Promise<OpenedDocument> {
  if (content.size > maxFileBytes) throw new UserFacingError("documentTooLarge");
  const source: SourceFile = { name, bytes: new Uint8Array(await content.arrayBuffer()), content };
  signal.throwIfAborted();
  const kind = recognise(source);
  if (textKinds.has(kind) && source.bytes.length > maxTextBytes) throw new UserFacingError("documentTooLarge");
  try {
    const { parse } = await formats[kind]();
    const parsed = await parse(source, signal);
    const opened = await sanitise({ ...parsed, title: parsed.title || title }, kind, signal);
    return { ...opened, sections: orUserFacing(opened.sections) };
  } catch (thrown) {
    throw userFacing(thrown);
  }
}

async function* orUserFacing<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* parts;
  } catch (thrown) {
    throw userFacing(thrown);
  }
}

/** What a parser stumbles over, whatever it is, is the file. */
function userFacing(thrown: unknown): unknown {
  if (thrown instanceof UserFacingError || isAbort(thrown)) return thrown;
  return new UserFacingError(thrown instanceof RangeError ? "documentTooComplex" : "documentDamaged", String(thrown), { cause: thrown });
}

/** The name of a file without its ending. */
const titleOf = (name: string): string => name.replace(/\.[a-z0-9]{1,8}$/i, "").trim();
