import type { TextSource, Utterance } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import type { VoiceUsage } from "./cache/voice-usage.ts";
import type { Narrator } from "./narrator.ts";
import type { ReadingQueue } from "./queue.ts";

/** What must be known of the text that was asked for last, beside how far it is read. */
interface ReadText {
  /** The voice that was chosen for its beginning. */
  voiceId: string;
  /** Null if it comes from no tab. */
  tabId: number | null;
  isPrivate: boolean;
}

/** Has one text after another read. */
export interface Reader {
  /** Reads a text in place of what is being read. */
  speak(utterance: Utterance): void;
  /** Reads the first text that waits. Returns false if none does. */
  readNext(): boolean;
  latest(): ReadText;
}

/** Creates the reader. It counts how often each voice reads. `follow` has a text that waited shown in its page. */
export function createReader(
  narrator: Pick<Narrator, "speak">,
  queue: Pick<ReadingQueue, "takeNext">,
  usage: Pick<VoiceUsage, "count">,
  follow: (source: TextSource) => void,
): Reader {
  let latest: ReadText = { voiceId: instantVoiceId, tabId: null, isPrivate: false };

  const speak = (utterance: Utterance): void => {
    const { passages, source, isPrivate } = utterance;
    latest = { voiceId: passages[0]?.voice.voiceId ?? instantVoiceId, tabId: source.tabId, isPrivate };
    narrator.speak(utterance);
    if (isPrivate) return;
    const voiceIds = new Set(passages.map(({ voice }) => voice.voiceId));
    for (const voiceId of voiceIds) if (voiceId !== instantVoiceId) void usage.count(voiceId);
  };

  return {
    speak,
    readNext() {
      const next = queue.takeNext();
      if (!next) return false;
      speak({ ...next, requestedAt: Date.now() });
      follow(next.source);
      return true;
    },
    latest: () => latest,
  };
}
