import { readIpa } from "./read-ipa.ts";
import type { EspeakData } from "./espeak-data.ts";
import type { EspeakSpeaker } from "./espeak-speaker.ts";
import { readPhonemeTable, type EspeakPhoneme } from "./phoneme-table.ts";

/** Phonemes in another notation, and the symbols that the voice does not have, which were left out. */
export interface ConvertedPhonemes {
  symbols: string;
  unknown: string[];
}

/** Converts phonemes between IPA and eSpeak NG's notation, for one voice. */
export interface PhonemeNotation {
  /** What eSpeak NG says for phonemes in its notation, in IPA. */
  toIpa(espeak: string): ConvertedPhonemes;
  toEspeak(ipa: string): ConvertedPhonemes;
  /** `espeak` without what the voice does not have. eSpeak NG would say nothing after it. */
  clean(espeak: string): ConvertedPhonemes;
}

/** What has the same name in eSpeak NG's notation for all voices. */
const marks: readonly (readonly [ipa: string, mnemonic: string])[] = [
  ["ˈ", "'"],
  ["ˌ", ","],
  ["ː", ":"],
];

/** The sound that is made on the way to the IPA is not heard. In words per minute. */
const fastest = 450;

/** Creates the converter of a voice. `speaker` gives the voice's instance of eSpeak NG. */
export function createPhonemeNotation(data: EspeakData, espeakVoice: string, speaker: () => EspeakSpeaker): PhonemeNotation {
  const phonemes = readPhonemeTable(data.files.get("phontab") ?? new Uint8Array(1), data.phonemesOf(espeakVoice) ?? "");
  const mnemonics = longestFirst(phonemes.map(({ mnemonic }) => mnemonic));
  let known: Map<string, string> | undefined;

  /** The IPA of each phoneme of eSpeak NG's notation, which it says so. */
  const say = (symbols: string): string[] => {
    const said: string[] = [];
    speaker().synthesize(`[[${symbols}]]`, (_samples, events) => {
      for (const { type, id } of events) {
        if (type === "phoneme" && typeof id === "string") said.push(id);
        else if (type === "word" && said.length > 0) said.push(" ");
      }
      return false;
    });
    return said;
  };

  /** The mnemonic of each sound, by its IPA. A phoneme is tried beside another one: some sound otherwise alone. */
  const table = (): Map<string, string> => {
    if (known) return known;
    known = new Map(marks);
    const rate = speaker().get_rate();
    speaker().set_rate(fastest);
    for (const { mnemonic, kind } of phonemes) {
      if (kind === "other" || /[|#\s]/.test(mnemonic)) continue;
      const ipa = soundOf(mnemonic, kind);
      if (ipa && !known.has(ipa)) known.set(ipa, mnemonic);
    }
    speaker().set_rate(rate);
    return known;
  };

  const soundOf = (mnemonic: string, kind: EspeakPhoneme["kind"]): string | undefined =>
    (kind === "vowel" ? say(`p|${mnemonic}|p`)[1] : say(`${mnemonic}|a|p`)[0])?.replaceAll(/[ˈˌ]/g, "");

  const clean: PhonemeNotation["clean"] = (espeak) => {
    const text = espeak.replaceAll(/\[\[|\]\]/g, "");
    const { parts, unknown } = split(text, (rest) => mnemonics.find((mnemonic) => rest.startsWith(mnemonic)) ?? separatorIn(rest));
    return { symbols: joined(parts.filter((part) => part !== "|")), unknown };
  };

  return {
    clean,
    toIpa(espeak) {
      const { symbols, unknown } = clean(espeak);
      return { symbols: symbols === "" ? "" : say(symbols).join("").trim(), unknown };
    },
    toEspeak(ipa) {
      const sounds = table();
      const names = longestFirst([...sounds.keys()]);
      const { parts, unknown } = split(readIpa(ipa, espeakVoice).join(""), (rest) =>
        rest.startsWith(" ") ? " " : names.find((name) => rest.startsWith(name)),
      );
      return { symbols: joined(parts.map((part) => sounds.get(part) ?? part)), unknown };
    },
  };
}

/** The parts of `text` that `partOf` finds at the beginning of what is left, and the characters that it does not find. */
function split(text: string, partOf: (rest: string) => string | undefined): { parts: string[]; unknown: string[] } {
  const parts: string[] = [];
  const unknown = new Set<string>();
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const part = partOf(rest);
    const [first = ""] = rest;
    if (part) parts.push(part);
    else unknown.add(first);
    at += part ? part.length : first.length;
  }
  return { parts, unknown: [...unknown] };
}

/** Mnemonics, so that eSpeak NG takes each for itself. */
function joined(parts: readonly string[]): string {
  return parts
    .join("|")
    .replaceAll(/\|?\s+\|?/g, " ")
    .trim();
}

function separatorIn(rest: string): string | undefined {
  return /^(?:\s+|\|)/.exec(rest)?.[0];
}

function longestFirst(names: readonly string[]): string[] {
  return names.filter((name) => name !== "").toSorted((a, b) => b.length - a.length);
}
