import { instantLanguages } from "../src/shared/espeak-languages.ts";
import { messageLocale, plural, t } from "../src/shared/i18n.ts";
import { baseLanguage } from "../src/shared/languages.ts";
import type { Install, Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import { byId, make } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { createVoiceSearch } from "../ui/voice-search.ts";
import { formatList, languageName } from "../ui/format.ts";
import { recommendedVoice } from "../ui/recommended-voice.ts";
import { languagesOf } from "../ui/voice-list.ts";
import { voiceName } from "../ui/voice-name.ts";
import { describeVoice } from "../ui/voice-row.ts";
import type { OptionsModel } from "./model.ts";
import type { Preview } from "./preview.ts";
import { createVoiceCard, type CardActions, type VoiceCard } from "./voice-card.ts";
import { groupVoices, looksInAll, type VoiceFilter, type VoiceGroup } from "./voice-filter.ts";

const search = createVoiceSearch(messageLocale(), (voice) => `${voiceName(voice)} ${describeVoice(voice)}`);
const allVoices: VoiceFilter = { language: "all", words: "", kept: "all", quality: "any" };

/**
 * Sets up the voices by language, with the search box and the filters. `own` are the user's base languages. Returns a function that shows a
 * model.
 */
export function createVoiceGroups(own: string[], actionsFor: (language: string) => CardActions): (model: OptionsModel) => void {
  const words = byId("search", HTMLInputElement);
  const languages = byId("languages", HTMLSelectElement);
  const quality = byId("quality", HTMLSelectElement);
  const keptButtons = { installed: byId("only-installed", HTMLButtonElement), favourites: byId("only-favourites", HTMLButtonElement) };
  const root = byId("groups", HTMLElement);
  const found = byId("found", HTMLElement);
  const cards = new Map<string, VoiceCard>();
  const sections = new Map<string, HTMLElement>();
  let filter: VoiceFilter = { ...allVoices, language: "mine" };
  let model: OptionsModel | null = null;
  let laidOut = "";
  let listed = "";
  let revealed: Voice | null = null;
  words.placeholder = t("searchVoices");

  const cardOf = (voice: Voice, language: string): VoiceCard => {
    const key = `${language} ${voice.voiceId}`;
    const card = cards.get(key) ?? createVoiceCard(voice, language, actionsFor(language));
    cards.set(key, card);
    return card;
  };
  const sectionOf = (language: string): HTMLElement => {
    const section = sections.get(language) ?? createSection(language);
    sections.set(language, section);
    return section;
  };
  const setFilter = (change: Partial<VoiceFilter>) => {
    filter = { ...filter, ...change };
    words.value = filter.words;
    languages.value = filter.language;
    quality.value = filter.quality;
    for (const kept of ["installed", "favourites"] as const) keptButtons[kept].ariaPressed = String(filter.kept === kept);
    if (model) show(model);
  };
  words.addEventListener("input", () => setFilter({ words: words.value }));
  languages.addEventListener("change", () => setFilter({ language: languages.value }));
  const qualities = ["any", "high", "medium", "low"] as const;
  quality.addEventListener("change", () => setFilter({ quality: qualities[quality.selectedIndex] ?? "any" }));
  for (const kept of ["installed", "favourites"] as const) {
    keptButtons[kept].addEventListener("click", () => setFilter({ kept: filter.kept === kept ? "all" : kept }));
  }
  byId("filter", HTMLFormElement).addEventListener("submit", (event) => event.preventDefault());
  byId("all-voices", HTMLButtonElement).addEventListener("click", () => {
    // First the same filter in all languages; if it already includes them, no filter.
    setFilter(looksInAll(filter) ? allVoices : { language: "all" });
    words.focus();
  });

  /** Changes the page only if other voices or another order are to be shown. The focus is kept. */
  const layOut = (groups: VoiceGroup[]) => {
    const key = JSON.stringify(groups.map((group) => [group.language, group.voices.map(({ voiceId }) => voiceId)]));
    if (key === laidOut) return;
    laidOut = key;
    const focused = document.activeElement;
    for (const { language, voices } of groups) {
      const list = sectionOf(language).lastElementChild;
      list?.replaceChildren(...voices.map((voice) => cardOf(voice, language).element));
    }
    root.replaceChildren(...groups.map(({ language }) => sectionOf(language)));
    if (focused instanceof HTMLElement && root.contains(focused)) focused.focus();
  };

  const showFound = (groups: VoiceGroup[]) => {
    const count = new Set(groups.flatMap(({ voices }) => voices.map(({ voiceId }) => voiceId))).size;
    const natural = Math.max(0, count - 1);
    setText(found, looksInAll(filter) ? plural("voicesFoundInAll", natural) : plural("voicesFound", natural));
    byId("no-voices", HTMLElement).hidden = groups.length > 0;
    const isKeptAlone = filter.words.trim() === "" && filter.quality === "any" && looksInAll(filter);
    const none = { all: t("noVoicesFound"), installed: t("noneInstalled"), favourites: t("noFavourites") }[
      isKeptAlone ? filter.kept : "all"
    ];
    setText(byId("none-found", HTMLElement), none);
    setText(byId("all-voices", HTMLElement), t(looksInAll(filter) ? "showAllVoices" : "lookInAllLanguages"));
  };

  const show = (given: OptionsModel) => {
    model = given;
    const { state, settings, preview } = given;
    byId("voices-waiting", HTMLElement).hidden = state !== null && state.voices.length > 0;
    if (!state || !settings || state.voices.length === 0) return;
    const known = [...new Set([...own, ...languagesOf(state.voices)])];
    if (listed !== known.join(" ")) {
      listed = known.join(" ");
      fillLanguages(languages, known, own, filter.language);
    }
    const seeker = { own, favourites: settings.favourites, locale: messageLocale(), languageName, search };
    const groups = groupVoices(state.voices, filter, seeker, instantLanguages);
    layOut(groups);
    showFound(groups);
    const installs = new Map<string, Install>(state.installs.map((install) => [install.voiceId, install]));
    for (const { language, voices } of groups) {
      const recommended = recommendedVoice(language, state.voices, messageLocale());
      const choice = settings.voices[language] ?? instantChoice;
      for (const voice of voices) {
        cardOf(voice, language).update({
          voice,
          install: installs.get(voice.voiceId) ?? null,
          chosen: choice.voiceId === voice.voiceId ? choice : null,
          recommended: voice.voiceId === recommended?.voiceId,
          favourite: settings.favourites.includes(voice.voiceId),
          justImported: voice.voiceId === given.importedVoice?.voiceId,
          preview: isOf(preview, voice, language) ? preview : null,
        });
      }
    }
    reveal(given);
  };

  /** Scrolls to a newly imported voice once, whatever the filter is. */
  const reveal = ({ importedVoice, state }: OptionsModel) => {
    const isListed = state?.voices.some(({ voiceId }) => voiceId === importedVoice?.voiceId);
    if (!importedVoice || importedVoice === revealed || !isListed || !root.checkVisibility()) return;
    revealed = importedVoice;
    const language = baseLanguage(importedVoice.language);
    const card = cardOf(importedVoice, language);
    if (!root.contains(card.element)) setFilter({ ...allVoices, language });
    card.reveal();
  };
  return show;
}

const instantChoice = { voiceId: instantVoiceId, speakerId: 0 };

function isOf(preview: Preview | null, voice: Voice, language: string): boolean {
  return preview?.choice.voiceId === voice.voiceId && preview.language === language;
}

function createSection(language: string): HTMLElement {
  const title = make("h2", { id: `language-${language}` }, languageName(language));
  const list = make("div", { className: "voices" });
  list.setAttribute("role", "radiogroup");
  list.setAttribute("aria-labelledby", title.id);
  return make("section", { className: "card group" }, title, list);
}

function fillLanguages(select: HTMLSelectElement, known: string[], own: string[], chosen: string): void {
  const named = known.map((value) => ({ value, text: languageName(value) }));
  named.sort((a, b) => a.text.localeCompare(b.text, messageLocale()));
  select.replaceChildren(
    new Option(t("languagesMine", formatList(own.map(languageName))), "mine"),
    new Option(t("languagesAll"), "all"),
    make("hr"),
    ...named.map(({ value, text }) => new Option(text, value)),
  );
  select.value = chosen;
}
