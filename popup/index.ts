import browser from "webextension-polyfill";
import { serializeError } from "../src/shared/errors.ts";
import { localisePage } from "../src/shared/i18n.ts";
import { withoutVoice } from "../src/shared/intended-voices.ts";
import { baseLanguage } from "../src/shared/languages.ts";
import { request } from "../src/shared/messaging.ts";
import { installPiperDebug } from "../src/shared/piper-debug.ts";
import type { Narration } from "../src/shared/protocol.ts";
import { siteName, type Settings, type VoiceChoice } from "../src/shared/settings.ts";
import { followOffscreen } from "../ui/follow-offscreen.ts";
import { byId } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { unknownModel } from "../ui/page-model.ts";
import { createRateAndVolume } from "../ui/rate-and-volume.ts";
import { subscribeSettings } from "../ui/subscribe-settings.ts";
import { readingShortcut, showShortcuts } from "../ui/shortcuts.ts";
import { storageActions } from "../ui/storage-actions.ts";
import { createStorageRows } from "../ui/storage-rows.ts";
import { startTabs } from "../ui/tabs.ts";
import { createDownloadStrips } from "./download-strip.ts";
import { createExportPanel } from "./export-panel.ts";
import type { PopupModel } from "./model.ts";
import { pageLanguage } from "./page-language.ts";
import { createQueuePanel } from "./queue-panel.ts";
import { createSleepTimer } from "./sleep-timer.ts";
import { createTransport } from "./transport.ts";
import { createVoicePicker } from "./voice-picker.ts";

let model: PopupModel = { ...unknownModel, language: null, selection: null, offer: null };
let languagePicked = false;

localisePage(document);
startTabs();
installPiperDebug();
const showTransport = createTransport({
  read: () => perform(async () => request("background", (await offering) === "page" ? "readPage" : "readSelection")),
  readPage: () => perform(() => request("background", "readPage")),
  openInReader: () =>
    perform(async () => {
      await request("background", "openInReader");
      window.close();
    }),
  pause: () => perform(() => request("offscreen", "pause")),
  resume: () => perform(() => request("offscreen", "resume")),
  stop: () => perform(() => request("offscreen", "stop")),
  jump: (target) => perform(() => request("offscreen", "jump", target)),
  sayDifferently: (word) =>
    perform(async () => {
      await request("background", "openDictionary", { word });
      window.close();
    }),
  showPlace: (source) =>
    perform(async () => {
      await request("background", "showPlace", source);
      // It covers the page.
      window.close();
    }),
});
const showSleepTimer = createSleepTimer((wish) => perform(() => request("offscreen", "setSleepTimer", wish)));
const showQueue = createQueuePanel({
  addPage: () => perform(() => request("background", "enqueuePage")),
  addSelection: () => perform(() => request("background", "enqueueSelection")),
  remove: (utteranceId) => perform(() => request("offscreen", "removeFromQueue", { utteranceId })),
  move: (utteranceId, index) => perform(() => request("offscreen", "moveInQueue", { utteranceId, index })),
  readNext: () => perform(() => request("offscreen", "readNext")),
  clear: () => perform(() => request("offscreen", "clearQueue")),
});
const showExports = createExportPanel({
  exportPage: (wish) => perform(() => request("background", "exportPage", wish)),
  exportSelection: (wish) => perform(() => request("background", "exportSelection", wish)),
  exportQueue: (wish, title) => perform(() => request("offscreen", "exportQueue", { ...wish, title })),
  change,
  perform,
});
const showVoices = createVoicePicker({
  showLanguage: (language) => {
    languagePicked = true;
    show({ language });
  },
  choose,
  installAndChoose: (voiceId) => {
    const { language } = model;
    if (language !== null) perform(() => request("background", "installVoice", { voiceId, chooseFor: language }));
  },
  cancelInstall,
  discardDownload: (voiceId) => perform(() => request("offscreen", "discardDownload", { voiceId })),
  remove: (voiceId) => perform(() => request("offscreen", "removeVoice", { voiceId })),
});
const showDownloads = createDownloadStrips({
  cancel: cancelInstall,
  tryAgain: (voiceId) => perform(() => request("offscreen", "installVoice", { voiceId })),
});
const changeSettings = subscribeSettings((settings) => {
  showRateAndVolume(settings);
  show({ settings });
}, fail);
const showRateAndVolume = createRateAndVolume(change);
const showStorage = createStorageRows(byId("storage", HTMLElement), storageActions(perform));
byId("open-reader", HTMLButtonElement).addEventListener("click", () =>
  perform(async () => {
    await browser.tabs.create({ url: browser.runtime.getURL("reader/reader.html") });
    window.close();
  }),
);
byId("open-options", HTMLButtonElement).addEventListener("click", () =>
  perform(async () => {
    await browser.runtime.openOptionsPage();
    window.close();
  }),
);
const siteButton = byId("open-site", HTMLButtonElement);
perform(async () => {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  siteButton.hidden = !tab?.url || siteName(tab.url) === null;
  siteButton.addEventListener("click", () =>
    perform(async () => {
      // Nothing of a private window gets into an address or a field, unless the person writes it there.
      const site = tab?.incognito ? "" : (siteName(tab?.url ?? "") ?? "");
      await browser.tabs.create({ url: browser.runtime.getURL(`options/options.html#settings?site=${encodeURIComponent(site)}`) });
      window.close();
    }),
  );
});
show({});
followOffscreen(
  (state) => {
    const { language, status, utteranceId } = state.narration;
    const follow = language !== null && status !== "idle" && !languagePicked;
    const outdated = model.state !== null && model.state.narration.utteranceId !== utteranceId;
    if (state.narration.error !== model.state?.narration.error) dismissFailure(state.narration);
    show({ state, ...(follow ? { language: baseLanguage(language) } : {}), ...(outdated ? { failure: null } : {}) });
  },
  (thrown) => show({ state: null, failure: serializeError(thrown).code }),
);
// A user who opens the popup with a selection will probably press Read. If it cannot be prepared, pressing Read shows why.
const selecting = request("background", "prepareSelection");
const offering = selecting.then(
  (selection) => (selection ? "selection" : "page"),
  () => "selection" as const,
);
perform(async () => {
  const language = await pageLanguage();
  if (model.language === null) show({ language });
});
perform(async () => {
  const selection = await selecting.catch(() => null);
  const follow = selection !== null && !languagePicked && (model.state?.narration.status ?? "idle") === "idle";
  const offer = await offering;
  show({ selection, offer, ...(follow ? { language: baseLanguage(selection.language) } : {}) });
});
void showShortcuts();
perform(async () => {
  const shortcut = await readingShortcut((await offering) === "page" ? "read-page" : "read-selection");
  const key = byId("main-shortcut", HTMLElement);
  key.hidden = shortcut === null;
  setText(key, shortcut ?? "");
});

/** A failure that is shown here is no longer shown on the toolbar button. */
function dismissFailure({ error }: Narration): void {
  // If the request fails, the badge stays a little longer.
  if (error && document.visibilityState === "visible") request("background", "dismissFailure").catch(() => undefined);
}

function show(change: Partial<PopupModel>): void {
  model = { ...model, ...change };
  showTransport(model);
  showSleepTimer(model);
  showQueue(model);
  showExports(model);
  showVoices(model);
  showDownloads(model);
  if (model.state) showStorage(model.state);
}

/** Performs what the user asked for. A failure is shown until the next request. */
function perform(act: () => Promise<unknown>): void {
  if (model.failure) show({ failure: null });
  act().catch(fail);
}

function fail(thrown: unknown): void {
  show({ failure: serializeError(thrown).code });
}

function change(settings: Partial<Settings>): void {
  if (model.failure) show({ failure: null });
  changeSettings(settings);
}

function choose(choice: VoiceChoice): void {
  if (model.language !== null) change({ voices: { ...model.settings?.voices, [model.language]: choice } });
}

function cancelInstall(voiceId: string): void {
  if (model.settings) change({ intended: withoutVoice(model.settings, voiceId).intended });
  perform(() => request("offscreen", "cancelInstall", { voiceId }));
}
