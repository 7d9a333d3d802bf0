import type { Voice } from "../../src/shared/protocol.ts";
import { instantVoiceId } from "../../src/shared/settings.ts";
import type { CatalogueVoice } from "./catalogue.ts";
import type { InstalledVoice } from "./store.ts";

/** Where each voice of the catalogue has the card that names its licence and the recordings it was made from. */
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

/** A voice of the catalogue as pages see it. */
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

/** A voice that is on disk and not in the catalogue: a person's own, or one that the catalogue no longer has. */
export function describeInstalledVoice({ voiceId, name, language, quality, speakers, sizeBytes, source }: InstalledVoice): Voice {
  return { voiceId, name, language, quality, speakers, sizeBytes, installed: true, damaged: false, source, licenceUrl: null };
}
