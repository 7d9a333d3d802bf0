import { UserFacingError } from "../src/shared/errors.ts";
import type { Utterance } from "../src/shared/protocol.ts";
import type { Clips } from "./cache/clip-cache.ts";
import { toSixteenBit } from "./cache/sixteen-bit.ts";
import type { MadeSentence } from "./export/exports.ts";
import type { SpareTime } from "./spare-time.ts";
import { sentenceStart, soundOf, type SpokenChunk } from "./sentence-sound.ts";
import { untilAborted } from "./until-aborted.ts";
import { sentencesOf } from "./utterance-sentences.ts";
import { joinPcm } from "./vocabulary.ts";
import { createVoiceSelection } from "./voice-selection.ts";
import type { VoiceResolver } from "./voice-resolver.ts";
import { withWordPauses } from "./word-pauses.ts";

/**
 * The sentences of an utterance from the one at `from` on, as they are heard at rate 1. They are made in spare time. Clips are used and not
 * added: those of a whole book would push out all others. Rejects with `voiceNotInstalled` or `voiceFailed` if the chosen voice does not
 * speak: no other voice stands in.
 */
export async function* saySentences(
  utterance: Utterance,
  from: number,
  { resolver, clips, spareTime }: { resolver: VoiceResolver; clips: Pick<Clips, "get">; spareTime: SpareTime },
  signal: AbortSignal,
): AsyncGenerator<MadeSentence, void, undefined> {
  const sentences = sentencesOf(utterance);
  const selection = createVoiceSelection(resolver, "wait", () => undefined);
  for (let index = from; ; index++) {
    const sentence = sentences.at(index);
    const passage = sentence && utterance.passages[sentence.passage];
    if (!sentence || !passage) return;
    const chunks = await spareTime.use(async (lost) => {
      const made: SpokenChunk[] = [];
      const sources = {
        selection,
        clips: { get: clips.get, put: () => Promise.resolve() },
        urgentRate: undefined,
        mayBegin: () => Promise.resolve(),
      };
      const sound = soundOf(sentence, passage, sentenceStart, sources, lost);
      const parted = utterance.wordPauseSeconds > 0 ? withWordPauses(sound, utterance.wordPauseSeconds, 0) : sound;
      for await (const chunk of untilAborted(parted, lost)) {
        const { standIn } = chunk.selected;
        if (standIn) throw new UserFacingError(standIn === "notInstalled" ? "voiceNotInstalled" : "voiceFailed");
        made.push(chunk);
      }
      return made;
    }, signal);
    const [first, ...rest] = chunks;
    if (!first) continue;
    const { samples, sampleRate } = joinPcm([first, ...rest]);
    yield {
      sentence: index,
      spoken: sentence.text,
      words: chunks.flatMap(({ words }) => words),
      samples: toSixteenBit(samples),
      sampleRate,
      pauseSeconds: utterance.sentencePauseSeconds + (sentence.endsParagraph ? utterance.paragraphPauseSeconds : 0),
      end: sentence.end,
    };
  }
}
