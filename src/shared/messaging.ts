import browser from "webextension-polyfill";
import { UserFacingError, serializeError, type SerializedError } from "./errors.ts";
import type { Requests } from "./protocol.ts";

type Target = keyof Requests;
type Operation<T extends Target> = keyof Requests[T] & string;
type Handler<F> = F extends (...payload: infer P) => infer R ? (...payload: P) => R | Promise<R> : never;
type Answer<F> = F extends (...payload: never[]) => infer R ? R : never;
type Payload<F> = F extends (...payload: infer P) => unknown ? P : never;

/** One handler for each request of a context, of the request's own type. */
export type Handlers<T extends Target> = { [K in keyof Requests[T]]: Handler<Requests[T][K]> };

interface Envelope {
  target: string;
  operation: string;
  payload: unknown;
}

type Reply = { ok: true; result: unknown } | { ok: false; error: SerializedError };

/** Sends a request to another context. Rejects with that context's `UserFacingError`, or with `unexpected` if nothing answered. */
export async function request<T extends Target, K extends Operation<T>>(
  target: T,
  operation: K,
  ...payload: Payload<Requests[T][K]>
): Promise<Answer<Requests[T][K]>> {
  const envelope: Envelope = { target, operation, payload: payload[0] ?? null };
  // The handler has the type of the request, so the reply has the type of the answer.
  return resultOf(envelope, await browser.runtime.sendMessage(envelope)) as Answer<Requests[T][K]>;
}

/** Like `request`, but to the extension's own page in a tab. Rejects if the tab has no such page. */
export async function requestPage<K extends Operation<"page">>(
  tabId: number,
  operation: K,
  ...payload: Payload<Requests["page"][K]>
): Promise<Answer<Requests["page"][K]>> {
  const envelope: Envelope = { target: "page", operation, payload: payload[0] ?? null };
  return resultOf(envelope, await browser.tabs.sendMessage(tabId, envelope)) as Answer<Requests["page"][K]>;
}

function resultOf({ target, operation }: Envelope, reply: unknown): unknown {
  if (!isReply(reply)) throw new UserFacingError("unexpected", `${target} gave no answer to ${operation}`);
  if (!reply.ok) throw new UserFacingError(reply.error.code, reply.error.detail);
  return reply.result;
}

/**
 * Answers the requests to one context. Call it synchronously when the context starts, or its first messages are lost. Only requests from
 * the extension's own pages are accepted: a sender with any other URL is a content script.
 */
export function answer<T extends Target>(target: T, handlers: Handlers<T>): void {
  const byName = new Map<string, (payload: never) => unknown>(Object.entries(handlers));
  const own = browser.runtime.getURL("");
  browser.runtime.onMessage.addListener((message: unknown, sender: browser.Runtime.MessageSender) => {
    if (!isEnvelope(message) || message.target !== target) return undefined;
    const handler = byName.get(message.operation);
    if (!handler || sender.id !== browser.runtime.id || (sender.url !== undefined && !sender.url.startsWith(own))) return undefined;
    return replyOf(() => handler(message.payload as never));
  });
}

async function replyOf(handle: () => unknown): Promise<Reply> {
  try {
    return { ok: true, result: (await handle()) ?? null };
  } catch (thrown) {
    return { ok: false, error: serializeError(thrown) };
  }
}

function isEnvelope(message: unknown): message is Envelope {
  return typeof message === "object" && message !== null && "target" in message && "operation" in message;
}

function isReply(reply: unknown): reply is Reply {
  return typeof reply === "object" && reply !== null && "ok" in reply;
}
