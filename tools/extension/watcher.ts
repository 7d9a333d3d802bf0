import type { Page } from "puppeteer-core";
import { applyEvent } from "../../src/shared/apply-event.ts";
import type {
  CacheStatistics,
  Install,
  Narration,
  OffscreenEvent,
  OffscreenState,
  Requests,
  Utterance,
} from "../../src/shared/protocol.ts";
import type { Chromium } from "../browser/chromium.ts";
import { waitFor } from "../wait-for.ts";

type Target = keyof Requests;

/** An install may take as long as it needs, but something new must be told of it within this time. */
const installQuietMs = 120_000;

/** A page of the extension that sees what its pages see: every event of the offscreen document, and every utterance that is requested. */
export interface Watcher {
  state(): Promise<OffscreenState>;
  /** Waits until `accepts` gives something for the state, and resolves to that. */
  waitForState<T>(what: string, accepts: (state: OffscreenState) => T | undefined | null | false, timeoutMs?: number): Promise<T>;
  /** Every narration since the watcher opened, oldest first. */
  narrations(): Promise<Narration[]>;
  /** The same, with the time (milliseconds since the epoch) at which each came. */
  timedNarrations(): Promise<{ narration: Narration; at: number }[]>;
  /** Every utterance that the background requested since the watcher opened. */
  utterances(): Promise<Utterance[]>;
  waitForNarration(what: string, accepts: (narration: Narration) => boolean, timeoutMs?: number): Promise<Narration>;
  /** Waits until something was read and has ended, after `utterances` utterances in all; throws the narration's error. */
  waitForEnd(utterances: number): Promise<Narration>;
  /** Waits until this utterance was read to its end; throws the narration's error. */
  waitForEndOf(utterance: Utterance): Promise<Narration>;
  request<T extends Target, K extends keyof Requests[T] & string>(target: T, operation: K, payload?: unknown): Promise<unknown>;
  /** Opens an installed voice and waits until it is open; resolves to the open voices. */
  openVoice(voiceId: string): Promise<CacheStatistics["sessions"]>;
  /** Installs voices and waits until they are installed. */
  install(...voiceIds: string[]): Promise<Install[]>;
  /** Everything that was told of one voice's installs since the watcher opened, oldest first. */
  installsOf(voiceId: string): Promise<Install[]>;
  /** Runs `act` and resolves to the first end of an install of this voice that is told from then on. */
  endOfInstall(voiceId: string, act: () => Promise<unknown>): Promise<Install>;
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
  const narrationsOf = ({ events }: Seen): Narration[] =>
    events.flatMap((event) => (event.type === "narrationChanged" ? [event.narration] : []));
  /** Picked out in the page, for there may be thousands of other events. */
  const installs = (voiceIds: readonly string[]): Promise<Install[]> =>
    page.evaluate(
      (wanted) =>
        (globalThis as unknown as { seen: Seen }).seen.events.flatMap((event) =>
          event.type === "installProgressed" && wanted.includes(event.install.voiceId) ? [event.install] : [],
        ),
      voiceIds,
    );

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
    waitForState: (what, accepts, timeoutMs = 30_000) => waitFor(what, async () => accepts(await watcher.state()), { timeoutMs }),
    narrations: async () => narrationsOf(await look()),
    timedNarrations: async () => {
      const { events, times } = await look();
      return events.flatMap((event, i) =>
        event.type === "narrationChanged" ? [{ narration: event.narration, at: times[i] ?? Number.NaN }] : [],
      );
    },
    utterances: async () => (await look()).utterances,
    waitForNarration: (what, accepts, timeoutMs = 60_000) =>
      waitFor(what, async () => narrationsOf(await look()).findLast(accepts), { timeoutMs }),
    waitForEnd: (utterances) =>
      waitFor(
        `the end of utterance ${utterances}`,
        async () => {
          const seen = await look();
          const last = narrationsOf(seen).at(-1);
          if (last?.error) throw new Error(`the narrator said: ${last.error.detail}`);
          return (
            seen.utterances.length >= utterances &&
            last?.status === "idle" &&
            last.utteranceId === seen.utterances.at(-1)?.utteranceId &&
            last
          );
        },
        { timeoutMs: 60_000 },
      ),
    waitForEndOf: ({ utteranceId, text }) =>
      watcher.waitForNarration(
        `the end of “${text.slice(0, 40)}”`,
        (narration) => {
          if (narration.error) throw new Error(`the narrator said: ${narration.error.detail}`);
          return narration.utteranceId === utteranceId && narration.status === "idle" && narration.progress === 1;
        },
        60_000,
      ),
    async request(target, operation, payload = null) {
      const reply = await page.evaluate((message) => chrome.runtime.sendMessage(message), { target, operation, payload });
      if (!reply?.ok) throw new Error(`${operation}: ${JSON.stringify(reply)}`);
      return reply.result;
    },
    async openVoice(voiceId) {
      await watcher.request("offscreen", "preloadVoice", { voiceId });
      return watcher.waitForState(
        `${voiceId} to be open`,
        ({ statistics: { sessions } }) => sessions.some((session) => session.voiceId === voiceId && session.status === "open") && sessions,
        60_000,
      );
    },
    async install(...voiceIds) {
      for (const voiceId of voiceIds) await watcher.request("offscreen", "installVoice", { voiceId });
      const installed = async () => {
        const latest = (await watcher.state()).installs.filter(({ voiceId }) => voiceIds.includes(voiceId));
        const failed = latest.find(({ status }) => status === "failed");
        if (failed) throw new Error(`${failed.voiceId}: ${failed.error?.detail}`);
        return latest.length === voiceIds.length && latest.every(({ status }) => status === "installed") && latest;
      };
      return waitFor("the voices to be installed", installed, {
        timeoutMs: installQuietMs,
        progress: async () => installProgress(await installs(voiceIds)),
      });
    },
    installsOf: (voiceId) => installs([voiceId]),
    async endOfInstall(voiceId, act) {
      const before = (await installs([voiceId])).length;
      await act();
      const ended = async () =>
        (await installs([voiceId])).slice(before).find(({ status }) => status !== "downloading" && status !== "verifying");
      return waitFor("the install to end", ended, {
        timeoutMs: installQuietMs,
        progress: async () => installProgress(await installs([voiceId])),
      });
    },
  };
  return watcher;
}

/** What changes while an install gets on: the bytes that have come, and the steps of trying the model out, each of which is told. */
function installProgress(told: readonly Install[]): string {
  const verifying = told.filter(({ status }) => status === "verifying").length;
  return `${new Set(told.map(({ voiceId, loadedBytes }) => `${voiceId} ${loadedBytes}`)).size} amounts of bytes and ${verifying} steps of verifying`;
}
