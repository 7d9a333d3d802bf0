/** How a host answers one request. `cutAfter` and `flipAt` are offsets into what it sends. */
export type HostBehaviour =
  | { kind: "good" }
  | { kind: "missing" }
  | { kind: "unreachable" }
  | { kind: "cut"; cutAfter: number }
  | { kind: "wrong"; flipAt: number };

const chunkBytes = 700;

/** A `fetch` that serves these files by the ends of their URLs. `nextBehaviour` decides how each request is answered. */
export function fakeFetch(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>, nextBehaviour: () => HostBehaviour): typeof fetch {
  return async (url, { headers, signal } = {}) => {
    await new Promise(setImmediate);
    signal?.throwIfAborted();
    const behaviour = nextBehaviour();
    const whole = [...files].find(([path]) => String(url).endsWith(path))?.[1];
    if (behaviour.kind === "unreachable") throw new TypeError("nobody answers");
    if (!whole || behaviour.kind === "missing") return new Response(null, { status: 404 });
    const offset = Number(/bytes=(\d+)-/.exec(new Headers(headers).get("range") ?? "")?.[1] ?? 0);
    const sent = whole.slice(offset);
    if (behaviour.kind === "wrong") sent[behaviour.flipAt % sent.length] = (sent[behaviour.flipAt % sent.length] ?? 0) ^ 1;
    const end = behaviour.kind === "cut" ? Math.min(behaviour.cutAfter, sent.length) : sent.length;
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise(setImmediate);
        if (signal?.aborted) return controller.error(signal.reason);
        if (at === end) return behaviour.kind === "cut" ? controller.error(new TypeError("cut")) : controller.close();
        const chunk = sent.slice(at, Math.min(end, at + chunkBytes));
        at += chunk.length;
        controller.enqueue(chunk);
      },
    });
    return new Response(body, { status: offset > 0 ? 206 : 200 });
  };
}
