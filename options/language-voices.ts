import { messageLocale, t } from "../src/shared/i18n.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId, type Settings, type VoiceChoice } from "../src/shared/settings.ts";
import { make, makeButton } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { languageName, regionName } from "../ui/format.ts";
import { createSpeakerField } from "../ui/speaker-field.ts";
import { languagesOf, voicesFor } from "../ui/voice-list.ts";
import { voiceName } from "../ui/voice-name.ts";
import { choosableVoices, type ChoosableVoice } from "./choosable-voices.ts";
import type { OptionsModel } from "./model.ts";

/** The actions of the list of languages and voices. */
export interface LanguageVoiceActions {
  choose(language: string, choice: VoiceChoice): void;
  /** From then on the instant voice reads the language. */
  remove(language: string): void;
  /** Without it the list does not lead to more voices. */
  findMore?(): void;
}

interface LanguageRow {
  element: HTMLElement;
  update(voices: Voice[], choice: VoiceChoice): void;
  focus(): void;
}

/**
 * Which voices are chosen in a list, what its field is called that adds one, what each is called that is chosen for a language, and what the
 * list says below them: `none` if there are none.
 */
interface ListedVoices {
  choices(settings: Settings): Settings["voices"];
  add: string;
  nameOf(language: string): string;
  none: string;
  rest: string;
}

/**
 * Creates the list of languages with a chosen voice in `place`. They can be changed or removed, and a field adds a language. Returns a
 * function that shows a model.
 */
export function createLanguageVoices(
  place: HTMLElement,
  { choices, add: addLabel, nameOf, none, rest }: ListedVoices,
  actions: LanguageVoiceActions,
): (model: OptionsModel) => void {
  const note = make("p", { className: "quiet" });
  const list = make("div", { className: "language-voices" });
  const add = make("select", { ariaLabel: addLabel });
  const addField = make("span", { className: "select" }, add);
  const more = makeButton("small", t("moreVoices"), () => actions.findMore?.());
  more.hidden = !actions.findMore;
  place.append(list, note, make("div", { className: "add" }, addField, more));
  const rows = new Map<string, LanguageRow>();
  let voices: Voice[] = [];
  let listed = "";
  let addable = "";

  add.addEventListener("change", () => {
    const language = add.value;
    const voice = voicesFor(language, voices, messageLocale(), []).find(
      ({ voiceId, installed }) => installed && voiceId !== instantVoiceId,
    );
    if (!voice) return;
    actions.choose(language, { voiceId: voice.voiceId, speakerId: 0 });
    rows.get(language)?.focus();
  });
  const remove = (language: string) => {
    const neighbour = [...rows.keys()].find((each) => each !== language);
    actions.remove(language);
    (rows.get(neighbour ?? "") ?? (addField.hidden ? more : add)).focus();
  };

  return ({ state, settings }) => {
    if (!state || !settings || state.voices.length === 0) return;
    ({ voices } = state);
    const languages = byName(Object.keys(choices(settings)));
    if (listed !== languages.join(" ")) {
      listed = languages.join(" ");
      for (const language of rows.keys()) if (!languages.includes(language)) rows.delete(language);
      for (const language of languages)
        if (!rows.has(language))
          rows.set(
            language,
            createRow(
              language,
              nameOf(language),
              (choice) => actions.choose(language, choice),
              () => remove(language),
            ),
          );
      list.replaceChildren(...languages.flatMap((language) => rows.get(language)?.element ?? []));
    }
    for (const [language, choice] of Object.entries(choices(settings))) rows.get(language)?.update(voices, choice);
    list.hidden = languages.length === 0;
    setText(note, languages.length === 0 ? none : rest);

    const others = byName(languagesOf(voices.filter(({ installed }) => installed)).filter((language) => !languages.includes(language)));
    addField.hidden = others.length === 0;
    if (addable === others.join(" ")) return;
    addable = others.join(" ");
    add.replaceChildren(new Option(addLabel, ""), ...others.map((language) => new Option(languageName(language), language)));
  };
}

function createRow(language: string, called: string, choose: (choice: VoiceChoice) => void, remove: () => void): LanguageRow {
  const select = make("select", { ariaLabel: t("voiceOf", called) });
  const speaker = createSpeakerField((speakerId) => choose({ voiceId: select.value, speakerId }));
  const button = makeButton("small bare", t("remove"), remove);
  button.ariaLabel = `${t("remove")}: ${called}`;
  const element = make(
    "div",
    { className: "language-voice" },
    make("span", { className: "name" }, languageName(language)),
    make("span", { className: "select" }, select),
    speaker.element,
    button,
  );
  select.addEventListener("change", () => choose({ voiceId: select.value, speakerId: 0 }));
  let offered = "";

  return {
    element,
    update(voices, { voiceId, speakerId }) {
      const choosable = choosableVoices(language, voices, voiceId, messageLocale());
      const key = JSON.stringify(choosable.map(({ voice, isInstalled }) => [voice.voiceId, voice.name, isInstalled]));
      if (key !== offered) {
        offered = key;
        select.replaceChildren(...choosable.map((each) => new Option(optionText(each), each.voice.voiceId)));
      }
      // The instant voice reads in place of a voice that no longer exists.
      select.value = choosable.some(({ voice }) => voice.voiceId === voiceId) ? voiceId : instantVoiceId;
      speaker.update(choosable.find(({ voice, isInstalled }) => isInstalled && voice.voiceId === voiceId)?.voice, speakerId);
    },
    focus: () => select.focus(),
  };
}

function optionText({ voice, isInstalled }: ChoosableVoice): string {
  const text = [voiceName(voice), voice.voiceId === instantVoiceId ? null : regionName(voice.language)].filter(Boolean).join(" · ");
  return isInstalled ? text : t("notOnDevice", text);
}

function byName(languages: string[]): string[] {
  return [...languages].sort((a, b) => languageName(a).localeCompare(languageName(b), messageLocale()));
}
