/**
 * @file The composition root: which parts there are, and who is told of what. Every listener is registered before the first `await`; otherwise
 * messages that arrive early are lost.
 */
import browser from "webextension-polyfill";
import { verifyVoice } from "../engine/index.ts";
import { listErrorReports, log, reportError, setLogging } from "../src/shared/diagnostic-log.ts";
import { publishEvents } from "../src/shared/event-port.ts";
import { lazily } from "../src/shared/lazily.ts";
import { answer, request, type Handlers } from "../src/shared/messaging.ts";
import { installPiperDebug } from "../src/shared/piper-debug.ts";
import type { Install, Narration, TextGrowth, Utterance, Voice } from "../src/shared/protocol.ts";
import { defaultSettings, type Settings } from "../src/shared/settings.ts";
import { applySettings, sessionLimits } from "./apply-settings.ts";
import { createClipCache } from "./cache/clip-cache.ts";
import { createReadingPlaces } from "./cache/reading-places.ts";
import { createVoiceUsage } from "./cache/voice-usage.ts";
import { createDrafts } from "./drafts.ts";
import { acceptFollowers } from "./follow-port.ts";
import { createExports } from "./export/exports.ts";
import { openJobStore } from "./export/job-store.ts";
import { openSound } from "./export/sound-worker.ts";
import { createHandlers, type Parts } from "./handlers.ts";
import { followSettings, loadSettingsSoon } from "./load-settings.ts";
import { logInstall } from "./log-install.ts";
import { createFormulaSpeech } from "./maths/formula-speech.ts";
import { createMediaSession } from "./media-session.ts";
import { createNarrationReporter } from "./narration-reporter.ts";
import { createNarrator, idleNarration } from "./narrator.ts";
import { createPlaceKeeper } from "./place-keeper.ts";
import { planPreloads } from "./plan-preloads.ts";
import { openOutput } from "./playback/output.ts";
import { createPlayer } from "./playback/player.ts";
import { createPreloads } from "./preloads.ts";
import { createQueue } from "./queue.ts";
import { createReader } from "./reader.ts";
import { saySentences } from "./say-sentences.ts";
import { createSessionCache } from "./sessions/session-cache.ts";
import { threadCount } from "./sessions/thread-count.ts";
import { createSleepTimer } from "./sleep-timer.ts";
import { createSpareTime } from "./spare-time.ts";
import { createStatistics, noStatistics } from "./statistics.ts";
import { createDictionary } from "./text/spoken/dictionary.ts";
import { loadCatalogue } from "./voice/catalogue.ts";
import { createVoiceLibrary } from "./voice/library.ts";
import { openVoiceStore } from "./voice/store.ts";
import { createVoiceLister } from "./voice-lister.ts";
import { createVoiceRemoval } from "./voice-removal.ts";
import { createVoiceResolver } from "./voice-resolver.ts";
import { watchWork } from "./watch-work.ts";

/** Set by the build, from the bytes of everything that makes the sound. It changes whenever the same text may sound different. */
declare const ENGINE_VERSION: string;

/** Other work than reading is done while so much sound waits, in seconds: more than a sentence takes to make. */
const spareAboveSeconds = 10;

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
  exports: [],
  draft: null,
  statistics: noStatistics,
});
const player = createPlayer((sampleRate, onEvent) => openOutput(sampleRate, assetsUrl, onEvent), usualSampleRate);
// If this request fails, the next change is reported again.
const reportWork = watchWork((isBusy) => void request("background", "stayAwake", isBusy).catch(() => undefined));
const reportNarration = createNarrationReporter(published.isPopupWatching);
const followers = acceptFollowers(published.state, async () => (await ready).narrator);
const ready = start();
const handlers: Handlers<"offscreen"> = {
  ...createHandlers(ready, reportWork),
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
async function start(): Promise<Parts> {
  const known = await loadSettingsSoon();
  setLogging((known ?? defaultSettings).logging);
  followers.configure(known ?? defaultSettings);

  // What is kept.
  const sessions = createSessionCache(sessionLimits(known ?? defaultSettings), () => statistics.changed());
  const usage = createVoiceUsage();
  const clips = createClipCache(() => statistics.changed());
  const places = createReadingPlaces();
  const store = openVoiceStore();
  const library = createVoiceLibrary(
    lazily(() => loadCatalogue(assetsUrl)),
    store,
    (model, speakerCount, signal, onProgress) => verifyVoice(model, { assetsUrl: engineUrl, speakerCount, signal, onProgress }),
    installProgressed,
    (imports) => published.publish({ type: "importsChanged", imports }),
    () => voicesChanged(),
  );
  const removal = createVoiceRemoval(library, sessions, (voiceIds) => request("background", "forgetVoices", { voiceIds }));
  const statistics = createStatistics(
    sessions,
    clips,
    () => library.diskUse(),
    (latest) => published.publish({ type: "statisticsChanged", statistics: latest }),
  );
  const listVoices = createVoiceLister(library.list, voicesListed);
  const voicesChanged = (): void => {
    statistics.voicesChanged();
    void listVoices();
  };

  // What speaks.
  const dictionary = createDictionary();
  dictionary.configure((known ?? defaultSettings).pronunciations, (known ?? defaultSettings).mendsFaults);
  const formulas = createFormulaSpeech(() => new Worker(`${assetsUrl}offscreen/maths-worker.js`));
  const resolver = createVoiceResolver(store, sessions, engineUrl, ENGINE_VERSION, dictionary, formulas.say, library.markDamaged);
  const preloads = createPreloads(
    async ({ voiceId, spare }, signal) => (await resolver.installed({ voiceId, speakerId: 0 })).openAhead(spare, signal),
    (thrown) => reportError("session", thrown),
  );
  const preload = (wishes: Settings): void =>
    void planPreloads(wishes, usage, store).then(preloads.want, (thrown: unknown) => reportError("voices", thrown));

  // What reads.
  const placeKeeper = createPlaceKeeper(places);
  const ownPages = browser.runtime.getURL("");
  /**
   * A page may grow without end. So it is read on only while no other text waits, and while this one is not to be the last. A document of the
   * extension's own pages has an end.
   */
  const readMore = async ({ utteranceId, source, address }: Utterance, length: number): Promise<TextGrowth | "coming" | null> => {
    const { queue: waiting, sleepTimer: timer } = published.state();
    if (!address.startsWith(ownPages) && (waiting.length > 0 || timer?.after === "text")) return null;
    return request("background", "readMore", { utteranceId, source, length });
  };
  const narrator = createNarrator(resolver, clips, player, {
    onChange: (narration) => narrationChanged(narration),
    onBegin(utterance) {
      void settings.findIfUnknown();
      return placeKeeper.begin(utterance);
    },
    onNearEnd: readMore,
    onEnd() {
      placeKeeper.ended();
      return !sleepTimer.textEnded() && reader.readNext();
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
  const reader = createReader(narrator, queue, usage, (source) => {
    // Without it nothing is shown in the page, and the text is heard all the same.
    request("background", "follow", source).catch(() => undefined);
  });
  const spareTime = createSpareTime(() => {
    const { status } = published.state().narration;
    return status === "idle" || status === "paused" || (status === "speaking" && player.waitingSeconds() > spareAboveSeconds);
  });
  const exports = createExports({
    store: openJobStore(),
    engineVersion: ENGINE_VERSION,
    say: (utterance, from, signal) => saySentences(utterance, from, { resolver, clips: clips.forUtterance(utterance), spareTime }, signal),
    openSound: (exportId, format, signal) => openSound(`${assetsUrl}offscreen/export-worker.js`, exportId, format, signal),
    onChange(listed) {
      published.publish({ type: "exportsChanged", exports: listed });
      reportWork(
        "export",
        listed.some(({ status }) => status === "waiting" || status === "making" || status === "packing"),
      );
    },
  });
  const systemPlayer = createMediaSession(narrator);
  const narrationChanged = (narration: Narration): void => {
    const { voiceId, tabId, isPrivate } = reader.latest();
    published.publish({ type: "narrationChanged", narration });
    spareTime.look();
    followers.tell();
    placeKeeper.narrated(narration);
    sleepTimer.narrated(narration);
    if (narration.error) log({ event: "error", where: "narrator", code: narration.error.code });
    if (narration.status === "idle" || narration.status === "paused") preloads.release();
    else preloads.hold(voiceId);
    reportWork("narration", narration.status !== "idle");
    reportNarration(narration, tabId);
    systemPlayer.show(narration, isPrivate);
  };

  const settings = followSettings(known, (changed, before) =>
    applySettings(changed, before, { followers, narrator, queue, dictionary, sessions, clips, preload }),
  );
  voicesChanged();
  if (known) {
    preload(known);
    void clips.configure(known);
  } else void settings.findIfUnknown();
  const drafts = createDrafts(
    () => published.state().narration,
    (draft) => published.publish({ type: "draftChanged", draft }),
  );
  return {
    drafts,
    narrator,
    reader,
    queue,
    sleepTimer,
    settings,
    library,
    removal,
    resolver,
    preloads,
    sessions,
    clips,
    usage,
    places,
    exports,
  };
}

function installProgressed(install: Install): void {
  reportWork(`install of ${install.voiceId}`, install.status === "downloading" || install.status === "verifying");
  published.publish({ type: "installProgressed", install });
  logInstall(install);
}

function voicesListed(voices: Voice[]): void {
  published.publish({ type: "voicesChanged", voices });
  followers.tell();
  // The background may be waiting for one of these voices, to choose it. If the request fails, the next listing sends them again.
  const voiceIds = voices.filter(({ installed }) => installed).map(({ voiceId }) => voiceId);
  request("background", "voicesInstalled", { voiceIds }).catch(() => undefined);
}
