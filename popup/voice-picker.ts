import { errorText, messageLocale, t } from "../src/shared/i18n.ts";
import type { Install, OffscreenState, Voice } from "../src/shared/protocol.ts";
import { instantVoiceId, type VoiceChoice } from "../src/shared/settings.ts";
import { announce } from "./announcer.ts";
import { byId } from "./dom.ts";
import { languageName } from "./format.ts";
import type { PopupModel } from "./model.ts";
import { languagesOf, voicesFor } from "./voice-list.ts";
import { voiceNameOf } from "./voice-name.ts";
import { createVoiceRow, type VoiceRow } from "./voice-row.ts";

/** What the picker asks for; the language is the one that the model names. */
export interface PickerActions {
  showLanguage(language: string): void;
  choose(choice: VoiceChoice): void;
  installAndChoose(voiceId: string): void;
  cancelInstall(voiceId: string): void;
  remove(voiceId: string): void;
}

/** The voices of one language to choose, install and remove; answers with the function that shows a model. */
export function createVoicePicker(actions: PickerActions): (model: PopupModel) => void {
  const language = byId("language", HTMLSelectElement);
  const speaker = byId("speaker", HTMLSelectElement);
  const list = byId("voices", HTMLElement);
  let rows = new Map<string, VoiceRow>();
  let listed = "";
  let chosen: Voice | undefined;
  const ended = new Map<string, Install["status"]>();

  language.addEventListener("change", () => actions.showLanguage(language.value));
  speaker.addEventListener("change", () => chosen && actions.choose({ voiceId: chosen.voiceId, speakerId: Number(speaker.value) }));
  const rowActions = {
    choose: ({ voiceId }: Voice) => actions.choose({ voiceId, speakerId: 0 }),
    install: ({ voiceId }: Voice) => actions.installAndChoose(voiceId),
    cancel: ({ voiceId }: Voice) => actions.cancelInstall(voiceId),
    remove: ({ voiceId }: Voice) => actions.remove(voiceId),
  };

  /** Made anew only for another language or other voices, so that an install never moves what is under the pointer. */
  const layOut = (shown: string, voices: Voice[]) => {
    const key = [shown, ...voices.map(({ voiceId }) => voiceId)].join(" ");
    if (key === listed) return;
    listed = key;
    rows = new Map(voicesFor(shown, voices, messageLocale()).map((voice) => [voice.voiceId, createVoiceRow(voice, rowActions)]));
    list.replaceChildren(...[...rows.values()].map(({ element }) => element));
    list.scrollTop = 0;
    fillLanguages(language, [...new Set([...languagesOf(voices), shown])], shown);
  };

  return ({ state, settings, language: shown }) => {
    byId("voices-waiting", HTMLElement).hidden = state !== null && state.voices.length > 0;
    if (!state || !settings || shown === null || state.voices.length === 0) return;
    layOut(shown, state.voices);
    const choice = settings.voices[shown] ?? { voiceId: instantVoiceId, speakerId: 0 };
    chosen = undefined;
    for (const voice of state.voices) {
      const isChosen = voice.voiceId === choice.voiceId;
      if (isChosen) chosen = voice;
      rows.get(voice.voiceId)?.update(voice, installOf(voice, state), isChosen);
    }
    fillSpeakers(speaker, chosen, choice.speakerId);
    announceEnded(state, ended);
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

function fillSpeakers(select: HTMLSelectElement, voice: Voice | undefined, speakerId: number): void {
  const speakers = voice && voice.speakers.length > 1 ? voice.speakers : [];
  byId("speaker-field", HTMLElement).classList.toggle("away", speakers.length === 0);
  const key = speakers.length > 0 ? (voice?.voiceId ?? "") : "";
  if (select.dataset.voiceId !== key) {
    select.dataset.voiceId = key;
    select.replaceChildren(...speakers.map((speaker) => new Option(speaker.name, String(speaker.speakerId))));
  }
  select.value = String(speakerId);
}

/** Says once how an install that was seen under way came out. */
function announceEnded({ installs, voices }: OffscreenState, seen: Map<string, Install["status"]>): void {
  for (const { voiceId, status, error } of installs) {
    const before = seen.get(voiceId);
    seen.set(voiceId, status);
    if (before === undefined || before === status) continue;
    const name = voiceNameOf(voiceId, voices);
    if (status === "installed") announce(t("installedAnnouncement", name));
    if (status === "failed") announce(`${name}: ${errorText(error?.code ?? "unexpected")}`);
  }
}
