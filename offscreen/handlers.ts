import type { Handlers } from "../src/shared/messaging.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import type { ClipCache } from "./cache/clip-cache.ts";
import type { ReadingPlaces } from "./cache/reading-places.ts";
import type { VoiceUsage } from "./cache/voice-usage.ts";
import type { Drafts } from "./drafts.ts";
import { chapterEach } from "./export/chapter-each.ts";
import type { Exports } from "./export/exports.ts";
import type { FollowedSettings } from "./load-settings.ts";
import type { Narrator } from "./narrator.ts";
import type { Preloads } from "./preloads.ts";
import type { ReadingQueue } from "./queue.ts";
import type { Reader } from "./reader.ts";
import type { SessionCache } from "./sessions/session-cache.ts";
import { voiceIdOf } from "./sessions/session-key.ts";
import type { SleepTimerControl } from "./sleep-timer.ts";
import { isAudible } from "./text/is-audible.ts";
import { splitSentences } from "./text/split-sentences.ts";
import type { VoiceLibrary } from "./voice/library.ts";
import type { VoiceRemoval } from "./voice-removal.ts";
import type { VoiceResolver } from "./voice-resolver.ts";
import type { ReportWork } from "./watch-work.ts";

/** Examples are short. In UTF-16 units. */
const maxExampleLength = 2_000;

/** The parts that answer requests. */
export interface Parts {
  drafts: Drafts;
  narrator: Narrator;
  reader: Reader;
  queue: ReadingQueue;
  sleepTimer: SleepTimerControl;
  settings: FollowedSettings;
  library: VoiceLibrary;
  removal: VoiceRemoval;
  resolver: VoiceResolver;
  preloads: Preloads;
  sessions: SessionCache;
  clips: ClipCache;
  usage: VoiceUsage;
  places: ReadingPlaces;
  exports: Exports;
}

/** Says which part answers which request. A request that comes before the parts are there waits for them. */
export function createHandlers(ready: Promise<Parts>, reportWork: ReportWork): Omit<Handlers<"offscreen">, "getDiagnostics"> {
  return {
    async sayInWords({ text, language, saying }) {
      const voice = (await ready).resolver.instant(language);
      const sentences = [...splitSentences(text.slice(0, maxExampleLength), language)];
      const forms = await Promise.all(sentences.map((sentence) => voice.spokenForm({ text: sentence.text, saying })));
      return forms.map((form) => form.text.trim()).filter(isAudible);
    },
    speak: async (utterance) => (await ready).reader.speak(utterance),
    prepare: async (utterance) => (await ready).narrator.prepare(utterance),
    pause: async () => (await ready).narrator.pause(),
    resume: async () => (await ready).narrator.resume(),
    pauseOrResume: async () => (await ready).narrator.pauseOrResume(),
    stop: async () => (await ready).narrator.stop(),
    jump: async (target) => (await ready).narrator.jump(target),
    grow: async () => (await ready).narrator.grow(),
    enqueue: async (utterance) => (await ready).queue.add(utterance),
    removeFromQueue: async ({ utteranceId }) => (await ready).queue.remove(utteranceId),
    moveInQueue: async ({ utteranceId, index }) => (await ready).queue.move(utteranceId, index),
    readNext: async () => void (await ready).reader.readNext(),
    clearQueue: async () => (await ready).queue.clear(),
    exportText: async ({ utterance, ...wish }) => (await ready).exports.start(chapterEach([utterance]), wish),
    exportBook: async ({ book, parts, ...wish }) => (await ready).exports.start(parts, wish, book),
    async exportQueue({ title, ...wish }) {
      const { queue, exports } = await ready;
      await exports.start(chapterEach(queue.list()), wish, { title });
    },
    pauseExport: async ({ exportId }) => (await ready).exports.pause(exportId),
    resumeExport: async ({ exportId }) => (await ready).exports.resume(exportId),
    removeExport: async ({ exportId }) => (await ready).exports.remove(exportId),
    saveExport: async ({ exportId }) => (await ready).exports.save(exportId),
    setSleepTimer: async (wish) => (await ready).sleepTimer.set(wish),
    draftPronunciation: async ({ word }) => (await ready).drafts.keep(word),
    dropDraft: async () => (await ready).drafts.drop(),
    async checkPhonemes({ phonemes, language, voice }) {
      const { resolver } = await ready;
      const handle = voice.voiceId === instantVoiceId ? resolver.instant(language) : await resolver.installed(voice);
      return (await handle.open()).unknownSymbols(phonemes);
    },
    configure: async (settings) => (await ready).settings.configure(settings),
    installVoice: async ({ voiceId }) => (await ready).library.install(voiceId),
    cancelInstall: async ({ voiceId }) => (await ready).library.cancelInstall(voiceId),
    discardDownload: async ({ voiceId }) => (await ready).library.discardDownload(voiceId),
    removeVoice: async ({ voiceId }) => (await ready).removal.remove(voiceId),
    removeAllVoices: async () => (await ready).removal.removeAll(),
    async importVoice({ folder, name }) {
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
    async preloadVoice({ voiceId }) {
      const { preloads, resolver } = await ready;
      await resolver.installed({ voiceId, speakerId: 0 });
      preloads.ask(voiceId);
    },
    async closeSession({ voiceId }) {
      const { sessions } = await ready;
      for (const { key } of sessions.list()) if (voiceIdOf(key) === voiceId) sessions.close(key);
    },
    closeSessions: async () => (await ready).sessions.closeAll(),
    clearClips: async () => (await ready).clips.clear(),
    clearEverything: async () => clearEverything(await ready),
  };
}

/** Ends what is read and forgets what is kept. Rejects if a part of it could not be deleted; the others are deleted all the same. */
async function clearEverything({
  narrator,
  queue,
  sleepTimer,
  preloads,
  sessions,
  clips,
  usage,
  places,
  library,
  exports,
}: Parts): Promise<void> {
  narrator.stop();
  queue.clear();
  sleepTimer.set(null);
  preloads.want([]);
  const outcomes = await Promise.allSettled([clips.clear(), usage.clear(), places.clear(), exports.clear(), library.removeAll()]);
  sessions.closeAll();
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}
