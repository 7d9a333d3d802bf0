/** How a host takes one request: `cutAfter` and `flipAt` are offsets into what it sends. */
export type HostMood = { kind: "good" } | { kind: "missing" } | { kind: "unreachable" } | { kind: "cut"; cutAfter: number } | { kind: "wrong"; flipAt: number };

const chunkBytes = 700;

/** `fetch` with these files behind it, by the ends of their addresses; each request is taken as `nextMood` says. */
export function fakeFetch(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>, nextMood: () => HostMood): typeof fetch {
  return async (url, { headers, signal } = {}) => {
    await new Promise(setImmediate);
    signal?.throwIfAborted();
    const mood = nextMood();
    const whole = [...files].find(([path]) => String(url).endsWith(path))?.[1];
    if (mood.kind === "unreachable") throw new TypeError("nobody answers");
    if (!whole || mood.kind === "missing") return new Response(null, { status: 404 });
    const offset = Number(/bytes=(\d+)-/.exec(new Headers(headers).get("range") ?? "")?.[1] ?? 0);
    const sent = whole.slice(offset);
    if (mood.kind === "wrong") sent[mood.flipAt % sent.length] = (sent[mood.flipAt % sent.length] ?? 0) ^ 1;
    const end = mood.kind === "cut" ? Math.min(mood.cutAfter, sent.length) : sent.length;
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise(setImmediate);
        if (signal?.aborted) return controller.error(signal.reason);
        if (at === end) return mood.kind === "cut" ? controller.error(new TypeError("cut")) : controller.close();
        const chunk = sent.slice(at, Math.min(end, at + chunkBytes));
        at += chunk.length;
        controller.enqueue(chunk);
      },
    });
    return new Response(body, { status: offset > 0 ? 206 : 200 });
  };
}
