import { t } from "../src/shared/i18n.ts";
import type { Voice } from "../src/shared/protocol.ts";
import {
  formatPronunciations,
  isSafePattern,
  parsePronunciation,
  parsePronunciations,
  readPronunciations,
  type Pronunciation,
} from "../src/shared/pronunciations.ts";
import { setText } from "../src/shared/set-text.ts";
import type { Settings } from "../src/shared/settings.ts";
import { announce } from "../ui/announce.ts";
import { byId, make, makeButton } from "../ui/dom.ts";
import { languageName } from "../ui/format.ts";

/** The pronunciation dictionary on the page. */
export interface PronunciationList {
  showSettings(settings: Settings): void;
  /** Offers the installed voices, and their languages. */
  showVoices(voices: readonly Voice[]): void;
}

/** Sets up the dictionary. `listen` is called with a text to say, in a base language (empty: any) and by a voice (empty: any). */
export function createPronunciationList(
  change: (settings: Partial<Settings>) => void,
  listen: (text: string, language: string, voiceId: string) => void,
): PronunciationList {
  const list = byId("pronunciation-list", HTMLUListElement);
  const written = byId("pronunciation-written", HTMLInputElement);
  const spoken = byId("pronunciation-spoken", HTMLInputElement);
  const language = byId("pronunciation-language", HTMLSelectElement);
  const voice = byId("pronunciation-voice", HTMLSelectElement);
  const match = byId("pronunciation-match", HTMLSelectElement);
  const isCaseSensitive = byId("pronunciation-case", HTMLInputElement);
  const problem = byId("pronunciation-problem", HTMLElement);
  const add = byId("pronunciation-add", HTMLButtonElement);
  const file = byId("pronunciation-file", HTMLInputElement);
  let entries: readonly Pronunciation[] = [];
  /** The entry that is being edited. */
  let edited: Pronunciation | null = null;
  let offered = "";

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
    setText(add, t(entry ? "save" : "pronunciationAdd"));
    setText(problem, "");
  };
  const submit = (): void => {
    const entry = parsePronunciation({
      written: written.value,
      spoken: spoken.value,
      language: language.value,
      voiceId: voice.value,
      match: match.value,
      isCaseSensitive: isCaseSensitive.checked,
    });
    if (!entry) {
      setText(problem, t(match.value === "pattern" && !isSafePattern(written.value) ? "pronunciationBadPattern" : "pronunciationEmpty"));
      return (match.value === "pattern" || written.value.trim() === "" ? written : spoken).focus();
    }
    save(edited ? entries.map((each) => (each === edited ? entry : each)) : [...entries, entry]);
    show(null);
    written.focus();
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
    ].filter(Boolean);
    return make(
      "li",
      {},
      make("span", {}, make("bdi", {}, from), " → ", make("bdi", {}, to)),
      make("span", { className: "quiet" }, details.join(" · ")),
      labelled("listen", () => listen(to, entry.language, entry.voiceId)),
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
    if (spoken.value.trim() !== "") listen(spoken.value, language.value, voice.value);
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
      .text()
      .then((text) => {
        const read = readPronunciations(text);
        save([...entries, ...read]);
        announce(t("pronunciationImported", String(read.length)));
      });
  });
  show(null);

  return {
    showSettings({ pronunciations }) {
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
