import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * What can go wrong with an answer: another `status`; a captive portal's `html` with status 200; `truncate`, the connection cut, or
 * `stall`, nothing more sent, after so many bytes of the body; the whole file although a part was asked for (`ignoreRange`); one bit
 * flipped in the byte at `atByte` of the file (`corrupt`).
 */
export type Fault =
  | { kind: "status"; status: number }
  | { kind: "html" }
  | { kind: "truncate"; afterBytes: number }
  | { kind: "stall"; afterBytes: number }
  | { kind: "ignoreRange" }
  | { kind: "corrupt"; atByte: number };

/** Sends a file, or the part that is asked for, with the fault if there is one. */
export function sendBody(request: IncomingMessage, response: ServerResponse, file: Uint8Array, type: string, fault: Fault | undefined): void {
  const whole = fault?.kind === "corrupt" ? flipBit(file, fault.atByte) : file;
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
  else if (fault?.kind === "truncate" || fault?.kind === "stall") {
    // Without a flush first, a fault at byte 0 would swallow the headers too.
    response.flushHeaders();
    response.write(body.subarray(0, fault.afterBytes), () => {
      if (fault.kind === "truncate") response.socket?.destroySoon();
    });
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

function flipBit(file: Uint8Array, atByte: number): Uint8Array {
  if (atByte < 0 || atByte >= file.length) throw new RangeError(`A file of ${file.length} bytes has no byte ${atByte}`);
  const copy = Uint8Array.from(file);
  copy[atByte] = (copy[atByte] ?? 0) ^ 1;
  return copy;
}
