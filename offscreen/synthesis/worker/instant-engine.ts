import type { Engine } from "./engine.ts";
import type { EspeakAssets } from "./espeak-data.ts";
import { createInstantVoice } from "./instant-voice.ts";

/** Opens the packaged voice in one language. */
export async function openInstantEngine(espeakVoice: string, assets: EspeakAssets): Promise<Engine> {
  const voice = await createInstantVoice(assets, espeakVoice);
  return {
    async synthesise(text, _speakerId, emit) {
      await voice.speak(text, emit);
    },
    memoryBytes: () => voice.heapBytes(),
  };
}
