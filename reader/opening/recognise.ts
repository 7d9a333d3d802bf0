import { UserFacingError } from "../../src/shared/errors.ts";
import { decodeText } from "../document/decode-text.ts";
import type { SourceFile } from "../document/parsed-document.ts";
import { readZip } from "../document/read-zip.ts";

/** A kind of document that the reader opens. */
export type DocumentKind = "text" | "markdown" | "html" | "docx" | "epub" | "pdf";

/** So many bytes at the beginning tell text from everything else. */
const sampledBytes = 4096;

/**
 * The kind of a file. Its content decides, whatever it is called; its name only tells kinds of text apart. Throws the error that says what it
 * is instead and what to do.
 */
export function recognise({ name, bytes }: Pick<SourceFile, "name" | "bytes">): DocumentKind {
  if (bytes.length === 0) throw new UserFacingError("documentEmpty");
  if (beginsWith(bytes, "PK\x03\x04")) return kindOfZip(bytes);
  if (beginsWith(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
    throw new UserFacingError(isEncryptedOffice(bytes) ? "documentEncrypted" : "documentOldWord");
  if (isPdf(bytes)) return "pdf";
  if (beginsWith(bytes, "{\\rtf") || isBinary(bytes)) throw new UserFacingError("documentUnsupported");
  const beginning = decodeText(bytes.subarray(0, sampledBytes)).trimStart();
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(beginning)) return "html";
  if (/\.(?:html?|xhtml?)$/i.test(name)) return "html";
  return /\.(?:md|markdown|mdown|mkd)$/i.test(name) ? "markdown" : "text";
}

function kindOfZip(bytes: SourceFile["bytes"]): DocumentKind {
  const zip = readZip(bytes);
  if (zip.has("META-INF/container.xml")) return "epub";
  if (zip.has("word/document.xml")) return "docx";
  throw new UserFacingError("documentUnsupported");
}

/** True if the bytes begin with these characters, one byte each. */
const beginsWith = (bytes: Uint8Array, characters: string): boolean =>
  Array.from(characters).every((character, at) => bytes[at] === character.charCodeAt(0));

/** The signature may stand a little behind the beginning. */
const isPdf = (bytes: Uint8Array): boolean => new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).includes("%PDF-");

/** The name of the stream in which office programs put a whole document that has a password. */
const encryptedPackage = new TextEncoder().encode(Array.from("EncryptedPackage").join("\0"));

/** The directory of the old container is a row of names, at any place. */
function isEncryptedOffice(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x45); at >= 0; at = bytes.indexOf(0x45, at + 1)) {
    if (encryptedPackage.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
}

/** True if the beginning has characters that no text has. UTF-16 has zeros, but only in every second byte. */
function isBinary(bytes: Uint8Array): boolean {
  if (beginsWith(bytes, "\xff\xfe") || beginsWith(bytes, "\xfe\xff")) return false;
  const sample = bytes.subarray(0, sampledBytes);
  let controls = 0;
  let evenZeros = 0;
  let oddZeros = 0;
  for (const [at, byte] of sample.entries()) {
    if (byte === 0 && at % 2 === 0) evenZeros++;
    else if (byte === 0) oddZeros++;
    else if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) controls++;
  }
  const fewer = Math.min(evenZeros, oddZeros);
  const more = Math.max(evenZeros, oddZeros);
  const isUtf16 = more * 8 >= sample.length && fewer * 8 <= more;
  return !isUtf16 && (more > 0 || controls * 50 > sample.length);
}
