import { execFileSync } from "node:child_process";
import { basename, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { BookPart, Diagnostics, Narration, SoundExport } from "../src/shared/protocol.ts";
import type { ExportFormat } from "../src/shared/settings.ts";
import { launch, type Chromium } from "../tools/browser/chromium.ts";
import { waitFor } from "../tools/wait-for.ts";
import { utteranceOf } from "../tools/extension/utterance-of.ts";
import { watch } from "../tools/extension/watcher.ts";
import { benchVoiceId, packBench } from "./pack-bench.ts";
import type { Library } from "./page/library.ts";
import type { SentenceCost } from "./page/our-engine.ts";
import { serveLibrary } from "../tools/reference/serve-library.ts";

/** A browser with the extension, its engine and the library, all with the same voice. Times are in milliseconds. */
export interface Rig {
  /** Opens the voice in the library and returns the duration. */
  openLibrary(): Promise<number>;
  predict(text: string): ReturnType<Library["predict"]>;
  /** Opens the voice in the extension's engine and returns the duration. */
  openEngine(): Promise<number>;
  synthesise(text: string): Promise<SentenceCost>;
  closeEngine(): Promise<void>;
  /** Phonemizes `text` with both and returns the durations. */
  phonemise(text: string): Promise<{ ours: number; library: number }>;
  /** Lets the extension read `text` with an empty clip cache, and returns the time from the request to the first sample that is heard. */
  firstSound(text: string): Promise<number>;
  /** The same without anything that warms up. Call it after `restart`. */
  coldFirstSound(text: string): Promise<number>;
  /** The same after the first sentence was prepared, as when the popup is opened over a selection. */
  preparedFirstSound(text: string): Promise<number>;
  /** The time from a request during a sentence of `other` to the first sample of `text`. */
  takeover(other: string, text: string): Promise<number>;
  /**
   * Reads `text` while the voice is not open, so that the instant voice stands in, until the voice itself is heard. Returns the time from the opening of
   * the voice's session to its first sample, the silence in that time, and the number of sentences that the instant voice began in that time.
   */
  handover(text: string): Promise<{ heardMs: number; silenceMs: number; begunAfter: number }>;
  /**
   * Jumps in a text that is read, first to a sentence that was not made yet, then back to the first one, whose sound is in the clip cache.
   * Returns the times from each request to the first sample that is heard.
   */
  jumps(text: string, offset: number): Promise<{ ahead: number; back: number }>;
  /** Reads `text` until its first sample is heard, and returns a function that stops it. */
  readUntilHeard(text: string): Promise<() => Promise<unknown>>;
  /** Reads `text` to its end, `rate` times as fast as the voice speaks, and returns the total time of silence because sound was late. */
  read(text: string, rate: number, onProgress?: (progress: number) => void): Promise<number>;
  /**
   * Saves `text` as an audio file, spoken by a voice, with an empty clip cache, and removes it. Returns the time in milliseconds until the
   * file was finished, and the duration of its sound in seconds.
   */
  exportText(
    text: string,
    voiceId: string,
    format: ExportFormat,
    onProgress?: (share: number) => void,
  ): Promise<{ ms: number; seconds: number }>;
  /**
   * Saves the parts of a book as an audio file, and removes it. `onLook` is called every second. If `restartAt` is given, the browser is closed when
   * that share is done, and opened again; `resumedMs` is then the time from the wish to go on to the next sentence.
   */
  exportBook(
    parts: readonly BookPart[],
    format: ExportFormat,
    onLook: (state: SoundExport) => void,
    restartAt?: number,
  ): Promise<{ ms: number; seconds: number; sizeBytes: number; resumedMs: number }>;
  /** The first sound of `text`, as `firstSound`, while `other` is being saved as an audio file by the same voice. */
  firstSoundWhileExporting(other: string, text: string): Promise<number>;
  /** The memory of the extension's process with its workers, in MiB. */
  memory(): number;
  /** As `firstSound`, but with the first sentence in the clip cache. */
  replay(text: string): Promise<number>;
  /** Closes the browser and opens it again with the same profile. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The timeout for a sentence. No machine takes longer. */
const sentenceMs = 300_000;
/** Most jumps are heard in this time. */
const jumpMs = 500;

/** Opens a rig. With `isolated` the extension uses threads, as in Chromium; without it, it uses one thread, as in Firefox. */
export async function openRig(isolated: boolean): Promise<Rig> {
  const packed = await packBench(isolated);
  const served = await serveLibrary({ entry: resolve(import.meta.dirname, "page/library.ts"), isolated });
  let chromium = await launch({ extensionDir: packed.extensionDir, hostMap: packed.hostMap });
  let pages = await openPages(chromium, served.origin);
  await pages.watcher.install(benchVoiceId);
  await pages.watcher.request("background", "updateSettings", { logging: true });
  const threads = isolated ? 2 : 1;

  const begin = async (
    text: string,
    rate = 1,
  ): Promise<{ heard(): Promise<number>; ended(onProgress?: (progress: number) => void): Promise<void> }> => {
    const { watcher } = pages;
    const utterance = utteranceOf(text, benchVoiceId, { rate });
    await watcher.request("offscreen", "speak", utterance);
    const isOurs = ({ utteranceId }: Narration): boolean => utteranceId === utterance.utteranceId;
    return {
      async heard() {
        const { firstSoundMs } = await watcher.waitForNarration(
          "the first sound",
          (narration) => isOurs(narration) && narration.firstSoundMs !== null,
          sentenceMs,
        );
        return firstSoundMs ?? Number.NaN;
      },
      async ended(onProgress) {
        let narration: Narration;
        do {
          ({ narration } = await watcher.state());
          onProgress?.(narration.progress);
          await setTimeout(500);
        } while (narration.status !== "idle");
        if (narration.error) throw new Error(`reading ended with ${narration.error.code}`);
      },
    };
  };
  const underrunMs = async () => ((await pages.watcher.request("offscreen", "getDiagnostics")) as Diagnostics).underrunMs;
  const stop = () => pages.watcher.request("offscreen", "stop");
  const firstSoundOf = async (text: string): Promise<number> => {
    const heard = await (await begin(text)).heard();
    await stop();
    return heard;
  };
  const clipCount = async (): Promise<number> => (await pages.watcher.state()).statistics.clips.count;
  const waitForClip = () => waitFor("the first clip to be kept", async () => (await clipCount()) > 0, { timeoutMs: sentenceMs });
  const clear = async (): Promise<void> => {
    await pages.watcher.request("offscreen", "clearClips");
    await waitFor("the clips to be gone", async () => (await clipCount()) === 0, { timeoutMs: 60_000 });
  };
  /** Reads `text` until its first sentence is in the clip cache. */
  const fillCache = async (text: string): Promise<void> => {
    await (await begin(text)).heard();
    await waitForClip();
    await stop();
  };
  /** Empties the clip cache. Clearing removes the database, so another text is read to create it again, as it exists in daily use. */
  const emptyCache = async (): Promise<void> => {
    await clear();
    await fillCache("One moment.");
  };

  const newExport = async (ask: () => Promise<unknown>): Promise<string> => {
    const known = new Set((await pages.watcher.state()).exports.map(({ exportId }) => exportId));
    await ask();
    return pages.watcher.waitForState("the export", ({ exports }) => exports.find(({ exportId }) => !known.has(exportId))?.exportId);
  };
  const startExport = (text: string, voiceId: string, format: ExportFormat): Promise<string> =>
    newExport(() => pages.watcher.request("offscreen", "exportText", { format, captions: false, utterance: utteranceOf(text, voiceId) }));
  const restart = async (): Promise<void> => {
    chromium = await chromium.restart();
    pages = await openPages(chromium, served.origin);
  };
  const exported = async (exportId: string): Promise<SoundExport> => {
    const found = (await pages.watcher.state()).exports.find((each) => each.exportId === exportId);
    if (!found) throw new Error("the export has gone");
    return found;
  };

  return {
    openLibrary: () => pages.library.evaluate((voiceId) => benchLibrary.open(voiceId), benchVoiceId),
    predict: (text) => pages.library.evaluate((given) => benchLibrary.predict(given), text),
    openEngine: () => pages.engine.evaluate((voiceId, count) => benchEngine.open(voiceId, count), benchVoiceId, threads),
    synthesise: (text) => pages.engine.evaluate((given) => benchEngine.synthesise(given), text),
    closeEngine: () => pages.engine.evaluate(() => benchEngine.close()),
    phonemise: async (text) => ({
      ours: await pages.engine.evaluate((given) => benchEngine.phonemise(given), text),
      library: await pages.library.evaluate((given) => benchLibrary.phonemise(given), text),
    }),
    async firstSound(text) {
      await emptyCache();
      return firstSoundOf(text);
    },
    async coldFirstSound(text) {
      await clear();
      return firstSoundOf(text);
    },
    async preparedFirstSound(text) {
      await clear();
      await pages.watcher.request("offscreen", "prepare", utteranceOf(text, benchVoiceId));
      await waitForClip();
      return firstSoundOf(text);
    },
    async takeover(other, text) {
      await emptyCache();
      await (await begin(other)).heard();
      return firstSoundOf(text);
    },
    async handover(text) {
      await emptyCache();
      await pages.watcher.request("offscreen", "closeSessions");
      const offscreen = await chromium.offscreenPage();
      const before = await underrunMs();
      const opened = offscreen.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const { info } = console;
            console.info = (...logged: unknown[]) => {
              // The instant voice also opens a session.
              if (!String(logged[0]).includes("session created") || JSON.stringify(logged[1]).includes("instant")) return;
              console.info = info;
              resolve(Date.now());
            };
          }),
      );
      const utterance = utteranceOf(text, benchVoiceId, { whileLoading: "instant" });
      await pages.watcher.request("offscreen", "speak", utterance);
      const isOurs = ({ utteranceId, sentence }: Narration): boolean => utteranceId === utterance.utteranceId && sentence !== null;
      const openedAt = await opened;
      await pages.watcher.waitForNarration("the natural voice", (narration) => isOurs(narration) && narration.standIn === null, 60_000);
      const silenceMs = (await underrunMs()) - before;
      await stop();
      const narrations = (await pages.watcher.timedNarrations()).filter(({ narration }) => isOurs(narration));
      const natural = narrations.find(({ narration }) => narration.standIn === null);
      return {
        heardMs: (natural?.at ?? Number.NaN) - openedAt,
        silenceMs,
        begunAfter: narrations.filter(({ narration, at }) => narration.standIn === "loading" && at > openedAt).length,
      };
    },
    async jumps(text, offset) {
      await emptyCache();
      const before = await clipCount();
      await (await begin(text)).heard();
      await waitFor("the first sentence to be kept", async () => (await clipCount()) > before, { timeoutMs: sentenceMs });
      const jump = async (to: number): Promise<number> => {
        const asked = Date.now();
        await pages.watcher.request("offscreen", "jump", { to: "offset", offset: to });
        // Every look costs time, and so would change what is measured.
        await setTimeout(jumpMs);
        const heard = await waitFor("the place", async () =>
          (await pages.watcher.timedNarrations()).find(
            ({ at, narration: { sentence, clock } }) =>
              at >= asked && clock !== null && sentence !== null && sentence.start <= to && to < sentence.end,
          ),
        );
        return (heard.narration.clock?.atMs ?? Number.NaN) - asked;
      };
      const times = { ahead: await jump(offset), back: await jump(0) };
      await stop();
      return times;
    },
    async exportText(text, voiceId, format, onProgress) {
      await emptyCache();
      const started = performance.now();
      const exportId = await startExport(text, voiceId, format);
      for (;;) {
        const found = await exported(exportId);
        if (found.status === "failed") throw new Error(`the export ended with ${found.error?.code}`);
        onProgress?.(found.share);
        if (found.status === "finished") {
          const ms = performance.now() - started;
          await pages.watcher.request("offscreen", "removeExport", { exportId });
          return { ms, seconds: found.madeSeconds };
        }
        await setTimeout(200);
      }
    },
    async exportBook(parts, format, onLook, restartAt = Infinity) {
      const started = performance.now();
      const book = { title: "A long book", author: "", cover: null };
      const wish = { format, captions: true, book, parts: [...parts] };
      let resumedMs = Number.NaN;
      const exportId = await newExport(() => pages.watcher.request("offscreen", "exportBook", wish));
      for (;;) {
        const found = await exported(exportId);
        if (found.status === "failed") throw new Error(`the export ended with ${found.error?.code}`);
        onLook(found);
        if (found.status === "finished") {
          const ms = performance.now() - started;
          await pages.watcher.request("offscreen", "removeExport", { exportId });
          return { ms, seconds: found.madeSeconds, sizeBytes: found.sizeBytes, resumedMs };
        }
        if (found.share > restartAt && Number.isNaN(resumedMs)) {
          await restart();
          const { madeSeconds } = await pages.watcher.waitForState("the list", ({ exports }) =>
            exports.find((each) => each.exportId === exportId),
          );
          const asked = performance.now();
          await pages.watcher.request("offscreen", "resumeExport", { exportId });
          await waitFor("more sound", async () => (await exported(exportId)).madeSeconds > madeSeconds, { timeoutMs: sentenceMs });
          resumedMs = performance.now() - asked;
        }
        await setTimeout(1_000);
      }
    },
    async firstSoundWhileExporting(other, text) {
      await emptyCache();
      const exportId = await startExport(other, benchVoiceId, "wav");
      await waitFor("the export to be under way", async () => (await exported(exportId)).madeSeconds > 0, { timeoutMs: sentenceMs });
      // The next sentence is being made.
      await setTimeout(300 + 400 * Math.random());
      const heard = await firstSoundOf(text);
      await pages.watcher.request("offscreen", "removeExport", { exportId });
      return heard;
    },
    async readUntilHeard(text) {
      await emptyCache();
      await (await begin(text)).heard();
      return stop;
    },
    async replay(text) {
      await clear();
      // The first sound depends only on the first sentence.
      await fillCache(text);
      return firstSoundOf(text);
    },
    async read(text, rate, onProgress) {
      await clear();
      const before = await underrunMs();
      await (await begin(text, rate)).ended(onProgress);
      return (await underrunMs()) - before;
    },
    memory: () => extensionMemory(chromium.profileDir),
    restart,
    async close() {
      await chromium.close();
      served.close();
      await packed.close();
    },
  };
}

async function openPages(chromium: Chromium, libraryUrl: string) {
  const front = await chromium.page();
  const watcher = await watch(chromium, front);
  const library = await chromium.page(libraryUrl, { fresh: true });
  const engine = await chromium.extensionPage("bench/our-engine.html");
  return { watcher, library, engine };
}

/** The resident memory that `ps` reports, in MiB. The name of the profile is in the arguments of all processes of a browser. */
function extensionMemory(profileDir: string): number {
  const lines = execFileSync("ps", ["-eo", "rss,args"], { encoding: "utf8" }).split("\n");
  const own = lines.filter((line) => line.includes("--extension-process") && line.includes(basename(profileDir)));
  return own.reduce((sum, line) => sum + Number.parseInt(line, 10), 0) / 1024;
}
