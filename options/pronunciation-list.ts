import { t } from "../src/shared/i18n.ts";
import type { PronunciationDraft, Voice } from "../src/shared/protocol.ts";
import {
  formatPronunciations,
  parsePronunciations,
  phonemesOf,
  readPronunciation,
  type Phonemes,
  type Pronunciation,
} from "../src/shared/pronunciations.ts";
import { setText } from "../src/shared/set-text.ts";
import type { Settings } from "../src/shared/settings.ts";
import { announce } from "../ui/announce.ts";
import { byId, make, makeButton } from "../ui/dom.ts";
import { languageName } from "../ui/format.ts";
import { decodePronunciations, readPronunciationFile } from "./pronunciation-file.ts";
import { createPronunciationImport } from "./pronunciation-import.ts";
import { wordsToChoose } from "./pronunciation-words.ts";

/** The pronunciation dictionary on the page. */
export interface PronunciationList {
  showSettings(settings: Settings): void;
  /** Offers the installed voices, and their languages. */
  showVoices(voices: readonly Voice[]): void;
  /** Fills the form with a word that was heard, and offers the other words of its sentence. */
  showDraft(draft: PronunciationDraft): void;
}

/** What the dictionary asks of the page. A base language or a voice that is empty is any. */
interface PronunciationActions {
  change(settings: Partial<Settings>): void;
  /** Says a text, by phonemes if they are given. */
  listen(text: string, language: string, voiceId: string, phonemes?: Phonemes): void;
  /** Resolves to the symbols of phonemes that the voice does not have. */
  unknownSymbols(phonemes: Phonemes, language: string, voiceId: string): Promise<string[]>;
}

/** Symbols are asked for when nothing was typed for this time, in milliseconds. */
const typingMs = 400;

/** Sets up the dictionary. */
export function createPronunciationList({ change, listen, unknownSymbols }: PronunciationActions): PronunciationList {
  const list = byId("pronunciation-list", HTMLUListElement);
  const written = byId("pronunciation-written", HTMLInputElement);
  const spoken = byId("pronunciation-spoken", HTMLInputElement);
  const language = byId("pronunciation-language", HTMLSelectElement);
  const voice = byId("pronunciation-voice", HTMLSelectElement);
  const match = byId("pronunciation-match", HTMLSelectElement);
  const isCaseSensitive = byId("pronunciation-case", HTMLInputElement);
  const problem = byId("pronunciation-problem", HTMLElement);
  const notation = byId("pronunciation-notation", HTMLSelectElement);
  const hint = byId("pronunciation-hint", HTMLElement);
  const unknown = byId("pronunciation-unknown", HTMLElement);
  const sentence = byId("pronunciation-sentence", HTMLElement);
  const mends = byId("mends-faults", HTMLInputElement);
  const showImport = createPronunciationImport();
  const add = byId("pronunciation-add", HTMLButtonElement);
  const file = byId("pronunciation-file", HTMLInputElement);
  let entries: readonly Pronunciation[] = [];
  /** The entry that is being edited. */
  let edited: Pronunciation | null = null;
  let offered = "";
  let asking: ReturnType<typeof setTimeout> | undefined;

  const save = (changed: Pronunciation[]): void => change({ pronunciations: parsePronunciations(changed) });
  const show = (entry: Pronunciation | null): void => {
    edited = entry;
    written.value = entry?.written ?? "";
    spoken.value = entry?.spoken ?? "";
    for (const [select, value] of [
      [language, entry?.language ?? ""],
      [voice, entry?.voiceId ?? ""],
    ] as const) {
      // An entry may be for a voice that was removed.
      if (!Array.from(select.options, (option) => option.value).includes(value)) select.append(make("option", { value }, value));
      select.value = value;
    }
    match.value = entry?.match ?? "word";
    isCaseSensitive.checked = entry?.isCaseSensitive ?? false;
    notation.value = entry?.notation ?? "text";
    sentence.hidden = true;
    setText(add, t(entry ? "save" : "pronunciationAdd"));
    setText(problem, "");
    showNotation();
  };
  const phonemes = (): Phonemes | undefined => phonemesOf(entryInForm());
  const entryInForm = (): Pronunciation =>
    ({
      written: written.value,
      spoken: spoken.value,
      notation: notation.value,
      language: language.value,
      voiceId: voice.value,
      match: match.value,
      isCaseSensitive: isCaseSensitive.checked,
    }) as Pronunciation;
  const showNotation = (): void => {
    setText(hint, notation.value === "ipa" ? t("pronunciationIpaHint") : notation.value === "espeak" ? t("pronunciationEspeakHint") : "");
    askForSymbols();
  };
  const askForSymbols = (): void => {
    clearTimeout(asking);
    const asked = phonemes();
    if (!asked || asked.symbols.trim() === "") return setText(unknown, "");
    asking = setTimeout(() => {
      const isLatest = (): boolean => JSON.stringify(asked) === JSON.stringify(phonemes());
      unknownSymbols(asked, language.value, voice.value).then(
        (symbols) => isLatest() && setText(unknown, symbols.length === 0 ? "" : t("pronunciationUnknown", symbols.join(" "))),
        // A voice that cannot be opened tells it when it is to be heard.
        () => isLatest() && setText(unknown, ""),
      );
    }, typingMs);
  };
  const submit = (): void => {
    const entry = readPronunciation(entryInForm());
    if (typeof entry === "string") {
      setText(problem, t(entry === "pattern" ? "pronunciationBadPattern" : "pronunciationEmpty"));
      return (entry === "pattern" || written.value.trim() === "" ? written : spoken).focus();
    }
    save(edited ? entries.map((each) => (each === edited ? entry : each)) : [...entries, entry]);
    show(null);
    written.focus();
  };
  /** By phonemes the word itself is said, if it is one. */
  const hear = (entry: Pronunciation): void => {
    const given = phonemesOf(entry);
    const word = given && entry.match !== "pattern" ? entry.written : entry.spoken;
    // One sentence, whatever stands in it.
    const text = given ? word.replaceAll(/[^\p{L}\p{N}\p{M}'’ -]/gu, " ").trim() || "x" : word;
    listen(text, entry.language, entry.voiceId, given);
  };
  const row = (entry: Pronunciation): HTMLLIElement => {
    const { written: from, spoken: to } = entry;
    const labelled = (key: string, act: () => void): HTMLButtonElement => {
      const button = makeButton("small", t(key), act);
      button.ariaLabel = `${t(key)}: ${from}`;
      return button;
    };
    const details = [
      entry.language && languageName(entry.language),
      entry.voiceId,
      entry.match === "word" ? "" : t(entry.match === "part" ? "pronunciationPart" : "pronunciationPattern"),
      entry.isCaseSensitive ? t("pronunciationCase") : "",
      entry.notation === "text" ? "" : t(entry.notation === "ipa" ? "pronunciationIpa" : "pronunciationEspeak"),
    ].filter(Boolean);
    return make(
      "li",
      {},
      make("span", {}, make("bdi", {}, from), " → ", make("bdi", {}, to)),
      make("span", { className: "quiet" }, details.join(" · ")),
      labelled("listen", () => hear(entry)),
      labelled("pronunciationEdit", () => {
        show(entry);
        written.focus();
      }),
      labelled("remove", () => {
        if (edited === entry) show(null);
        save(entries.filter((each) => each !== entry));
        written.focus();
      }),
    );
  };

  add.addEventListener("click", submit);
  for (const field of [written, spoken]) field.addEventListener("keydown", ({ key }) => key === "Enter" && submit());
  byId("pronunciation-listen", HTMLButtonElement).addEventListener("click", () => {
    if (spoken.value.trim() !== "") hear(entryInForm());
  });
  byId("pronunciation-export", HTMLButtonElement).addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([formatPronunciations(entries)], { type: "text/tab-separated-values" }));
    make("a", { href: url, download: "pronunciations.tsv" }).click();
    URL.revokeObjectURL(url);
  });
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    file.value = "";
    void chosen
      .slice(0, maxFileBytes)
      .arrayBuffer()
      .then((bytes) => {
        const read = readPronunciationFile(decodePronunciations(new Uint8Array(bytes)), entries);
        if (read.entries.length > 0) save([...entries, ...read.entries]);
        showImport(read.problems);
        announce(t("pronunciationImported", String(read.entries.length)));
      });
  });
  mends.addEventListener("change", () => change({ mendsFaults: mends.checked }));
  notation.addEventListener("change", showNotation);
  for (const field of [spoken, language, voice]) field.addEventListener("input", askForSymbols);
  show(null);

  return {
    showDraft({ word, sentence: heard, language: heardIn }) {
      show(null);
      written.value = word;
      if (!Array.from(language.options, ({ value }) => value).includes(heardIn))
        language.append(make("option", { value: heardIn }, languageName(heardIn)));
      language.value = heardIn;
      const words = wordsToChoose(heard, heardIn);
      sentence.hidden = words.length === 0;
      sentence.replaceChildren(
        t("pronunciationHeard"),
        " ",
        ...words.map((each) =>
          makeButton("small", each, () => {
            written.value = each;
            spoken.focus();
          }),
        ),
      );
      (word === "" ? written : spoken).focus();
    },
    showSettings({ pronunciations, mendsFaults }) {
      mends.checked = mendsFaults;
      if (JSON.stringify(pronunciations) === JSON.stringify(entries) && list.childElementCount === entries.length) return;
      const before = edited && JSON.stringify(edited);
      entries = pronunciations;
      edited = entries.find((entry) => JSON.stringify(entry) === before) ?? null;
      list.replaceChildren(...entries.map(row));
    },
    showVoices(voices) {
      const installed = voices.filter((each) => each.installed);
      const languages = [...new Set(["en", "fr", "de", "es", ...installed.map((each) => each.language.split(/[-_]/, 1)[0] ?? "")])];
      const key = JSON.stringify([languages, installed.map(({ voiceId }) => voiceId)]);
      if (key === offered) return;
      offered = key;
      const chosen = [language.value, voice.value] as const;
      language.replaceChildren(
        make("option", { value: "" }, t("pronunciationAllLanguages")),
        ...languages.map((each) => make("option", { value: each }, languageName(each))),
      );
      voice.replaceChildren(
        make("option", { value: "" }, t("pronunciationAllVoices")),
        ...installed.map(({ voiceId }) => make("option", { value: voiceId }, voiceId)),
      );
      [language.value, voice.value] = chosen;
    },
  };
}

/** More than a thousand of the longest entries take. */
const maxFileBytes = 2e6;
