import type { Page } from "puppeteer-core";
import { applyEvent } from "../../src/shared/apply-event.ts";
import type { Install, Narration, OffscreenEvent, OffscreenState, Requests, Utterance } from "../../src/shared/protocol.ts";
import type { Chromium } from "../browser/chromium.ts";
import { waitFor } from "../wait-for.ts";
import { installProgress, installQuietMs } from "./install-course.ts";

type Target = keyof Requests;

/** A page of the extension that sees what its pages see: every event of the offscreen document, and every utterance that is asked for. */
export interface Watcher {
  state(): Promise<OffscreenState>;
  /** Every narration since the watcher opened, oldest first. */
  narrations(): Promise<Narration[]>;
  /** The same, with the time (milliseconds since the epoch) at which each came. */
  timedNarrations(): Promise<{ narration: Narration; at: number }[]>;
  /** Every utterance that the background asked for since the watcher opened. */
  utterances(): Promise<Utterance[]>;
  waitForNarration(what: string, accepts: (narration: Narration) => boolean, timeoutMs?: number): Promise<Narration>;
  /** Waits until something was read and has ended, after `utterances` utterances in all; throws the narration's error. */
  waitForEnd(utterances: number): Promise<Narration>;
  request<T extends Target, K extends keyof Requests[T] & string>(target: T, operation: K, payload?: unknown): Promise<unknown>;
  /** Installs voices and waits until they are, as long as they get on. */
  install(...voiceIds: string[]): Promise<Install[]>;
}

interface Seen {
  events: OffscreenEvent[];
  /** When each event came. */
  times: number[];
  utterances: Utterance[];
}

/** Opens a watcher; the tab that was in front is in front again afterwards. */
export async function watch(chromium: Chromium, front: Page): Promise<Watcher> {
  const page = await chromium.extensionPage("popup/popup.html");
  await page.evaluate(async () => {
    const seen: { events: unknown[]; times: number[]; utterances: unknown[] } = { events: [], times: [], utterances: [] };
    Object.assign(globalThis, { seen });
    chrome.runtime.onMessage.addListener((message: { operation?: string; payload?: unknown }) => {
      if (message.operation === "speak") seen.utterances.push(message.payload);
    });
    await chrome.runtime.sendMessage({ target: "background", operation: "ensureOffscreen", payload: null });
    const port = chrome.runtime.connect({ name: "offscreen-events" });
    port.onMessage.addListener((event: unknown) => {
      seen.events.push(event);
      seen.times.push(Date.now());
    });
  });
  await front.bringToFront();

  const look = (): Promise<Seen> => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  const narrationsOf = ({ events }: Seen): Narration[] => events.flatMap((event) => (event.type === "narrationChanged" ? [event.narration] : []));

  const watcher: Watcher = {
    async state() {
      const { events } = await waitFor("a snapshot", async () => {
        const seen = await look();
        return seen.events.length > 0 && seen;
      });
      const [first, ...rest] = events;
      if (first?.type !== "snapshot") throw new Error("the first event is not a snapshot");
      return rest.reduce(applyEvent, first.state);
    },
    narrations: async () => narrationsOf(await look()),
    timedNarrations: async () => {
      const { events, times } = await look();
      return events.flatMap((event, i) => (event.type === "narrationChanged" ? [{ narration: event.narration, at: times[i] ?? Number.NaN }] : []));
    },
    utterances: async () => (await look()).utterances,
    waitForNarration: (what, accepts, timeoutMs = 20_000) => waitFor(what, async () => narrationsOf(await look()).findLast(accepts), { timeoutMs }),
    waitForEnd: (utterances) =>
      waitFor(
        `the end of utterance ${utterances}`,
        async () => {
          const seen = await look();
          const last = narrationsOf(seen).at(-1);
          if (last?.error) throw new Error(`the narrator said: ${last.error.detail}`);
          return seen.utterances.length >= utterances && last?.status === "idle" && last.utteranceId === seen.utterances.at(-1)?.utteranceId && last;
        },
        { timeoutMs: 60_000 },
      ),
    async request(target, operation, payload = null) {
      const reply = await page.evaluate((message) => chrome.runtime.sendMessage(message), { target, operation, payload });
      if (!reply?.ok) throw new Error(`${operation}: ${JSON.stringify(reply)}`);
      return reply.result;
    },
    async install(...voiceIds) {
      for (const voiceId of voiceIds) await watcher.request("offscreen", "installVoice", { voiceId });
      const installed = async () => {
        const { installs } = await watcher.state();
        const ours = installs.filter(({ voiceId }) => voiceIds.includes(voiceId));
        const failed = ours.find(({ status }) => status === "failed");
        if (failed) throw new Error(`${failed.voiceId}: ${failed.error?.detail}`);
        return ours.length === voiceIds.length && ours.every(({ status }) => status === "installed") && ours;
      };
      const told = async () => installProgress((await look()).events.flatMap((event) => (event.type === "installProgressed" ? [event.install] : [])));
      return waitFor("the voices to be installed", installed, { timeoutMs: installQuietMs, progress: told });
    },
  };
  return watcher;
}
