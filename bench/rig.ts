import { execFileSync } from "node:child_process";
import { basename, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Diagnostics, Narration } from "../src/shared/protocol.ts";
import { launch, type Chromium } from "../tools/browser/chromium.ts";
import { waitFor } from "../tools/wait-for.ts";
import { utteranceOf } from "../tools/extension/utterance-of.ts";
import { watch } from "../tools/extension/watcher.ts";
import { benchVoiceId, packBench } from "./packed.ts";
import type { Library } from "./page/library.ts";
import type { SentenceCost } from "./page/our-engine.ts";
import { serveLibrary } from "../tools/reference/serve-library.ts";

/** One browser with both engines and the whole product in it, all with the same voice. */
export interface Rig {
  /** Opens the voice in the library, and returns how long that took. */
  openLibrary(): Promise<number>;
  predict(text: string): ReturnType<Library["predict"]>;
  /** Opens the voice in our engine, and returns how long that took. */
  openEngine(): Promise<number>;
  synthesise(text: string): Promise<SentenceCost>;
  closeEngine(): Promise<void>;
  /** Milliseconds that each takes to turn `text` into phoneme ids. */
  phonemise(text: string): Promise<{ ours: number; library: number }>;
  /** Has the whole product read `text`, nothing of it kept, until the first sample is heard; milliseconds from the request. */
  firstSound(text: string): Promise<number>;
  /** The same in a fresh browser. */
  coldFirstSound(text: string): Promise<number>;
  /** The same when the beginning was prepared, as it is when the popup is opened over a selection. */
  preparedFirstSound(text: string): Promise<number>;
  /** From a request in mid-sentence of another text to the first sample of `text`. */
  takeover(other: string, text: string): Promise<number>;
  /**
   * Reads `text` with the voice not open, so that the instant voice stands in, until the voice itself is heard: milliseconds from its session
   * being open to its first sample, those of silence on the way, and how many sentences the instant voice began meanwhile.
   */
  handover(text: string): Promise<{ heardMs: number; silenceMs: number; begunAfter: number }>;
  /** Reads `text` until its first sample is heard, and returns what stops it. */
  readUntilHeard(text: string): Promise<() => Promise<unknown>>;
  /** Reads `text` to its end, `rate` times as fast as the voice speaks; `progressed` is called now and then. Returns the milliseconds in which sound was late. */
  read(text: string, rate: number, progressed?: (progress: number) => void): Promise<number>;
  /** Megabytes that the extension's process takes, with its workers. */
  memory(): number;
  /** The same for a text whose sound is kept; its first sentence is read before, unmeasured. */
  replay(text: string): Promise<number>;
  /** Closes the browser and opens it again on the same profile. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** No machine takes longer for a sentence; what has not come by then does not come. */
const sentenceMs = 300_000;

/** Starts it; `isolated` as Chromium runs the extension, or without threads as Firefox does. */
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
  ): Promise<{ heard(): Promise<number>; ended(progressed?: (progress: number) => void): Promise<void> }> => {
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
      async ended(progressed) {
        let narration: Narration;
        do {
          ({ narration } = await watcher.state());
          progressed?.(narration.progress);
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
  /** Reads until the sound of the first sentence is kept. */
  const keep = async (text: string): Promise<void> => {
    await (await begin(text)).heard();
    await waitForClip();
    await stop();
  };
  /** Nothing is kept any more, and the database, which was removed, is there again, as it is in daily use. */
  const forget = async (): Promise<void> => {
    await clear();
    await keep("One moment.");
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
      await forget();
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
      await forget();
      await (await begin(other)).heard();
      return firstSoundOf(text);
    },
    async handover(text) {
      await forget();
      await pages.watcher.request("offscreen", "closeSessions");
      const offscreen = await chromium.offscreenPage();
      const before = await underrunMs();
      const opened = offscreen.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const { info } = console;
            console.info = (...written: unknown[]) => {
              // The instant voice opens too.
              if (!String(written[0]).includes("session created") || JSON.stringify(written[1]).includes("instant")) return;
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
      const told = (await pages.watcher.timedNarrations()).filter(({ narration }) => isOurs(narration));
      const natural = told.find(({ narration }) => narration.standIn === null);
      return {
        heardMs: (natural?.at ?? Number.NaN) - openedAt,
        silenceMs,
        begunAfter: told.filter(({ narration, at }) => narration.standIn === "loading" && at > openedAt).length,
      };
    },
    async readUntilHeard(text) {
      await forget();
      await (await begin(text)).heard();
      return stop;
    },
    async replay(text) {
      await clear();
      // The first sentence is what the first sound waits for.
      await keep(text);
      return firstSoundOf(text);
    },
    async read(text, rate, progressed) {
      await clear();
      const before = await underrunMs();
      await (await begin(text, rate)).ended(progressed);
      return (await underrunMs()) - before;
    },
    memory: () => extensionMemory(chromium.profileDir),
    async restart() {
      chromium = await chromium.restart();
      pages = await openPages(chromium, served.origin);
    },
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

/** Resident memory as `ps` tells it; the profile's name is in the arguments of all of a browser's processes. */
function extensionMemory(profileDir: string): number {
  const lines = execFileSync("ps", ["-eo", "rss,args"], { encoding: "utf8" }).split("\n");
  const own = lines.filter((line) => line.includes("--extension-process") && line.includes(basename(profileDir)));
  return own.reduce((sum, line) => sum + Number.parseInt(line, 10), 0) / 1024;
}
