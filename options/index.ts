import browser from "webextension-polyfill";
import { serializeError } from "../src/shared/errors.ts";
import { errorText, localisePage, t } from "../src/shared/i18n.ts";
import { withoutVoice } from "../src/shared/intended-voices.ts";
import { baseLanguage } from "../src/shared/languages.ts";
import { request } from "../src/shared/messaging.ts";
import { installPiperDebug } from "../src/shared/piper-debug.ts";
import type { OffscreenState, Passage } from "../src/shared/protocol.ts";
import type { Phonemes } from "../src/shared/pronunciations.ts";
import { instantVoiceId, type Settings, type VoiceChoice, chosenVoice, defaultSettings, deliveryOf } from "../src/shared/settings.ts";
import { followOffscreen } from "../ui/follow-offscreen.ts";
import { byId } from "../ui/dom.ts";
import { languageName } from "../ui/format.ts";
import { setText } from "../src/shared/set-text.ts";
import { createInstallAnnouncements } from "../ui/install-announcements.ts";
import { unknownModel } from "../ui/page-model.ts";
import { createRateAndVolume } from "../ui/rate-and-volume.ts";
import { subscribeSettings } from "../ui/subscribe-settings.ts";
import { showShortcuts } from "../ui/shortcuts.ts";
import { storageActions } from "../ui/storage-actions.ts";
import { createStorageRows } from "../ui/storage-rows.ts";
import { startTabs } from "../ui/tabs.ts";
import { exportVoice } from "./export-voice.ts";
import { startImportForm } from "./import-form.ts";
import { createLanguageVoices } from "./language-voices.ts";
import { createLeftOut } from "./left-out.ts";
import type { OptionsModel } from "./model.ts";
import { afterNarration, downloadEnd, type Preview } from "./preview.ts";
import { createPronunciationList } from "./pronunciation-list.ts";
import { startReport } from "./report.ts";
import { sampleSentence } from "./sample-sentences.ts";
import { createSettingsForm } from "./settings-form.ts";
import type { CardActions } from "./voice-card.ts";
import { createVoiceGroups } from "./voice-groups.ts";
import { createWelcome, greeting } from "./welcome.ts";

let model: OptionsModel = { ...unknownModel, preview: null, importedVoice: null };
/** True while the welcome replaces the pages. Null until the settings are known. */
let welcoming: boolean | null = null;
const locale = browser.i18n.getUILanguage();
const own = [...new Set([locale, ...navigator.languages].map(baseLanguage))];
const ownLanguage = baseLanguage(locale);

localisePage(document);
const selectTab = startTabs((tab) => history.replaceState(null, "", `#${tab.id.replace("tab-", "")}`));
/** The tab to show, and the site that the popup was opened on. It does not stay in the address. */
const [askedTab = "", askedFor = ""] = location.hash.slice(1).split("?", 2);
let askedSite = new URLSearchParams(askedFor).get("site");
selectTab(`tab-${askedTab}`);
const showImports = startImportForm((importedVoice) => {
  selectTab("tab-voices");
  show({ importedVoice });
});
const showVoices = createVoiceGroups(own, cardActions);
const showStorage = createStorageRows(byId("storage", HTMLElement), storageActions(perform));
const change = subscribeSettings((settings) => {
  settingsForm.showSettings(settings);
  pronunciations.showSettings(settings);
  leftOut.show(settings);
  showRateAndVolume(settings);
  welcoming ??= !settings.welcomed;
  // The failure was that the settings could not be read.
  show({ settings, ...(model.settings ? {} : { failure: null }) });
  if (askedSite === null || welcoming) return;
  leftOut.open(askedSite);
  askedSite = null;
}, fail);
const settingsForm = createSettingsForm(change, fail);
const voiceFor = (language: string, voiceId: string): VoiceChoice =>
  voiceId === "" ? chosenVoice(language, model.settings ?? defaultSettings) : { voiceId, speakerId: 0 };
const pronunciations = createPronunciationList({
  change,
  listen: (text, language, voiceId, phonemes) => {
    const spoken = language || ownLanguage;
    listen(voiceFor(spoken, voiceId), spoken, text, { phonemes });
  },
  unknownSymbols: (phonemes, language, voiceId) => {
    const spoken = language || ownLanguage;
    return request("offscreen", "checkPhonemes", { phonemes, language: spoken, voice: voiceFor(spoken, voiceId) });
  },
});
const leftOut = createLeftOut(
  change,
  (text, passages) => listen(passages[0]?.voice ?? chosenVoice(ownLanguage, defaultSettings), t("messageLanguage"), text, { passages }),
  fail,
);
let shownDraft: string | undefined;
const showRateAndVolume = createRateAndVolume(change);
const showLanguageVoices = createLanguageVoices(
  byId("language-voices", HTMLElement),
  {
    choices: ({ voices }) => voices,
    add: t("addLanguage"),
    nameOf: languageName,
    none: t("languageVoicesNone"),
    rest: t("languageVoicesRest"),
  },
  {
    choose,
    remove: (language) => change({ voices: without(model.settings?.voices, language) }),
    findMore: () => {
      selectTab("tab-voices");
      byId("tab-voices", HTMLElement).focus();
    },
  },
);
const showQuoteVoices = createLanguageVoices(
  byId("quote-voices", HTMLElement),
  {
    choices: ({ quoteVoices }) => quoteVoices,
    add: t("quotesAdd"),
    nameOf: (language) => t("quotesIn", languageName(language)),
    none: t("quotesNone"),
    rest: t("quotesRest"),
  },
  {
    choose: (language, choice) => change({ quoteVoices: { ...model.settings?.quoteVoices, [language]: choice } }),
    remove: (language) => change({ quoteVoices: without(model.settings?.quoteVoices, language) }),
  },
);
const announceInstalls = createInstallAnnouncements();
const showWelcome = createWelcome(ownLanguage, locale, {
  tryInstantVoice: (text) => listen({ voiceId: instantVoiceId, speakerId: 0 }, baseLanguage(t("messageLanguage")), text),
  installAndListen: ({ voiceId }) => {
    show({ preview: previewOf({ voiceId, speakerId: 0 }, ownLanguage, "downloading", greeting(ownLanguage)) });
    perform(() => request("background", "installVoice", { voiceId, chooseFor: ownLanguage }));
  },
  cancel: ({ voiceId }) => {
    forget(voiceId);
    cancelInstall(voiceId);
  },
  listen: ({ voiceId }) => {
    choose(ownLanguage, { voiceId, speakerId: 0 });
    listen({ voiceId, speakerId: 0 }, ownLanguage, greeting(ownLanguage));
  },
  stopListening,
  done: (declined) => {
    welcoming = false;
    if (declined) forget(declined.voiceId);
    // The voice must not start to speak when the download ends, because the user has moved on.
    if (model.preview?.stage === "downloading") show({ preview: null });
    change({ welcomed: true });
    byId("tab-voices", HTMLElement).focus();
  },
});
perform(() => showShortcuts());
byId("welcome-again", HTMLButtonElement).addEventListener("click", () => {
  welcoming = true;
  show({});
  byId("welcome", HTMLElement).querySelector<HTMLElement>("button:not([hidden])")?.focus();
});
startReport(() => model.state, fail);
installPiperDebug();
followOffscreen(follow, (thrown) => show({ state: null, failure: serializeError(thrown).code }));

function show(changes: Partial<OptionsModel>): void {
  model = { ...model, ...changes };
  const { state, settings, failure } = model;
  if (settings) {
    byId("welcome", HTMLElement).hidden = !welcoming;
    byId("pages", HTMLElement).hidden = welcoming === true;
  }
  const problem = byId("failure", HTMLElement);
  // The welcome shows the failure in its own place.
  problem.hidden = failure === null || welcoming === true;
  setText(problem, failure === null ? "" : errorText(failure));
  showWelcome(model);
  showVoices(model);
  showLanguageVoices(model);
  showQuoteVoices(model);
  if (!state) return;
  pronunciations.showVoices(state.voices);
  showDraft(state);
  showStorage(state);
  showImports(state.imports);
  settingsForm.showStatistics(state.statistics);
}

/** Opens the form of the dictionary with a word that a person wants to hear said differently. */
function showDraft({ draft }: OffscreenState): void {
  if (!draft || !model.settings || draft.draftId === shownDraft) return;
  shownDraft = draft.draftId;
  // It is not to be shown again by a page that is opened later. If this fails, it is.
  request("offscreen", "dropDraft").catch(() => undefined);
  if (welcoming) {
    welcoming = false;
    show({});
  }
  selectTab("tab-settings");
  const section = byId("pronunciations", HTMLDetailsElement);
  section.open = true;
  section.scrollIntoView({ block: "start" });
  pronunciations.showDraft(draft);
}

function follow(state: OffscreenState): void {
  const wasConnected = model.state !== null;
  const preview = afterNarration(model.preview, state.narration);
  const ended = downloadEnd(preview, state.installs);
  show({ state, preview: ended === "failed" ? null : preview, ...(wasConnected ? {} : { failure: null }) });
  if (ended === "installed" && preview) listen(preview.choice, preview.language, preview.text);
  // The welcome tells it in its own words.
  if (!welcoming) announceInstalls(state);
}

/** Performs what the user asked for. A failure is shown until the next request. */
function perform(act: () => Promise<unknown>): void {
  if (model.failure) show({ failure: null });
  act().catch(fail);
}

function fail(thrown: unknown): void {
  const failure = serializeError(thrown).code;
  show({ failure, preview: null });
}

function cardActions(language: string): CardActions {
  return {
    choose: (choice) => {
      if (choice.voiceId === model.importedVoice?.voiceId) show({ importedVoice: null });
      choose(language, choice);
    },
    install: (voiceId) => perform(() => request("offscreen", "installVoice", { voiceId })),
    cancel: cancelInstall,
    discard: (voiceId) => perform(() => request("offscreen", "discardDownload", { voiceId })),
    remove: (voiceId) => perform(() => request("offscreen", "removeVoice", { voiceId })),
    listen: (choice) => listen(choice, language),
    installAndListen: (choice) => installAndListen(choice, language),
    stopListening,
    setFavourite: (voiceId, favourite) => {
      const others = (model.settings?.favourites ?? []).filter((each) => each !== voiceId);
      change({ favourites: favourite ? [...others, voiceId] : others });
    },
    save: (voiceId) => perform(() => exportVoice(voiceId)),
    rename: (voiceId, name) => perform(() => request("offscreen", "renameVoice", { voiceId, name })),
  };
}

function choose(language: string, choice: VoiceChoice): void {
  change({ voices: { ...model.settings?.voices, [language]: choice } });
}

function without(voices: Settings["voices"] | undefined, language: string): Settings["voices"] {
  return Object.fromEntries(Object.entries(voices ?? {}).filter(([each]) => each !== language));
}

/** The user does not want a voice after all. Its languages are read by the instant voice. */
function forget(voiceId: string): void {
  if (model.settings) change(withoutVoice(model.settings, voiceId));
}

function cancelInstall(voiceId: string): void {
  if (model.preview?.choice.voiceId === voiceId) show({ preview: null });
  if (model.settings) change({ intended: withoutVoice(model.settings, voiceId).intended });
  perform(() => request("offscreen", "cancelInstall", { voiceId }));
}

function previewOf(choice: VoiceChoice, language: string, stage: Preview["stage"], text = sampleSentence(language)): Preview {
  // The user's own voice may speak a language without a sample. It gets the sample in the language of the messages.
  const sample = text ?? sampleSentence(t("messageLanguage")) ?? "";
  const before = model.state?.installs.find(({ voiceId }) => voiceId === choice.voiceId) ?? null;
  return { choice, language, text: sample, stage, utteranceId: crypto.randomUUID(), before, error: null };
}

/** Has a text heard, or a sample; with phonemes it is said by them. Without passages, all of it is in one language and voice. */
function listen(
  choice: VoiceChoice,
  language: string,
  text?: string,
  { phonemes, passages }: { phonemes?: Phonemes | undefined; passages?: Passage[] } = {},
): void {
  const preview = previewOf(choice, language, "asked", text);
  show({ preview });
  perform(() =>
    request("offscreen", "speak", {
      utteranceId: preview.utteranceId,
      text: preview.text,
      phonemes,
      truncated: false,
      passages: passages ?? [{ start: 0, end: preview.text.length, language: speechTag(choice, language), voice: choice }],
      ...deliveryOf(model.settings ?? defaultSettings),
      // The user wants to hear this voice and no other.
      whileLoading: "wait",
      source: { tabId: null, frameId: 0, title: "", site: "" },
      address: "",
      isPrivate: false,
      mayGrow: false,
      requestedAt: Date.now(),
    }),
  );
}

/** The voice's own tag; for the instant voice, the language of the group in which it is heard. */
function speechTag({ voiceId }: VoiceChoice, language: string): string {
  if (voiceId === instantVoiceId) return language;
  return model.state?.voices.find((voice) => voice.voiceId === voiceId)?.language ?? language;
}

function installAndListen(choice: VoiceChoice, language: string, text?: string): void {
  const { voiceId } = choice;
  show({ preview: previewOf(choice, language, "downloading", text) });
  perform(() => request("offscreen", "installVoice", { voiceId }));
}

function stopListening(): void {
  show({ preview: null });
  perform(() => request("offscreen", "stop"));
}
