/** @file The composition root. Every listener is registered before the first await: messages that arrive earlier are lost otherwise. */
import browser from "webextension-polyfill";
import { publishEvents } from "../src/shared/event-port.ts";
import { answer, request } from "../src/shared/messaging.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import type { CacheStatistics } from "../src/shared/protocol.ts";
import { openClipCache } from "./cache/clip-cache.ts";
import { createNarrator, idleNarration } from "./narrator.ts";
import { createPlayer } from "./playback/player.ts";
import { createSessionCache } from "./synthesis/session-cache.ts";
import { loadCatalogue } from "./voice/catalogue.ts";
import { createVoiceLibrary } from "./voice/library.ts";
import { openVoiceStore } from "./voice/store.ts";
import { createVoicings } from "./voicing.ts";

/** Set by the build: changes whenever the same text may sound different. */
declare const ENGINE_VERSION: string;

const clipLimitBytes = 200e6;
/** Two medium voices with their phonemizers. */
const sessionBudgetBytes = 900e6;
/** Hertz: what the instant voice and most Piper voices speak at. */
const usualSampleRate = 22_050;
const statisticsIntervalMs = 250;

const assetsUrl = browser.runtime.getURL("");
const noStatistics: CacheStatistics = {
  sessions: [],
  clips: { count: 0, sizeBytes: 0, durationSeconds: 0, hits: 0, misses: 0 },
  models: { count: 0, sizeBytes: 0 },
};

const publish = publishEvents({ narration: idleNarration, voices: [], installs: [], statistics: noStatistics });
const ready = start();

answer("offscreen", {
  speak: async (utterance) => (await ready).narrator.speak(utterance),
  pause: async () => (await ready).narrator.pause(),
  resume: async () => (await ready).narrator.resume(),
  pauseOrResume: async () => (await ready).narrator.pauseOrResume(),
  stop: async () => (await ready).narrator.stop(),
  configure: async (settings) => (await ready).configure(settings),
  installVoice: async ({ voiceId }) => (await ready).library.install(voiceId),
  cancelInstall: async ({ voiceId }) => (await ready).library.cancelInstall(voiceId),
  removeVoice: async ({ voiceId }) => {
    const { library, sessions } = await ready;
    sessions.close(voiceId);
    await library.remove(voiceId);
  },
  importVoice: async ({ folder, name }) => (await ready).library.importVoice(folder, name),
  exportVoice: async ({ voiceId }) => (await ready).library.exportVoice(voiceId),
  removeAllVoices: async () => {
    const { library, sessions } = await ready;
    sessions.closeAll();
    await library.removeAll();
  },
  preloadVoice: async ({ voiceId }) => (await ready).preload(voiceId),
  closeSession: async ({ voiceId }) => (await ready).sessions.close(voiceId),
  closeSessions: async () => (await ready).sessions.closeAll(),
  clearClips: async () => (await ready).clips.clear(),
});

async function start() {
  let telling: ReturnType<typeof setTimeout> | undefined;
  const player = createPlayer(assetsUrl, usualSampleRate);
  const sessions = createSessionCache(sessionBudgetBytes, () => tellStatistics());
  const [catalogue, store, clips] = await Promise.all([
    loadCatalogue(assetsUrl),
    openVoiceStore(),
    openClipCache(clipLimitBytes, () => tellStatistics()),
  ]);
  const library = createVoiceLibrary(
    catalogue,
    store,
    (install) => publish({ type: "installProgressed", install }),
    () => void tellVoices(),
  );
  const voicings = createVoicings(store, sessions, assetsUrl, ENGINE_VERSION);
  const narrator = createNarrator(voicings, clips, player, (narration) => {
    publish({ type: "narrationChanged", narration });
    showStatus(narration.status);
  });

  const tellVoices = async (): Promise<void> => {
    publish({ type: "voicesChanged", voices: await library.list() });
    tellStatistics();
  };

  /** Caches change in bursts; whoever watches hears of it a few times a second. */
  function tellStatistics(): void {
    telling ??= setTimeout(async () => {
      telling = undefined;
      const statistics: CacheStatistics = {
        sessions: sessions.list().map(({ key, memoryBytes }) => ({ voiceId: key.split(" ")[0] ?? instantVoiceId, memoryBytes })),
        clips: clips.statistics(),
        models: await library.diskUse(),
      };
      publish({ type: "statisticsChanged", statistics });
    }, statisticsIntervalMs);
  }

  void tellVoices();
  return { narrator, library, sessions, clips };
}

let shownStatus: string | undefined;
/** The toolbar is the background's; a status that did not reach it is followed by the next one. */
function showStatus(status: typeof idleNarration.status): void {
  if (status === shownStatus) return;
  shownStatus = status;
  request("background", "showNarration", { status }).catch(() => (shownStatus = undefined));
}
