import type { Voice } from "../../src/shared/protocol.ts";
import { instantVoiceId } from "../../src/shared/settings.ts";
import type { CatalogueVoice } from "./catalogue.ts";
import type { InstalledVoice } from "./store.ts";

/** The root of the catalogue's model cards, which name each voice's licence and the recordings it was trained on. */
const cardsUrl = "https://huggingface.co/rhasspy/piper-voices/blob/main/";

/** The packaged eSpeak NG voice. */
export const instantVoice: Voice = {
  voiceId: instantVoiceId,
  name: "eSpeak NG",
  language: "mul",
  quality: "instant",
  speakers: [],
  sizeBytes: 0,
  installed: true,
  damaged: false,
  source: "packaged",
  licenceUrl: null,
};

/** Describes a voice of the catalogue for pages. */
export function describeCatalogueVoice({ model, config, ...voice }: CatalogueVoice, installed: boolean): Voice {
  return {
    ...voice,
    sizeBytes: model.sizeBytes + config.sizeBytes,
    installed,
    damaged: false,
    source: "catalogue",
    licenceUrl: `${cardsUrl}${model.path.replace(/[^/]*$/, "MODEL_CARD")}`,
  };
}

/** Describes a voice that is on disk but not in the catalogue: the user's own, or one that the catalogue no longer has. */
export function describeInstalledVoice({ voiceId, name, language, quality, speakers, sizeBytes, source }: InstalledVoice): Voice {
  return { voiceId, name, language, quality, speakers, sizeBytes, installed: true, damaged: false, source, licenceUrl: null };
}
