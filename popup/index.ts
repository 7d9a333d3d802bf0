import { toWireError } from "../src/shared/errors.ts";
import { localisePage } from "../src/shared/i18n.ts";
import { baseLanguage } from "../src/shared/languages.ts";
import { request } from "../src/shared/messaging.ts";
import { instantVoiceId, type Settings, type VoiceChoice } from "../src/shared/settings.ts";
import { followOffscreen } from "./connection.ts";
import { createLevels } from "./levels.ts";
import type { PopupModel } from "./model.ts";
import { pageLanguage } from "./page-language.ts";
import { showShortcuts } from "./shortcuts.ts";
import { createStorage } from "./storage.ts";
import { startTabs } from "./tabs.ts";
import { createTransport } from "./transport.ts";
import { createVoicePicker } from "./voice-picker.ts";

let model: PopupModel = { state: null, settings: null, language: null, failure: null };
let languagePicked = false;
/** What was chosen before a voice that is not installed yet, to go back to when its download is cancelled. */
const chosenBefore = new Map<string, VoiceChoice>();
const instant: VoiceChoice = { voiceId: instantVoiceId, speakerId: 0 };

localisePage(document);
startTabs();
const showTransport = createTransport({
  read: () => ask(() => request("background", "readSelection")),
  pause: () => ask(() => request("offscreen", "pause")),
  resume: () => ask(() => request("offscreen", "resume")),
  stop: () => ask(() => request("offscreen", "stop")),
});
const showVoices = createVoicePicker({
  showLanguage: (language) => {
    languagePicked = true;
    show({ language });
  },
  choose,
  installAndChoose: (voiceId) => {
    if (chosen().voiceId !== voiceId) chosenBefore.set(voiceId, chosen());
    choose({ voiceId, speakerId: 0 });
    ask(() => request("offscreen", "installVoice", { voiceId }));
  },
  cancelInstall: (voiceId) => {
    unchoose(voiceId);
    ask(() => request("offscreen", "cancelInstall", { voiceId }));
  },
  remove: (voiceId) => {
    unchoose(voiceId);
    ask(() => request("offscreen", "removeVoice", { voiceId }));
  },
});
const showLevels = createLevels(change);
const showStorage = createStorage({
  closeSessions: () => ask(() => request("offscreen", "closeSessions")),
  clearClips: () => ask(() => request("offscreen", "clearClips")),
});
show({});
followOffscreen(
  (state) => {
    const { language, status, utteranceId } = state.narration;
    const follow = language !== null && status !== "idle" && !languagePicked;
    const outdated = model.state?.narration.utteranceId !== utteranceId;
    show({ state, ...(follow ? { language: baseLanguage(language) } : {}), ...(outdated ? { failure: null } : {}) });
  },
  (thrown) => show({ state: null, failure: toWireError(thrown).code }),
);
ask(async () => {
  const settings = await request("background", "getSettings");
  showLevels(settings);
  show({ settings });
});
ask(async () => {
  const language = await pageLanguage();
  if (model.language === null) show({ language });
});
ask(showShortcuts);

function show(change: Partial<PopupModel>): void {
  model = { ...model, ...change };
  showTransport(model);
  showVoices(model);
  showStorage(model);
}

/** Runs what the person asked for; a refusal is shown until the next thing is asked. */
function ask(act: () => Promise<unknown>): void {
  if (model.failure) show({ failure: null });
  act().catch(fail);
}

function fail(thrown: unknown): void {
  show({ failure: toWireError(thrown).code });
}

/** Shows a change of settings at once; the background's answer is only read for a refusal, since by then a slider may be further on. */
function change(settings: Partial<Settings>): void {
  if (model.settings) show({ settings: { ...model.settings, ...settings } });
  ask(() => request("background", "updateSettings", settings));
}

function chosen(): VoiceChoice {
  return (model.language !== null && model.settings?.voices[model.language]) || instant;
}

function choose(choice: VoiceChoice): void {
  if (model.language !== null) change({ voices: { ...model.settings?.voices, [model.language]: choice } });
}

function unchoose(voiceId: string): void {
  if (chosen().voiceId === voiceId) choose(chosenBefore.get(voiceId) ?? instant);
}
