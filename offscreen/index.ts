/** @file The composition root. Every listener is registered before the first await: messages that arrive earlier are lost otherwise. */
import browser from "webextension-polyfill";
import { listTroubles, log, setLogging } from "../src/shared/diagnostic-log.ts";
import { toWireError } from "../src/shared/errors.ts";
import { publishEvents } from "../src/shared/event-port.ts";
import { answer, request, type Handlers } from "../src/shared/messaging.ts";
import { installPiperDebug } from "../src/shared/piper-debug.ts";
import type { Install, Narration, Utterance, Voice } from "../src/shared/protocol.ts";
import { chosenVoice, defaultSettings, instantVoiceId, isSameVoice, type Settings } from "../src/shared/settings.ts";
import { openClipCache } from "./cache/clip-cache.ts";
import { createVoiceUsage } from "./cache/voice-usage.ts";
import { createNarrator, idleNarration } from "./narrator.ts";
import { openOutput } from "./playback/output.ts";
import { createPlayer } from "./playback/player.ts";
import { createPreloads } from "./preloads.ts";
import { createStatistics, noStatistics } from "./statistics.ts";
import { createSessionCache, type SessionLimits } from "./synthesis/session-cache.ts";
import { verifyVoice } from "./synthesis/verify-voice.ts";
import { loadCatalogue } from "./voice/catalogue.ts";
import { createVoiceLibrary } from "./voice/library.ts";
import { openVoiceStore } from "./voice/store.ts";
import { createVoicings, threadCount, voiceIdOf } from "./voicing.ts";
import { watchWork } from "./work-under-way.ts";

/** Set by the build: changes whenever the same text may sound different. */
declare const ENGINE_VERSION: string;

/** Hertz: what the instant voice and most Piper voices speak at. */
const usualSampleRate = 22_050;
/** How many voices the `mostUsed` strategy opens beforehand. */
const mostUsedCount = 2;

const assetsUrl = browser.runtime.getURL("");
const published = publishEvents({ narration: idleNarration, voices: [], installs: [], statistics: noStatistics });
const player = createPlayer((sampleRate, onEvent) => openOutput(sampleRate, assetsUrl, onEvent), usualSampleRate);
// Whoever keeps this document alive is told on the next occasion if not now.
const tellWork = watchWork((isBusy) => void request("background", "stayAwake", isBusy).catch(() => undefined));
const ready = start();

const handlers: Handlers<"offscreen"> = {
  speak: async (utterance) => (await ready).speak(utterance),
  prepare: async (utterance) => (await ready).narrator.prepare(utterance),
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
  importVoice: async ({ folder, name }) => {
    tellWork(`import of ${folder}`, true);
    try {
      return await (await ready).library.importVoice(folder, name);
    } finally {
      tellWork(`import of ${folder}`, false);
    }
  },
  exportVoice: async ({ voiceId }) => (await ready).library.exportVoice(voiceId),
  removeAllVoices: async () => {
    const { library, sessions } = await ready;
    sessions.closeAll();
    await library.removeAll();
  },
  preloadVoice: async ({ voiceId }) => {
    const { preloads, voicings } = await ready;
    await voicings.installed({ voiceId, speakerId: 0 });
    preloads.ask(voiceId);
  },
  closeSession: async ({ voiceId }) => {
    const { sessions } = await ready;
    for (const { key } of sessions.list()) if (voiceIdOf(key) === voiceId) sessions.close(key);
  },
  closeSessions: async () => (await ready).sessions.closeAll(),
  clearClips: async () => (await ready).clips.clear(),
  clearEverything: async () => {
    const { narrator, preloads, sessions, clips, usage, library } = await ready;
    narrator.stop();
    preloads.want([]);
    sessions.closeAll();
    await Promise.all([clips.clear(), usage.clear(), library.removeAll()]);
  },
  getDiagnostics: () => ({
    engineVersion: ENGINE_VERSION,
    isolated: crossOriginIsolated,
    threads: threadCount(),
    underrunMs: player.underrunMs(),
    troubles: listTroubles(),
  }),
};
answer("offscreen", handlers);
installPiperDebug({ ...handlers, state: async () => published.state() });

async function start() {
  const settings = await loadSettings();
  setLogging(settings.logging);
  const sessions = createSessionCache(sessionLimits(settings), () => statistics.changed());
  const usage = createVoiceUsage();
  const [catalogue, store, clips] = await Promise.all([
    loadCatalogue(assetsUrl),
    openVoiceStore((model) => verifyVoice(model, assetsUrl)),
    openClipCache(settings, () => statistics.changed()),
  ]);
  const library = createVoiceLibrary(catalogue, store, tellInstall, () => void tellVoices());
  const statistics = createStatistics(sessions, clips, () => library.diskUse(), (latest) =>
    published.publish({ type: "statisticsChanged", statistics: latest }),
  );
  const voicings = createVoicings(store, sessions, assetsUrl, ENGINE_VERSION, (voiceId) => void library.forgetDamaged(voiceId));
  const preloads = createPreloads(
    async ({ voiceId, spare }, signal) => (await voicings.installed({ voiceId, speakerId: 0 })).openAhead(spare, signal),
    (thrown) => log({ event: "trouble", where: "session", code: toWireError(thrown).code }),
  );
  const narrator = createNarrator(voicings, clips, player, (narration) => {
    published.publish({ type: "narrationChanged", narration });
    if (narration.error) log({ event: "trouble", where: "narrator", code: narration.error.code });
    if (narration.status === "idle" || narration.status === "paused") preloads.release();
    else preloads.hold(reader);
    tellWork("narration", narration.status !== "idle");
    showNarration(narration, readTabId);
  });

  let reader = instantVoiceId;
  let readTabId: number | null = null;
  const speak = (utterance: Utterance): void => {
    readTabId = utterance.tabId;
    const voiceIds = new Set(utterance.passages.map(({ voice }) => voice.voiceId));
    reader = utterance.passages[0]?.voice.voiceId ?? instantVoiceId;
    narrator.speak(utterance);
    for (const voiceId of voiceIds) if (!utterance.isPrivate && voiceId !== instantVoiceId) void usage.count(voiceId);
  };

  const tellVoices = async (): Promise<void> => {
    const voices = await library.list();
    published.publish({ type: "voicesChanged", voices });
    tellInstalled(voices);
    statistics.voicesChanged();
  };

  const planPreloads = async ({ preload, voices }: Settings): Promise<void> => {
    if (preload === "none") return preloads.want([]);
    const used = await usage.mostUsed();
    const installed = new Set((await store.list()).map(({ voiceId }) => voiceId));
    const chosen = new Set(Object.values(voices).map(({ voiceId }) => voiceId));
    const wanted = preload === "chosen" ? [...used.filter((voiceId) => chosen.has(voiceId)), ...chosen] : used;
    const candidates = [...new Set(wanted)].filter((voiceId) => installed.has(voiceId));
    preloads.want(preload === "mostUsed" ? candidates.slice(0, mostUsedCount) : candidates);
  };

  let current = settings;
  const configure = async (changed: Settings): Promise<void> => {
    const before = current;
    current = changed;
    setLogging(changed.logging);
    narrator.adjust(changed);
    // A voice that was asked for by itself, to be tried, stays.
    narrator.chooseVoices(({ language, voice }) => (isSameVoice(voice, chosenVoice(language, before)) ? chosenVoice(language, changed) : voice));
    sessions.limit(sessionLimits(changed));
    if (changed.preload !== before.preload || JSON.stringify(changed.voices) !== JSON.stringify(before.voices)) void planPreloads(changed);
    await clips.configure(changed);
  };

  void tellVoices();
  void planPreloads(settings);
  return { speak, narrator, library, sessions, clips, usage, preloads, voicings, configure };
}

/** The settings are the background's, which is awake: it made this document. */
async function loadSettings(): Promise<Settings> {
  const ask = (): Promise<Settings> => request("background", "getSettings");
  return ask().catch(ask).catch(() => defaultSettings);
}

function sessionLimits({ sessionBudgetBytes, closeIdleAfterMinutes }: Settings): SessionLimits {
  return { budgetBytes: sessionBudgetBytes, idleMs: closeIdleAfterMinutes * 60_000 };
}

function tellInstall(install: Install): void {
  const { voiceId, status, loadedBytes, totalBytes, error } = install;
  tellWork(`install of ${voiceId}`, status === "downloading" || status === "verifying");
  published.publish({ type: "installProgressed", install });
  if (status === "failed" && error) log({ event: "trouble", where: "install", code: error.code });
  log({
    event: "model progress",
    voice: voiceId,
    percent: Math.floor((100 * loadedBytes) / totalBytes),
    loadedMB: Math.round(loadedBytes / 1e5) / 10,
    totalMB: Math.round(totalBytes / 1e5) / 10,
  });
}

/** A person may wait for one of them to be chosen; what does not reach the background is told again with the next voices. */
function tellInstalled(voices: Voice[]): void {
  const voiceIds = voices.filter(({ installed }) => installed).map(({ voiceId }) => voiceId);
  request("background", "voicesInstalled", { voiceIds }).catch(() => undefined);
}

let shownStatus: Narration["status"] | undefined;
let toldError: Narration["error"] = null;
/**
 * The toolbar and the pages are the background's; a status that did not reach it is followed by the next one. A failure is told once, and
 * not where the popup shows it already.
 */
function showNarration({ status, error }: Narration, tabId: number | null): void {
  const isNews = error !== null && error !== toldError;
  toldError = error;
  const failure = isNews && tabId !== null && !published.isPopupWatching() ? { tabId, code: error.code } : null;
  if (status === shownStatus && !failure) return;
  shownStatus = status;
  request("background", "showNarration", { status, failure }).catch(() => (shownStatus = undefined));
}
