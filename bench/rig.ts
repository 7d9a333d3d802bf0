import { resolve } from "node:path";
import type { Narration, Utterance } from "../src/shared/protocol.ts";
import { launch, type Chromium } from "../tests/browser/harness/chromium.ts";
import { waitFor } from "../tests/browser/harness/wait-for.ts";
import { watch } from "../tests/browser/watcher.ts";
import { benchVoiceId, packBench } from "./packed.ts";
import type { Library } from "./page/library.ts";
import type { SentenceCost } from "./page/our-engine.ts";
import { serveLibrary } from "../tests/browser/reference/serve-library.ts";

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
  /** The same for a text whose sound is kept; its first sentence is read before, unmeasured. */
  replay(text: string): Promise<number>;
  /** Closes the browser and opens it again on the same profile. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it; `isolated` as Chromium runs the extension, or without threads as Firefox does. */
export async function openRig(isolated: boolean): Promise<Rig> {
  const packed = await packBench(isolated);
  const served = await serveLibrary({ entry: resolve(import.meta.dirname, "page/library.ts"), isolated });
  let chromium = await launch({ extensionDir: packed.extensionDir, hostMap: packed.hostMap });
  let pages = await openPages(chromium, served.origin);
  await pages.watcher.install(benchVoiceId);
  const threads = isolated ? 2 : 1;

  const speak = async (text: string, meanwhile?: () => Promise<unknown>): Promise<number> => {
    const { watcher } = pages;
    const utterance = utteranceOf(text);
    await watcher.request("offscreen", "speak", utterance);
    const isHeard = ({ utteranceId, firstSoundMs }: Narration): boolean => utteranceId === utterance.utteranceId && firstSoundMs !== null;
    const { firstSoundMs } = await watcher.waitForNarration("the first sound", isHeard, 60_000);
    await meanwhile?.();
    await watcher.request("offscreen", "stop");
    return firstSoundMs ?? Number.NaN;
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
      await pages.watcher.request("offscreen", "clearClips");
      return speak(text);
    },
    async replay(text) {
      const isKept = (): Promise<boolean> => pages.watcher.state().then(({ statistics }) => statistics.clips.count > 0);
      await pages.watcher.request("offscreen", "clearClips");
      await waitFor("the clips to be gone", async () => !(await isKept()));
      // The first sentence is what the first sound waits for.
      await speak(text, () => waitFor("the first clip to be kept", isKept, { timeoutMs: 60_000 }));
      return speak(text);
    },
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

function utteranceOf(text: string): Utterance {
  return {
    utteranceId: crypto.randomUUID(),
    text,
    truncated: false,
    language: "en",
    voice: { voiceId: benchVoiceId, speakerId: 0 },
    rate: 1,
    volume: 1,
    whileLoading: "wait",
    isPrivate: false,
    requestedAt: Date.now(),
  };
}
