import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { generate } from "selfsigned";
import { type Fault, sendBody, sendPage } from "./model-host-faults.ts";

export interface ModelHostOptions {
  /** The files by their path below the repository, as `en/en_US/lessac/medium/en_US-lessac-medium.onnx`; may be changed while the host runs. */
  files: Map<string, Uint8Array>;
  /** Plain HTTP when false; by default HTTPS with a self-signed certificate for huggingface.co. */
  tls?: boolean;
  /** Called with each request as it comes, before it is answered. */
  onRequest?: (request: IncomingMessage) => void;
  /** Decides for each request what goes wrong with it; nothing when it returns undefined. */
  fault?: (path: string, request: IncomingMessage) => Fault | undefined;
}

export interface ModelHost {
  port: number;
  /** What was asked for so far, as `GET /path` or, for a part, `GET /path bytes=100-`. */
  requests: string[];
  /** Ends every connection, stalled ones too, and frees the port. */
  close(): Promise<void>;
}

/** Where the real host keeps its voices. */
const modelRoots = ["/diffusionstudio/piper-voices/resolve/main/", "/rhasspy/piper-voices/resolve/main/"];

/** Starts a server on a free port of 127.0.0.1 that answers as the host of Piper's voices does: open to every origin, and in parts where asked. */
export async function startModelHost({ files, tls = true, onRequest, fault }: ModelHostOptions): Promise<ModelHost> {
  const requests: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = decodeURI((request.url ?? "/").replace(/\?.*$/, ""));
    requests.push([request.method, path, request.headers.range].filter(Boolean).join(" "));
    onRequest?.(request);
    response.setHeader("access-control-allow-origin", "*");
    const failing = fault?.(path, request);
    const root = modelRoots.find((each) => path.startsWith(each));
    const file = root === undefined ? undefined : files.get(path.slice(root.length));
    if (failing?.kind === "status" && failing.retryAfter !== undefined) {
      response.setHeader("retry-after", failing.retryAfter);
      response.setHeader("access-control-expose-headers", "retry-after");
    }
    if (failing?.kind === "drop") request.socket.destroy();
    else if (failing?.kind === "status") sendPage(response, failing.status, "text/plain", "The test asked for this status.");
    else if (failing?.kind === "html") sendPage(response, 200, "text/html", "<!doctype html><title>Sign in to this network</title>");
    else if (request.method !== "GET" && request.method !== "HEAD") sendPage(response, 405, "text/plain", "Method Not Allowed");
    else if (!file) sendPage(response, 404, "text/plain", "Entry not found");
    else sendBody(request, response, file, contentType(path), failing);
  };
  const server = tls ? createTlsServer(await makeCertificate(), answer) : createServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The model host has no port");
  return {
    port: address.port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The path of a voice's model below the repository, for a `voiceId` as `en_US-lessac-medium`; its config has `.json` after it. */
export function hostedModelPath(voiceId: string): string {
  const [languageCode, name, quality] = voiceId.split("-");
  if (!languageCode || !name || !quality) throw new Error(`${voiceId} is not of the form en_US-lessac-medium`);
  return `${languageCode.split("_")[0]}/${languageCode}/${name}/${quality}/${voiceId}.onnx`;
}

/** The two files of a voice as the host keeps them. */
export function hostedFiles(voiceId: string, voice: { model: Uint8Array; config: object }): Map<string, Uint8Array> {
  const path = hostedModelPath(voiceId);
  const config = new TextEncoder().encode(JSON.stringify(voice.config, null, 2));
  return new Map([
    [path, voice.model],
    [`${path}.json`, config],
  ]);
}

function contentType(path: string): string {
  return path.endsWith(".json") ? "text/plain; charset=utf-8" : "application/octet-stream";
}

async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const names = ["huggingface.co", "*.huggingface.co", "*.hf.co", "localhost"];
  const altNames = names.map((value) => ({ type: 2 as const, value }));
  const pems = await generate([{ name: "commonName", value: "huggingface.co" }], {
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames }],
  });
  return { key: pems.private, cert: pems.cert };
}
