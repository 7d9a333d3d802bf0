import { baseLanguage } from "./languages.ts";
import { parsePronunciations, type Pronunciation } from "./pronunciations.ts";

/** A voice, and which of its speakers. */
export interface VoiceChoice {
  voiceId: string;
  speakerId: number;
}

/** What is heard while a natural voice loads: the instant voice at once, or silence until the voice is ready. */
export type WhileLoading = "instant" | "wait";

/** Which voices are loaded before they are needed: none, those chosen for a language, or the two most used. */
type Preload = "none" | "chosen" | "mostUsed";

/** What is shown of what is heard, in the page. */
export const highlights = ["both", "sentence", "word", "off"] as const;
/** The colours of the highlight. */
export const highlightColours = ["yellow", "green", "blue", "pink"] as const;

/** The formats of audio files. Browsers without an encoder for AAC or Opus cannot make the last two. */
export const exportFormats = ["mp3", "wav", "m4b", "opus"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Where the player is in a page: docked at the bottom, or its centre as a share of the window's width and height, 0 to 1. */
export type PlayerPlace = "docked" | { x: number; y: number };

/** How web addresses are said: only the host, as they are written, or not at all. The first of each of these is the default. */
export const addressWays = ["host", "whole", "none"] as const;
export const emojiWays = ["said", "none"] as const;
export const hashtagWays = ["said", "none"] as const;

/** What is left out of a text, and how some of it is said. */
export interface LeftOut {
  /** Marks of citations and footnotes such as [12], ¹ and †, and lists of references. */
  citations: boolean;
  /** Whether the marks are left out of selected text too. What is selected is otherwise read as it is, except for the ways below. */
  citationsInSelections: boolean;
  /** Round brackets with what they contain. */
  brackets: boolean;
  code: boolean;
  tables: boolean;
  /** The alternative text of figures. */
  figures: boolean;
  captions: boolean;
  addresses: (typeof addressWays)[number];
  emoji: (typeof emojiWays)[number];
  hashtags: (typeof hashtagWays)[number];
  /** Direct speech and quoted paragraphs are read by another voice, if one is chosen for their language. */
  quotesInOtherVoice: boolean;
}

/** How a voice says what is no plain text, wherever it is from. With `citations` it leaves out the marks of citations. */
export type Saying = Pick<LeftOut, "addresses" | "citations" | "emoji" | "hashtags">;

/** How long the reader keeps what was opened: a month after it was read last, until it is removed, or only until the reader is opened again. */
export const keepingTimes = ["month", "always", "session"] as const;

/** The fonts, line lengths and colours of a document in the reader. The first of each is the default. */
export const readerFonts = ["sans", "serif", "spaced"] as const;
export const readerWidths = ["medium", "narrow", "wide"] as const;
export const readerThemes = ["system", "light", "sepia", "dark"] as const;

/** How the reader shows a PDF: as its pages look, or as flowing text. */
export const pdfViews = ["pages", "text"] as const;

/** How a document looks in the reader. */
export interface ReaderLook {
  font: (typeof readerFonts)[number];
  /** The size of the text, `minTextSize` to `maxTextSize`. 1 is the reader's own. */
  textSize: number;
  width: (typeof readerWidths)[number];
  theme: (typeof readerThemes)[number];
  pdfView: (typeof pdfViews)[number];
}

/** Everything that the user can set. The background keeps it in `storage.local`. */
export interface Settings {
  /** The chosen voice per base language (`en`, `fr`). A language without an entry is read by the instant voice. */
  voices: Record<string, VoiceChoice>;
  /** The voice to choose per base language as soon as it is installed. Until then the one in `voices` reads. */
  intended: Record<string, VoiceChoice>;
  /** The ids of the user's favourite voices. */
  favourites: string[];
  /** The playback rate, `minRate` to `maxRate`. 1 is the voice's own rate. */
  rate: number;
  /** 0 (silent) to 1. */
  volume: number;
  /** The pitch, `minPitch` to `maxPitch`. 1 is the voice's own. */
  pitch: number;
  /** Silence that is added after each word, for learners; after each sentence and each paragraph: in seconds at rate 1. */
  wordPauseSeconds: number;
  sentencePauseSeconds: number;
  paragraphPauseSeconds: number;
  /** Inaudible sound before the first word, in seconds, for headsets that swallow the beginning. */
  leadSeconds: number;
  /** Whether each sentence is read in its own language. If not, a text is read in its main language as far as its voice can. */
  mixesLanguages: boolean;
  highlight: (typeof highlights)[number];
  highlightColour: (typeof highlightColours)[number];
  /** Whether the page scrolls to what is heard. */
  scrollsAlong: boolean;
  showsPlayer: boolean;
  playerPlace: PlayerPlace;
  /** Whether a double click on a word, while reading, goes on from there. */
  jumpsOnDoubleClick: boolean;
  /** Whether a small button appears beside a selection. */
  showsSelectionButton: boolean;
  leftOut: LeftOut;
  /** The same for some sites alone, by host without `www.`. */
  leftOutOn: Record<string, LeftOut>;
  /** The voices for quotes per base language. */
  quoteVoices: Record<string, VoiceChoice>;
  /** Whether formulas are spoken in words, in languages in which that is known, or as they are written. */
  saysMaths: boolean;
  /** The format in which the last text was saved as an audio file, and whether with captions. */
  exportFormat: ExportFormat;
  exportCaptions: boolean;
  /** What is to be said in another way than it is written. */
  pronunciations: Pronunciation[];
  /** Whether words that voices are known to say wrongly are said right. */
  mendsFaults: boolean;
  whileLoading: WhileLoading;
  preload: Preload;
  /** The memory that all open voices may use together. */
  sessionBudgetBytes: number;
  /** A voice that was not used for this long is closed. 0 keeps it until its memory is needed. */
  closeIdleAfterMinutes: number;
  /** The disk space for stored sound. */
  clipLimitBytes: number;
  /** Whether stored sound is kept when the browser closes. */
  keepClips: "always" | "session";
  readerLook: ReaderLook;
  keepsDocuments: (typeof keepingTimes)[number];
  /** True if the caches write their activity to the console, never any text. */
  logging: boolean;
  /** True once the user has seen the welcome page. */
  welcomed: boolean;
}

/** How a text is said. */
export type Delivery = Pick<
  Settings,
  "rate" | "volume" | "pitch" | "wordPauseSeconds" | "sentencePauseSeconds" | "paragraphPauseSeconds" | "leadSeconds"
>;

/** The settings that matter in a page that is being read. */
export type FollowSettings = Pick<
  Settings,
  "rate" | "highlight" | "highlightColour" | "scrollsAlong" | "showsPlayer" | "playerPlace" | "jumpsOnDoubleClick"
>;

/** The key of the settings in `storage.local`. */
export const settingsKey = "settings";

/** The `voiceId` of the packaged eSpeak NG voice, which speaks all its languages without a download. */
export const instantVoiceId = "instant";

/** Far more than any voice has. */
const maxSpeakerId = 100_000;

export const minRate = 0.5;
export const maxRate = 3;
export const minPitch = 0.5;
export const maxPitch = 2;
export const minTextSize = 0.8;
export const maxTextSize = 2.4;
const maxPauseSeconds = 5;

/** The settings before the user changes them. The session budget is enough for two medium voices. */
export const defaultSettings: Settings = {
  voices: {},
  intended: {},
  favourites: [],
  rate: 1,
  volume: 1,
  pitch: 1,
  wordPauseSeconds: 0,
  sentencePauseSeconds: 0,
  paragraphPauseSeconds: 0.3,
  leadSeconds: 0,
  mixesLanguages: true,
  highlight: "both",
  highlightColour: "yellow",
  scrollsAlong: true,
  showsPlayer: true,
  playerPlace: "docked",
  jumpsOnDoubleClick: true,
  showsSelectionButton: false,
  leftOut: {
    citations: true,
    citationsInSelections: true,
    brackets: false,
    code: true,
    tables: false,
    figures: false,
    captions: false,
    addresses: "host",
    emoji: "said",
    hashtags: "said",
    quotesInOtherVoice: false,
  },
  leftOutOn: {},
  quoteVoices: {},
  saysMaths: true,
  exportFormat: "mp3",
  exportCaptions: false,
  pronunciations: [],
  mendsFaults: true,
  whileLoading: "instant",
  preload: "none",
  sessionBudgetBytes: 500e6,
  closeIdleAfterMinutes: 0,
  clipLimitBytes: 200e6,
  keepClips: "always",
  readerLook: { font: "sans", textSize: 1, width: "medium", theme: "system", pdfView: "pages" },
  keepsDocuments: "month",
  logging: false,
  welcomed: false,
};

/** The voice that the user chose for a language (BCP 47), or the instant voice. */
export function chosenVoice(language: string, { voices }: Pick<Settings, "voices">): VoiceChoice {
  return voices[baseLanguage(language)] ?? { voiceId: instantVoiceId, speakerId: 0 };
}

/** The voice that reads quotes in a language (BCP 47): the one that the user chose for them, or the voice of that language. */
export function quoteVoice(language: string, settings: Pick<Settings, "voices" | "quoteVoices">): VoiceChoice {
  return settings.quoteVoices[baseLanguage(language)] ?? chosenVoice(language, settings);
}

/** How `settings` wish a text to be said. */
export function deliveryOf({
  rate,
  volume,
  pitch,
  wordPauseSeconds,
  sentencePauseSeconds,
  paragraphPauseSeconds,
  leadSeconds,
}: Settings): Delivery {
  return { rate, volume, pitch, wordPauseSeconds, sentencePauseSeconds, paragraphPauseSeconds, leadSeconds };
}

/** True if two choices are the same speaker of the same voice. */
export function isSameVoice(a: VoiceChoice, b: VoiceChoice): boolean {
  return a.voiceId === b.voiceId && a.speakerId === b.speakerId;
}

/** Parses stored settings. Missing or invalid values get their defaults. */
export function parseSettings(stored: unknown): Settings {
  const raw = isRecord(stored) ? stored : {};
  return {
    voices: parseVoices(raw.voices),
    intended: parseVoices(raw.intended),
    favourites: Array.isArray(raw.favourites) ? raw.favourites.filter((voiceId) => typeof voiceId === "string") : [],
    rate: numberBetween(raw.rate, minRate, maxRate, defaultSettings.rate),
    volume: numberBetween(raw.volume, 0, 1, defaultSettings.volume),
    pitch: numberBetween(raw.pitch, minPitch, maxPitch, defaultSettings.pitch),
    wordPauseSeconds: numberBetween(raw.wordPauseSeconds, 0, maxPauseSeconds, defaultSettings.wordPauseSeconds),
    sentencePauseSeconds: numberBetween(raw.sentencePauseSeconds, 0, maxPauseSeconds, defaultSettings.sentencePauseSeconds),
    paragraphPauseSeconds: numberBetween(raw.paragraphPauseSeconds, 0, maxPauseSeconds, defaultSettings.paragraphPauseSeconds),
    leadSeconds: numberBetween(raw.leadSeconds, 0, maxPauseSeconds, defaultSettings.leadSeconds),
    mixesLanguages: raw.mixesLanguages !== false,
    highlight: oneOf(raw.highlight, highlights),
    highlightColour: oneOf(raw.highlightColour, highlightColours),
    scrollsAlong: raw.scrollsAlong !== false,
    showsPlayer: raw.showsPlayer !== false,
    playerPlace: parsePlace(raw.playerPlace),
    jumpsOnDoubleClick: raw.jumpsOnDoubleClick !== false,
    showsSelectionButton: raw.showsSelectionButton === true,
    leftOut: parseLeftOut(raw.leftOut),
    leftOutOn: parseSites(raw.leftOutOn),
    quoteVoices: parseVoices(raw.quoteVoices),
    saysMaths: raw.saysMaths !== false,
    exportFormat: oneOf(raw.exportFormat, exportFormats),
    exportCaptions: raw.exportCaptions === true,
    pronunciations: parsePronunciations(raw.pronunciations),
    mendsFaults: raw.mendsFaults !== false,
    whileLoading: oneOf(raw.whileLoading, ["instant", "wait"]),
    preload: oneOf(raw.preload, ["none", "chosen", "mostUsed"]),
    sessionBudgetBytes: numberBetween(raw.sessionBudgetBytes, 100e6, 16e9, defaultSettings.sessionBudgetBytes),
    closeIdleAfterMinutes: numberBetween(raw.closeIdleAfterMinutes, 0, 24 * 60, defaultSettings.closeIdleAfterMinutes),
    clipLimitBytes: numberBetween(raw.clipLimitBytes, 0, 10e9, defaultSettings.clipLimitBytes),
    keepClips: oneOf(raw.keepClips, ["always", "session"]),
    readerLook: parseLook(raw.readerLook),
    keepsDocuments: oneOf(raw.keepsDocuments, keepingTimes),
    logging: raw.logging === true,
    welcomed: raw.welcomed === true,
  };
}

function parsePlace(raw: unknown): PlayerPlace {
  if (!isRecord(raw)) return "docked";
  return { x: numberBetween(raw.x, 0, 1, 0.5), y: numberBetween(raw.y, 0, 1, 1) };
}

function parseLook(raw: unknown): ReaderLook {
  const stored = isRecord(raw) ? raw : {};
  return {
    font: oneOf(stored.font, readerFonts),
    textSize: numberBetween(stored.textSize, minTextSize, maxTextSize, 1),
    width: oneOf(stored.width, readerWidths),
    theme: oneOf(stored.theme, readerThemes),
    pdfView: oneOf(stored.pdfView, pdfViews),
  };
}

function parseLeftOut(raw: unknown): LeftOut {
  const stored = isRecord(raw) ? raw : {};
  const { leftOut } = defaultSettings;
  const wish = (name: keyof LeftOut): boolean => {
    const value = stored[name];
    return typeof value === "boolean" ? value : leftOut[name] === true;
  };
  return {
    citations: wish("citations"),
    citationsInSelections: wish("citationsInSelections"),
    brackets: wish("brackets"),
    code: wish("code"),
    tables: wish("tables"),
    figures: wish("figures"),
    captions: wish("captions"),
    // Before there were ways, there was only the wish whether long addresses are shortened.
    addresses: oneOf(stored.addresses ?? (stored.longAddresses === false ? "whole" : undefined), addressWays),
    emoji: oneOf(stored.emoji, emojiWays),
    hashtags: oneOf(stored.hashtags, hashtagWays),
    quotesInOtherVoice: wish("quotesInOtherVoice"),
  };
}

/** The most sites with choices of their own. */
const maxSites = 200;

function parseSites(raw: unknown): Settings["leftOutOn"] {
  if (!isRecord(raw)) return {};
  const sites = Object.entries(raw).flatMap(([name, leftOut]): [string, LeftOut][] => {
    const site = siteName(name);
    return site === null || !isRecord(leftOut) ? [] : [[site, parseLeftOut(leftOut)]];
  });
  return Object.fromEntries(sites.slice(0, maxSites));
}

/** The name under which a site's own choices are kept, from its host or an address of it. Null if there is none. */
export function siteName(written: string): string | null {
  const text = written.trim();
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (text === "" || text.length > 2_000 || !URL.canParse(address)) return null;
  const { protocol, host } = new URL(address);
  if (!/^https?:$/.test(protocol) || host === "") return null;
  const name = host.replace(/^(?:www\.)+/, "");
  // It is the name of a property.
  return name === "" || name === "__proto__" ? null : name;
}

/** What is left out of a text from a site, given by its host. */
export function leftOutOn(site: string, { leftOut, leftOutOn: sites }: Pick<Settings, "leftOut" | "leftOutOn">): LeftOut {
  const name = siteName(site);
  return (name !== null && Object.hasOwn(sites, name) ? sites[name] : undefined) ?? leftOut;
}

/** The settings without these voices. Languages that one of them read are then read by the instant voice. */
export function withoutVoices(settings: Settings, voiceIds: readonly string[]): Settings {
  const gone = new Set(voiceIds);
  const withoutThose = (choices: Settings["voices"]): Settings["voices"] =>
    Object.fromEntries(Object.entries(choices).filter(([, { voiceId }]) => !gone.has(voiceId)));
  return {
    ...settings,
    voices: withoutThose(settings.voices),
    intended: withoutThose(settings.intended),
    quoteVoices: withoutThose(settings.quoteVoices),
    favourites: settings.favourites.filter((voiceId) => !gone.has(voiceId)),
  };
}

/** `value` if it is one of `allowed`, else the first of them, which is the default. */
function oneOf<T extends string>(value: unknown, allowed: readonly [T, ...T[]]): T {
  return allowed.find((candidate) => candidate === value) ?? allowed[0];
}

function parseVoices(raw: unknown): Settings["voices"] {
  if (!isRecord(raw)) return {};
  return Object.fromEntries(
    Object.entries(raw).flatMap(([language, choice]) =>
      isRecord(choice) && typeof choice.voiceId === "string"
        ? [[language, { voiceId: choice.voiceId, speakerId: speakerIn(choice.speakerId) }]]
        : [],
    ),
  );
}

/** A speaker's id, or 0 if `value` is invalid. */
function speakerIn(value: unknown): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= maxSpeakerId ? value : 0;
}

function numberBetween(value: unknown, min: number, max: number, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : otherwise;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
