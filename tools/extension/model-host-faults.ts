import type { IncomingMessage, ServerResponse } from "node:http";

/** What can go wrong with an answer. */
export type Fault =
  /** Another status; `retryAfter` is in seconds. */
  | { kind: "status"; status: number; retryAfter?: number }
  /** The page of a network that wants a sign-in, with status 200. */
  | { kind: "html" }
  /** No answer at all. */
  | { kind: "drop" }
  /** The connection is closed after so many bytes of the body, once `when` has resolved. */
  | { kind: "truncate"; afterBytes: number; when?: Promise<unknown> }
  /** Nothing more is sent after so many bytes of the body. */
  | { kind: "stall"; afterBytes: number }
  /** The whole file although a part was requested; the connection may be closed after so many bytes. */
  | { kind: "ignoreRange"; truncateAfterBytes?: number }
  /** One bit is flipped in this byte of the file. */
  | { kind: "corrupt"; atByte: number }
  /** A file of another length, without any other fault. */
  | { kind: "resize"; sizeBytes: number };

/** Sends a file, or the part that is asked for, with the fault if there is one. */
export function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  file: Uint8Array,
  type: string,
  fault: Fault | undefined,
): void {
  const whole = fault?.kind === "corrupt" ? flipBit(file, fault.atByte) : fault?.kind === "resize" ? resize(file, fault.sizeBytes) : file;
  const stopAfter =
    fault?.kind === "truncate" || fault?.kind === "stall"
      ? fault.afterBytes
      : fault?.kind === "ignoreRange"
        ? fault.truncateAfterBytes
        : undefined;
  const range = fault?.kind === "ignoreRange" ? undefined : readRange(request.headers.range, whole.length);
  response.setHeader("accept-ranges", "bytes");
  if (range === "unsatisfiable") {
    response.setHeader("content-range", `bytes */${whole.length}`);
    sendPage(response, 416, "text/plain", "Range Not Satisfiable");
    return;
  }
  const body = range ? whole.subarray(range.start, range.end) : whole;
  response.setHeader("content-type", type);
  response.setHeader("content-length", body.length);
  if (range) response.setHeader("content-range", `bytes ${range.start}-${range.end - 1}/${whole.length}`);
  response.writeHead(range ? 206 : 200);
  if (request.method === "HEAD") response.end();
  else if (stopAfter !== undefined && stopAfter < body.length) {
    // Without a flush first, a fault at byte 0 would swallow the headers too.
    response.flushHeaders();
    const stop = async (): Promise<void> => {
      if (fault?.kind === "truncate") await fault.when;
      if (fault?.kind !== "stall") response.socket?.destroySoon();
    };
    response.write(body.subarray(0, stopAfter), () => void stop());
  } else response.end(body);
}

/** Sends a small page. */
export function sendPage(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/** Reads a `Range` header of one range (RFC 9110, section 14); undefined, so that the whole file is sent, for none or any other. */
function readRange(header: string | undefined, length: number): { start: number; end: number } | "unsatisfiable" | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(0, length - Number(last)) : Number(first);
  const end = first === "" || last === "" ? length : Math.min(length, Number(last) + 1);
  return start < end ? { start, end } : "unsatisfiable";
}

function resize(file: Uint8Array, sizeBytes: number): Uint8Array {
  const resized = new Uint8Array(sizeBytes);
  resized.set(file.subarray(0, sizeBytes));
  return resized;
}

function flipBit(file: Uint8Array, atByte: number): Uint8Array {
  if (atByte < 0 || atByte >= file.length) throw new RangeError(`A file of ${file.length} bytes has no byte ${atByte}`);
  const copy = Uint8Array.from(file);
  copy[atByte] = (copy[atByte] ?? 0) ^ 1;
  return copy;
}
