import { setLogging } from "../src/shared/diagnostic-log.ts";
import type { Passage } from "../src/shared/protocol.ts";
import { chosenVoice, deliveryOf, isSameVoice, quoteVoice, type Settings, type VoiceChoice } from "../src/shared/settings.ts";
import type { ClipCache } from "./cache/clip-cache.ts";
import type { Followers } from "./follow-port.ts";
import type { Narrator } from "./narrator.ts";
import type { ReadingQueue } from "./queue.ts";
import type { SessionLimits } from "./sessions/open-sessions.ts";
import type { SessionCache } from "./sessions/session-cache.ts";
import type { Dictionary } from "./text/spoken/dictionary.ts";

/** The parts that act on settings. */
interface Parts {
  followers: Pick<Followers, "configure">;
  narrator: Pick<Narrator, "adjust" | "chooseVoices" | "sayAnew">;
  queue: Pick<ReadingQueue, "update">;
  dictionary: Pick<Dictionary, "configure">;
  sessions: Pick<SessionCache, "limit">;
  clips: Pick<ClipCache, "configure">;
  /** Opens the voices that these settings want open. */
  preload(settings: Settings): void;
}

/** Applies a change of the settings to what is being read, to what waits, and to what is kept. */
export async function applySettings(changed: Settings, before: Settings, parts: Parts): Promise<void> {
  const { followers, narrator, queue, dictionary, sessions, clips, preload } = parts;
  setLogging(changed.logging);
  followers.configure(changed);
  dictionary.configure(changed.pronunciations, changed.mendsFaults);
  narrator.adjust(changed);
  // A voice that was requested only for this utterance (a trial) stays.
  const choose = ({ language, voice, isQuote }: Passage): VoiceChoice => {
    const voiceIn = isQuote ? quoteVoice : chosenVoice;
    return isSameVoice(voice, voiceIn(language, before)) ? voiceIn(language, changed) : voice;
  };
  narrator.chooseVoices(choose);
  queue.update((utterance) => ({
    ...utterance,
    ...deliveryOf(changed),
    whileLoading: changed.whileLoading,
    passages: utterance.passages.map((passage) => ({ ...passage, voice: choose(passage) })),
  }));
  const wishesOf = ({ pronunciations, mendsFaults }: Settings): string => JSON.stringify([pronunciations, mendsFaults]);
  if (wishesOf(changed) !== wishesOf(before)) narrator.sayAnew();
  sessions.limit(sessionLimits(changed));
  if (changed.preload !== before.preload || JSON.stringify(changed.voices) !== JSON.stringify(before.voices)) preload(changed);
  await clips.configure(changed);
}

/** How much the open sessions may take, and for how long. */
export function sessionLimits({ sessionBudgetBytes, closeIdleAfterMinutes }: Settings): SessionLimits {
  return { budgetBytes: sessionBudgetBytes, idleMs: closeIdleAfterMinutes * 60_000 };
}
