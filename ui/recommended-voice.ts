import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import { voicesFor } from "./voice-list.ts";

/** Well-known voices, for languages with several medium voices. */
const preferred = new Set([
  "ca_ES-upc_ona-medium",
  "de_DE-thorsten-medium",
  "en_GB-cori-medium",
  "en_US-ljspeech-medium",
  "es_ES-davefx-medium",
  "es_MX-ald-medium",
  "fa_IR-amir-medium",
  "fr_FR-siwis-medium",
  "hu_HU-anna-medium",
  "is_IS-bui-medium",
  "nl_BE-nathalie-medium",
  "pl_PL-gosia-medium",
  "ru_RU-irina-medium",
  "tr_TR-dfki-medium",
]);

/**
 * The voice of the catalogue to start with in a base language, whatever is installed: one of the user's own region (`locale`) if possible,
 * else a well-known one.
 */
export function recommendedVoice(language: string, voices: Voice[], locale: string): Voice | undefined {
  const offered = voices.filter(({ voiceId, source }) => voiceId !== instantVoiceId && source === "catalogue");
  const natural = voicesFor(
    language,
    offered.map((voice) => ({ ...voice, installed: false })),
    locale,
    [],
  );
  const own = natural.filter((voice) => voice.language.toLowerCase() === locale.toLowerCase());
  const known = ({ voiceId }: Voice) => preferred.has(voiceId);
  const ofOneSpeaker = ({ quality, speakers }: Voice) => quality === "medium" && speakers.length <= 1;
  const best = own.find(known) ?? own.find(ofOneSpeaker) ?? natural.find(known) ?? natural.find(ofOneSpeaker) ?? natural[0];
  return offered.find(({ voiceId }) => voiceId === best?.voiceId);
}
