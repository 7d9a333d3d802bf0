/** @file The composition root. Every listener is registered before the first `await`; otherwise messages that arrive early are lost. */
import browser from "webextension-polyfill";
import { verifyVoice } from "../engine/index.ts";
import { listErrorReports, log, reportError, setLogging } from "../src/shared/diagnostic-log.ts";
import { publishEvents } from "../src/shared/event-port.ts";
import { lazily } from "../src/shared/lazily.ts";
import { answer, request, type Handlers } from "../src/shared/messaging.ts";
import { installPiperDebug } from "../src/shared/piper-debug.ts";
import type { Install, Narration, Passage, TextGrowth, Utterance, Voice } from "../src/shared/protocol.ts";
import {
  chosenVoice,
  defaultSettings,
  deliveryOf,
  instantVoiceId,
  isSameVoice,
  type Settings,
  type VoiceChoice,
} from "../src/shared/settings.ts";
import { createClipCache } from "./cache/clip-cache.ts";
import { createReadingPlaces } from "./cache/reading-places.ts";
import { createVoiceUsage } from "./cache/voice-usage.ts";
import { acceptFollowers } from "./follow-port.ts";
import { followSettings, loadSettingsSoon } from "./load-settings.ts";
import { logInstall } from "./log-install.ts";
import { createMediaSession } from "./media-session.ts";
import { createNarrator, idleNarration } from "./narrator.ts";
import { createPlaceKeeper } from "./place-keeper.ts";
import { planPreloads } from "./plan-preloads.ts";
import { openOutput } from "./playback/output.ts";
import { createPlayer } from "./playback/player.ts";
import { createPreloads } from "./preloads.ts";
import { createNarrationReporter } from "./narration-reporter.ts";
import { createQueue } from "./queue.ts";
import { createSleepTimer } from "./sleep-timer.ts";
import { createStatistics, noStatistics } from "./statistics.ts";
import type { SessionLimits } from "./sessions/open-sessions.ts";
import { createSessionCache } from "./sessions/session-cache.ts";
import { voiceIdOf } from "./sessions/session-key.ts";
import { threadCount } from "./sessions/thread-count.ts";
import { loadCatalogue } from "./voice/catalogue.ts";
import { createVoiceLibrary } from "./voice/library.ts";
import { openVoiceStore } from "./voice/store.ts";
import { createVoiceRemoval } from "./voice-removal.ts";
import { createVoiceResolver } from "./voice-resolver.ts";
import { watchWork } from "./watch-work.ts";

/** Set by the build, from the bytes of everything that makes the sound. It changes whenever the same text may sound different. */
declare const ENGINE_VERSION: string;

/** The sample rate of the instant voice and of most Piper voices, in hertz. */
const usualSampleRate = 22_050;

const assetsUrl = browser.runtime.getURL("");
const engineUrl = browser.runtime.getURL("engine/");
const published = publishEvents({
  narration: idleNarration,
  queue: [],
  sleepTimer: null,
  voices: [],
  installs: [],
  imports: [],
  statistics: noStatistics,
});
const player = createPlayer((sampleRate, onEvent) => openOutput(sampleRate, assetsUrl, onEvent), usualSampleRate);
// If this request fails, the next change is reported again.
const reportWork = watchWork((isBusy) => void request("background", "stayAwake", isBusy).catch(() => undefined));
const reportNarration = createNarrationReporter(published.isPopupWatching);
const followers = acceptFollowers(published.state, async () => (await ready).narrator);
const ready = start();

const handlers: Handlers<"offscreen"> = {
  speak: async (utterance) => (await ready).speak(utterance),
  prepare: async (utterance) => (await ready).narrator.prepare(utterance),
  pause: async () => (await ready).narrator.pause(),
  resume: async () => (await ready).narrator.resume(),
  pauseOrResume: async () => (await ready).narrator.pauseOrResume(),
  stop: async () => (await ready).narrator.stop(),
  jump: async (target) => (await ready).narrator.jump(target),
  enqueue: async (utterance) => (await ready).queue.add(utterance),
  removeFromQueue: async ({ utteranceId }) => (await ready).queue.remove(utteranceId),
  moveInQueue: async ({ utteranceId, index }) => (await ready).queue.move(utteranceId, index),
  readNext: async () => void (await ready).readNext(),
  clearQueue: async () => (await ready).queue.clear(),
  setSleepTimer: async (wish) => (await ready).sleepTimer.set(wish),
  configure: async (settings) => (await ready).configure(settings),
  installVoice: async ({ voiceId }) => (await ready).library.install(voiceId),
  cancelInstall: async ({ voiceId }) => (await ready).library.cancelInstall(voiceId),
  discardDownload: async ({ voiceId }) => (await ready).library.discardDownload(voiceId),
  removeVoice: async ({ voiceId }) => (await ready).removal.remove(voiceId),
  importVoice: async ({ folder, name }) => {
    reportWork(`import of ${folder}`, true);
    try {
      return await (await ready).library.importVoice(folder, name);
    } finally {
      reportWork(`import of ${folder}`, false);
    }
  },
  cancelImport: async ({ folder }) => (await ready).library.cancelImport(folder),
  renameVoice: async ({ voiceId, name }) => (await ready).library.renameVoice(voiceId, name),
  exportVoice: async ({ voiceId }) => (await ready).library.exportVoice(voiceId),
  removeAllVoices: async () => (await ready).removal.removeAll(),
  preloadVoice: async ({ voiceId }) => {
    const { preloads, resolver } = await ready;
    await resolver.installed({ voiceId, speakerId: 0 });
    preloads.ask(voiceId);
  },
  closeSession: async ({ voiceId }) => {
    const { sessions } = await ready;
    for (const { key } of sessions.list()) if (voiceIdOf(key) === voiceId) sessions.close(key);
  },
  closeSessions: async () => (await ready).sessions.closeAll(),
  clearClips: async () => (await ready).clips.clear(),
  clearEverything: async () => {
    const { narrator, queue, sleepTimer, preloads, sessions, clips, usage, places, library } = await ready;
    narrator.stop();
    queue.clear();
    sleepTimer.set(null);
    preloads.want([]);
    const outcomes = await Promise.allSettled([clips.clear(), usage.clear(), places.clear(), library.removeAll()]);
    sessions.closeAll();
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  },
  getDiagnostics: () => ({
    engineVersion: ENGINE_VERSION,
    isolated: crossOriginIsolated,
    threads: threadCount(),
    underrunMs: player.underrunMs(),
    errorReports: listErrorReports(),
  }),
};
answer("offscreen", handlers);
installPiperDebug({ ...handlers, state: async () => published.state() });

/** Does not reject: if the disk, the list of voices or the settings cannot be read now, they are read again when they are next needed. */
async function start() {
  const settings = await loadSettingsSoon();
  setLogging(settings?.logging ?? defaultSettings.logging);
  followers.configure(settings ?? defaultSettings);
  const sessions = createSessionCache(sessionLimits(settings ?? defaultSettings), () => statistics.changed());
  const usage = createVoiceUsage();
  const catalogue = lazily(() => loadCatalogue(assetsUrl));
  const store = openVoiceStore();
  const clips = createClipCache(() => statistics.changed());
  const library = createVoiceLibrary(
    catalogue,
    store,
    (model, speakerCount, signal, onProgress) => verifyVoice(model, { assetsUrl: engineUrl, speakerCount, signal, onProgress }),
    publishInstall,
    (imports) => published.publish({ type: "importsChanged", imports }),
    () => void publishVoices(),
  );
  const removal = createVoiceRemoval(library, sessions, (voiceIds) => request("background", "forgetVoices", { voiceIds }));
  const statistics = createStatistics(
    sessions,
    clips,
    () => library.diskUse(),
    (latest) => published.publish({ type: "statisticsChanged", statistics: latest }),
  );
  const resolver = createVoiceResolver(store, sessions, engineUrl, ENGINE_VERSION, library.markDamaged);
  const preloads = createPreloads(
    async ({ voiceId, spare }, signal) => (await resolver.installed({ voiceId, speakerId: 0 })).openAhead(spare, signal),
    (thrown) => reportError("session", thrown),
  );
  const systemPlayer = createMediaSession({
    pause: () => narrator.pause(),
    resume: () => narrator.resume(),
    stop: () => narrator.stop(),
    jump: (target) => narrator.jump(target),
  });
  const narrationChanged = (narration: Narration): void => {
    published.publish({ type: "narrationChanged", narration });
    followers.tell();
    placeKeeper.narrated(narration);
    sleepTimer.narrated(narration);
    if (narration.error) log({ event: "error", where: "narrator", code: narration.error.code });
    if (narration.status === "idle" || narration.status === "paused") preloads.release();
    else preloads.hold(readingVoiceId);
    reportWork("narration", narration.status !== "idle");
    reportNarration(narration, readTabId);
    systemPlayer.show(narration, isReadPrivately);
  };
  const places = createReadingPlaces();
  const placeKeeper = createPlaceKeeper(places);
  /** A page may grow without end. So it is read on only while no other text waits, and while this one is not to be the last. */
  const readMore = async ({ utteranceId, source }: Utterance, length: number): Promise<TextGrowth | null> => {
    const { queue: waiting, sleepTimer: timer } = published.state();
    if (waiting.length > 0 || timer?.after === "text") return null;
    return request("background", "readMore", { utteranceId, source, length });
  };
  const narrator = createNarrator(resolver, clips, player, {
    onChange: narrationChanged,
    onBegin: placeKeeper.begin,
    onNearEnd: readMore,
    onEnd() {
      placeKeeper.ended();
      return !sleepTimer.textEnded() && readNext();
    },
  });
  const sleepTimer = createSleepTimer({
    onChange: (timer) => published.publish({ type: "sleepTimerChanged", sleepTimer: timer }),
    fade: narrator.fade,
    pause: narrator.pause,
  });
  const queue = createQueue((texts) => {
    published.publish({ type: "queueChanged", queue: texts });
    // Where the document ends with the background, the texts would be lost.
    reportWork("queue", texts.length > 0);
  });

  let readingVoiceId = instantVoiceId;
  let readTabId: number | null = null;
  let isReadPrivately = false;
  const speak = (utterance: Utterance): void => {
    void findIfUnknown();
    readTabId = utterance.source.tabId;
    isReadPrivately = utterance.isPrivate;
    const voiceIds = new Set(utterance.passages.map(({ voice }) => voice.voiceId));
    readingVoiceId = utterance.passages[0]?.voice.voiceId ?? instantVoiceId;
    narrator.speak(utterance);
    for (const voiceId of voiceIds) if (!utterance.isPrivate && voiceId !== instantVoiceId) void usage.count(voiceId);
  };

  /** Returns false if the queue is empty. */
  const readNext = (): boolean => {
    const next = queue.takeNext();
    if (!next) return false;
    speak({ ...next, requestedAt: Date.now() });
    // Without it nothing is shown in the page, and the text is heard all the same.
    request("background", "follow", next.source).catch(() => undefined);
    return true;
  };

  let listings = 0;
  const publishVoices = async (): Promise<void> => {
    const listing = ++listings;
    statistics.voicesChanged();
    const voices = await library.list();
    // A newer listing has started, so this one may be out of date.
    if (listing !== listings) return;
    published.publish({ type: "voicesChanged", voices });
    followers.tell();
    reportInstalledVoices(voices);
  };

  const { configure, findIfUnknown } = followSettings(settings, async (changed, before) => {
    setLogging(changed.logging);
    followers.configure(changed);
    narrator.adjust(changed);
    // A voice that was requested only for this utterance (a trial) stays.
    const choose = ({ language, voice }: Passage): VoiceChoice =>
      isSameVoice(voice, chosenVoice(language, before)) ? chosenVoice(language, changed) : voice;
    narrator.chooseVoices(choose);
    queue.update((utterance) => ({
      ...utterance,
      ...deliveryOf(changed),
      whileLoading: changed.whileLoading,
      passages: utterance.passages.map((passage) => ({ ...passage, voice: choose(passage) })),
    }));
    sessions.limit(sessionLimits(changed));
    if (changed.preload !== before.preload || JSON.stringify(changed.voices) !== JSON.stringify(before.voices)) startPreloads(changed);
    await clips.configure(changed);
  });
  const startPreloads = (wishes: Settings): void =>
    void planPreloads(wishes, usage, store).then(preloads.want, (thrown: unknown) => reportError("voices", thrown));

  void publishVoices();
  if (settings) {
    startPreloads(settings);
    void clips.configure(settings);
  } else void findIfUnknown();
  return { speak, readNext, queue, sleepTimer, narrator, library, removal, sessions, clips, usage, places, preloads, resolver, configure };
}

function sessionLimits({ sessionBudgetBytes, closeIdleAfterMinutes }: Settings): SessionLimits {
  return { budgetBytes: sessionBudgetBytes, idleMs: closeIdleAfterMinutes * 60_000 };
}

function publishInstall(install: Install): void {
  reportWork(`install of ${install.voiceId}`, install.status === "downloading" || install.status === "verifying");
  published.publish({ type: "installProgressed", install });
  logInstall(install);
}

/** The background may be waiting for one of these voices, to choose it. If the request fails, the next listing sends them again. */
function reportInstalledVoices(voices: Voice[]): void {
  const voiceIds = voices.filter(({ installed }) => installed).map(({ voiceId }) => voiceId);
  request("background", "voicesInstalled", { voiceIds }).catch(() => undefined);
}
