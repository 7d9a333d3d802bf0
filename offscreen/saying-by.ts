import type { Phonemes } from "../src/shared/pronunciations.ts";
import { makeSpokenForm } from "./text/spoken/spoken-form.ts";
import type { VoiceHandle } from "./voice-handle.ts";
import type { VoiceResolver } from "./voice-resolver.ts";

/** The voices of `resolver`, which say any text by these phonemes. */
export function sayingBy(phonemes: Phonemes, resolver: VoiceResolver): VoiceResolver {
  const saying = (voice: VoiceHandle): VoiceHandle => ({
    ...voice,
    spokenForm: async ({ text }) => makeSpokenForm(text, [{ start: 0, end: text.length, spoken: text, phonemes }]),
  });
  return {
    instant: (language) => saying(resolver.instant(language)),
    installed: async (choice) => saying(await resolver.installed(choice)),
  };
}
