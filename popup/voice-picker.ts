import { messageLocale } from "../src/shared/i18n.ts";
import type { Install, OffscreenState, Voice } from "../src/shared/protocol.ts";
import { instantVoiceId, type VoiceChoice } from "../src/shared/settings.ts";
import { byId } from "../ui/dom.ts";
import { languageName } from "../ui/format.ts";
import { createInstallAnnouncements } from "../ui/install-announcements.ts";
import { createSpeakerField } from "../ui/speaker-field.ts";
import { isUnderWay } from "../ui/install-progress.ts";
import { recommendedVoice } from "../ui/recommended-voice.ts";
import { languagesOf, voicesFor } from "../ui/voice-list.ts";
import { createVoiceRow, type VoiceRow } from "../ui/voice-row.ts";
import type { PopupModel } from "./model.ts";
import { orderVoices } from "./order-voices.ts";

/** The actions of the voice picker. They apply to the language in the model. */
export interface PickerActions {
  showLanguage(language: string): void;
  choose(choice: VoiceChoice): void;
  installAndChoose(voiceId: string): void;
  cancelInstall(voiceId: string): void;
  discardDownload(voiceId: string): void;
  remove(voiceId: string): void;
}

/** Sets up the list in which the voices of one language are chosen, installed and removed. Returns a function that shows a model. */
export function createVoicePicker(actions: PickerActions): (model: PopupModel) => void {
  const language = byId("language", HTMLSelectElement);
  const list = byId("voices", HTMLElement);
  const announceInstalls = createInstallAnnouncements();
  let rows = new Map<string, VoiceRow>();
  let listed = "";
  let chosen: Voice | undefined;
  let recommendedId: string | undefined;
  const speaker = createSpeakerField((speakerId) => chosen && actions.choose({ voiceId: chosen.voiceId, speakerId }));
  byId("pickers", HTMLElement).append(speaker.element);

  language.addEventListener("change", () => actions.showLanguage(language.value));
  const rowActions = {
    choose: ({ voiceId }: Voice) => actions.choose({ voiceId, speakerId: 0 }),
    install: ({ voiceId }: Voice) => actions.installAndChoose(voiceId),
    cancel: ({ voiceId }: Voice) => actions.cancelInstall(voiceId),
    discard: ({ voiceId }: Voice) => actions.discardDownload(voiceId),
    remove: ({ voiceId }: Voice) => actions.remove(voiceId),
  };

  /** Builds the list again only for another language or other voices, so that an install never moves the row under the pointer. */
  const layOut = (shown: string, { voices, installs }: OffscreenState, favourites: string[], chosenId: string) => {
    const key = [shown, ...voices.map(({ voiceId }) => voiceId)].join(" ");
    if (key === listed) return;
    listed = key;
    const downloading = installs.filter(isUnderWay).map(({ voiceId }) => voiceId);
    const ordered = orderVoices(voicesFor(shown, voices, messageLocale(), favourites), chosenId, downloading);
    rows = new Map(ordered.map((voice) => [voice.voiceId, createVoiceRow(voice, "voice", false, rowActions)]));
    recommendedId = recommendedVoice(shown, voices, messageLocale())?.voiceId;
    list.replaceChildren(...[...rows.values()].map(({ element }) => element));
    fillLanguages(language, [...new Set([...languagesOf(voices), shown])], shown);
  };

  return ({ state, settings, language: shown }) => {
    byId("voices-waiting", HTMLElement).hidden = state !== null && state.voices.length > 0;
    if (!state || !settings || shown === null || state.voices.length === 0) return;
    const choice = settings.voices[shown] ?? { voiceId: instantVoiceId, speakerId: 0 };
    layOut(shown, state, settings.favourites, choice.voiceId);
    chosen = undefined;
    for (const voice of state.voices) {
      const isChosen = voice.voiceId === choice.voiceId;
      if (isChosen) chosen = voice;
      rows.get(voice.voiceId)?.update(voice, installOf(voice, state), isChosen, voice.voiceId === recommendedId);
    }
    speaker.update(chosen, choice.speakerId);
    announceInstalls(state);
  };
}

function installOf({ voiceId }: Voice, { installs }: OffscreenState): Install | null {
  return installs.find((install) => install.voiceId === voiceId) ?? null;
}

function fillLanguages(select: HTMLSelectElement, languages: string[], shown: string): void {
  const named = languages.map((value) => ({ value, text: languageName(value) }));
  named.sort((a, b) => a.text.localeCompare(b.text, messageLocale()));
  select.replaceChildren(...named.map(({ value, text }) => new Option(text, value, false, value === shown)));
  select.disabled = false;
}
