import { messageLocale, plural, t } from "../src/shared/i18n.ts";
import { baseLanguage } from "../src/shared/languages.ts";
import type { Install, Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import { byId, make, setText } from "../ui/dom.ts";
import { formatList, languageName, regionName } from "../ui/format.ts";
import { languagesOf } from "../ui/voice-list.ts";
import { voiceName } from "../ui/voice-name.ts";
import type { OptionsModel } from "./model.ts";
import type { Preview } from "./preview.ts";
import { createVoiceCard, type CardActions, type VoiceCard } from "./voice-card.ts";
import { groupVoices, type Names, type VoiceFilter, type VoiceGroup } from "./voice-filter.ts";

const names: Names = {
  language: languageName,
  describe: (voice) => [voiceName(voice), voice.quality, regionName(voice.language), voice.source === "imported" ? t("ownVoice") : null].join(" "),
};

/**
 * The voices by language, with the search box and the language filter; `own` are the person's base languages. Answers with the function
 * that shows a model.
 */
export function createVoiceGroups(own: string[], actionsFor: (language: string) => CardActions): (model: OptionsModel) => void {
  const search = byId("search", HTMLInputElement);
  const languages = byId("languages", HTMLSelectElement);
  const root = byId("groups", HTMLElement);
  const found = byId("found", HTMLElement);
  const cards = new Map<string, VoiceCard>();
  const sections = new Map<string, HTMLElement>();
  let filter: VoiceFilter = { language: "mine", words: "" };
  let model: OptionsModel | null = null;
  let laidOut = "";
  let listed = "";
  let revealed: Voice | null = null;
  search.placeholder = t("searchVoices");

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
    search.value = filter.words;
    languages.value = filter.language;
    if (model) show(model);
  };
  search.addEventListener("input", () => setFilter({ words: search.value }));
  languages.addEventListener("change", () => setFilter({ language: languages.value }));
  byId("filter", HTMLFormElement).addEventListener("submit", (event) => event.preventDefault());
  byId("all-voices", HTMLButtonElement).addEventListener("click", () => {
    setFilter(filter.language === "all" ? { words: "" } : { language: "all" });
    search.focus();
  });

  /** Only when other voices or another order are to be shown, and with the focus kept where it was. */
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
    const count = new Set(groups.flatMap(({ voices }) => voices.map(({ voiceId }) => voiceId))).size;
    setText(found, plural("voicesFound", Math.max(0, count - 1)));
    byId("no-voices", HTMLElement).hidden = groups.length > 0;
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
    const groups = groupVoices(state.voices, filter, own, settings.favourites, messageLocale(), names);
    layOut(groups);
    const installs = new Map<string, Install>(state.installs.map((install) => [install.voiceId, install]));
    for (const { language, voices } of groups) {
      const choice = settings.voices[language] ?? instantChoice;
      for (const voice of voices) {
        cardOf(voice, language).update({
          voice,
          install: installs.get(voice.voiceId) ?? null,
          chosen: choice.voiceId === voice.voiceId ? choice : null,
          favourite: settings.favourites.includes(voice.voiceId),
          arrived: voice.voiceId === given.arrived?.voiceId,
          preview: isOf(preview, voice, language) ? preview : null,
        });
      }
    }
    reveal(given);
  };

  /** Brings a voice that has just come into view, once, whatever is searched for. */
  const reveal = ({ arrived, state }: OptionsModel) => {
    const isListed = state?.voices.some(({ voiceId }) => voiceId === arrived?.voiceId);
    if (!arrived || arrived === revealed || !isListed || !root.checkVisibility()) return;
    revealed = arrived;
    const language = baseLanguage(arrived.language);
    const card = cardOf(arrived, language);
    if (!root.contains(card.element)) setFilter({ language, words: "" });
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
    new Option(t("languagesInstalled"), "installed"),
    make("hr"),
    ...named.map(({ value, text }) => new Option(text, value)),
  );
  select.value = chosen;
}
