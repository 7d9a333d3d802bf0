import type {
  BookRequest,
  BookText,
  DocumentChapter,
  DocumentPlace,
  MoreRequest,
  MoreText,
  OwnArticle,
  OwnArticleRequest,
} from "./article.ts";
import type { ErrorReport } from "./diagnostic-log.ts";
import type { ErrorCode, SerializedError } from "./errors.ts";
import type { Formula } from "./formula.ts";
import type { Phonemes } from "./pronunciations.ts";
import type { FrameSelection } from "./selection.ts";
import type { Delivery, ExportFormat, FollowSettings, PlayerPlace, Saying, Settings, VoiceChoice, WhileLoading } from "./settings.ts";

/** A range of an utterance's text in one language, and the voice chosen for it. `start` and `end` (exclusive) are in UTF-16 units. */
export interface Passage {
  start: number;
  end: number;
  /** BCP 47. */
  language: string;
  voice: VoiceChoice;
  /** True if it quotes somebody and has the voice for quotes. */
  isQuote?: boolean;
  /** Without it everything is said as it is written. */
  saying?: Saying;
}

/** Where a text comes from. Failures are shown there, and what is heard is shown there. */
export interface TextSource {
  /** Null if the text is from no tab. */
  tabId: number | null;
  /** The frame of the text in the tab; 0 is the page itself. */
  frameId: number;
  /** The title of the page. */
  title: string;
  /** The host of the page's address. Empty if the browser does not tell it. */
  site: string;
}

/** One request to read. It contains everything that the offscreen document needs. */
export interface Utterance extends Delivery {
  /** The id of the text map in the page, if a script in the page made the text (`content/`). */
  utteranceId: string;
  text: string;
  /** At least one, in the order of the text. Text in no passage is in a language or script that no voice reads, and is not spoken. */
  passages: Passage[];
  /** The formulas in the text that are to be spoken in words, in order. Absent if there are none. */
  formulas?: Formula[];
  /** Phonemes by which all of the text is said, in place of what is written: a trial of an entry of the dictionary. */
  phonemes?: Phonemes | undefined;
  /** True if the selection was longer than `maxSelectionLength`, so that `text` is only its beginning. */
  truncated: boolean;
  whileLoading: WhileLoading;
  source: TextSource;
  /** The address of the page. It is never sent to a page, and only a keyed hash of it and the text is stored. Empty if it is unknown. */
  address: string;
  /** True if the text comes from a private window: nothing of it is stored. */
  isPrivate: boolean;
  /** True for the text of a page and not of a selection: what the page has got behind it when it ends is read on. */
  mayGrow: boolean;
  /** When the user made the request, in milliseconds since the epoch. */
  requestedAt: number;
}

/** What a page has got behind a text that was read from it. */
export interface TextGrowth {
  /** It is appended to the text as it is, and begins with what separates the two. */
  text: string;
  /** The passages of the new part, as offsets into the whole text. At least one. */
  passages: Passage[];
  /** The formulas of the new part, as offsets into the whole text. Absent if there are none. */
  formulas?: Formula[];
  truncated: boolean;
}

/** A word of a sentence: its offsets into the utterance's text (`end` is exclusive), and when it starts in the sentence's sound at rate 1. */
export interface Word {
  start: number;
  end: number;
  startSeconds: number;
}

/** A sentence as it is heard. */
export interface HeardSentence {
  index: number;
  /** The text that is spoken, made safe to speak. */
  text: string;
  /** Offsets into the utterance's text; `end` is exclusive. */
  start: number;
  end: number;
  /** The words of the sound whose times are known, in order. More may follow while the sentence is made. */
  words: Word[];
}

/**
 * Places a sentence's sound in time. At `atMs` (milliseconds since the epoch, often a little ahead of now) the ear is `seconds` after the
 * beginning of that sound. From there it moves on by `rate` seconds in a second: 0 while paused or while no sound is ready.
 */
export interface Clock {
  atMs: number;
  seconds: number;
  rate: number;
}

/** Seconds of sound at rate 1. What was not made yet is estimated. */
export interface Timeline {
  /** The duration of the text before the sentence's sound. */
  beforeSeconds: number;
  totalSeconds: number;
}

/**
 * Where to go on reading: at an offset into the text, so many sentences or paragraphs away, at a second of the timeline, or once more at the
 * beginning of the sentence that is heard or was heard a moment ago, if wished slowly.
 */
export type JumpTarget =
  | { to: "offset"; offset: number }
  | { to: "sentence"; by: number }
  | { to: "paragraph"; by: number }
  | { to: "second"; second: number }
  | { to: "repeat"; slowly: boolean };

/** Where an earlier reading of the text stopped: an offset into the text, and the share of the text before it, 0 to 1. */
export interface ResumePoint {
  offset: number;
  share: number;
}

/** A text that waits to be read, as watchers show it. */
export interface QueuedText {
  utteranceId: string;
  /** The title and the host of the page, as in `TextSource`. */
  title: string;
  site: string;
  /** The first words of the text. */
  start: string;
  /** The language of the beginning, in BCP 47. */
  language: string;
  /** True if the text comes from a private window. Nothing of it is shown outside the extension. */
  isPrivate: boolean;
}

/** When reading is to end by itself: after so many minutes, 5 to 120, or at the end of the text being read; then the queue does not go on. */
export type SleepWish = { after: "minutes"; minutes: number } | { after: "text" };

/**
 * The sleep timer. It stands still while the reading is paused: then `endsAtMs` is null. Otherwise `endsAtMs` is when the time is up, in
 * milliseconds since the epoch. `leftMs` is what was left at the last change.
 */
export type SleepTimer = { after: "minutes"; minutes: number; leftMs: number; endsAtMs: number | null } | { after: "text" };

/** The state of the narrator, as watchers show it. */
export interface Narration {
  status: "idle" | "preparing" | "speaking" | "paused";
  /** The utterance being read or read last. Null after a stop. */
  utteranceId: string | null;
  /** The language (BCP 47) of the sentence being heard; before the first sentence, of the text's beginning. */
  language: string | null;
  /** Where the text comes from. Null after a stop. */
  source: TextSource | null;
  /** The sentence being heard. */
  sentence: HeardSentence | null;
  /** Null while nothing is heard. */
  clock: Clock | null;
  timeline: Timeline | null;
  /** The sentence being made while none has been heard yet. `voice` will speak it. */
  upcoming: string | null;
  /** The share of the text that has been heard, 0 to 1. */
  progress: number;
  truncated: boolean;
  /**
   * Where an earlier reading of this text stopped, while it is read from its beginning: a jump to the offset goes on there. Null if there is
   * none, and after any jump or when the reading has come there.
   */
  resume: ResumePoint | null;
  /** The voice being heard, or about to be heard. */
  voice: VoiceChoice | null;
  /** Why another voice replaces the chosen one. */
  standIn: "loading" | "failed" | "notInstalled" | null;
  /** From the user's gesture to the first sample that left the extension. */
  firstSoundMs: number | null;
  error: SerializedError | null;
}

/** A voice that can be chosen: the instant voice, a voice of the catalogue, or the user's own. */
export interface Voice {
  voiceId: string;
  name: string;
  /** BCP 47, for example `pt-BR`; `mul` for the instant voice. */
  language: string;
  quality: "instant" | "x_low" | "low" | "medium" | "high";
  speakers: { speakerId: number; name: string }[];
  /** The size of the download; 0 for the instant voice. */
  sizeBytes: number;
  installed: boolean;
  /**
   * Installed, but its model on disk differs from what was installed. A voice of the catalogue can be downloaded again; the user's own
   * voice cannot be repaired.
   */
  damaged: boolean;
  /** Its origin: the extension's package, the catalogue, or the user's own file. */
  source: "packaged" | "catalogue" | "imported";
  /** The page that names its licence, if there is one. */
  licenceUrl: string | null;
}

/** A download in progress, or its result. */
export interface Install {
  voiceId: string;
  status: "downloading" | "verifying" | "installed" | "cancelled" | "failed";
  loadedBytes: number;
  totalBytes: number;
  /** The rate over the last seconds; 0 when nothing arrives. */
  bytesPerSecond: number;
  /** Why it failed. While `status` is `downloading`: the current error, after which the hosts are being asked again. */
  error: SerializedError | null;
}

/** The progress of importing the user's own voice. */
export interface VoiceImport {
  /** The folder that was passed to `importVoice`. */
  folder: string;
  /** First the files are checked and copied, then the voice is tried. */
  step: "checking" | "trying";
  /** The share of the step that is done, 0 to 1. */
  share: number;
}

/** How a text is to be saved as an audio file: in which format, and whether with captions (WebVTT) beside it. */
export interface ExportWish {
  format: ExportFormat;
  captions: boolean;
}

/** What an audio file says of itself. */
export interface BookDetails {
  title: string;
  /** Empty if it is unknown. */
  author: string;
  /** A JPEG image that a page of the extension encoded, in base64. Null if there is none. */
  cover: string | null;
}

/** A part of an audio file. A chapter with this title begins with it; null if it belongs to the chapter before. */
export interface BookPart {
  utterance: Utterance;
  chapter: string | null;
}

/** A text, or several, on the way to an audio file. */
export interface SoundExport extends ExportWish {
  exportId: string;
  title: string;
  /**
   * `waiting` for the one before; `making` its sound; `packing` the sound into the file; `paused`, also after the browser was closed;
   * `finished`, so that it can be saved; `failed`: what was made is kept, and it can be tried again.
   */
  status: "waiting" | "making" | "packing" | "paused" | "finished" | "failed";
  /** The share that is done, 0 to 1. */
  share: number;
  /** The time until it is finished, in seconds. Null while it is not known. */
  leftSeconds: number | null;
  /** The sound that was made so far, in seconds at rate 1. */
  madeSeconds: number;
  /** The size of the finished files, or 0. */
  sizeBytes: number;
  /** True if a text comes from a private window. Its files are removed soon after they were saved, and when the browser closes. */
  isPrivate: boolean;
  error: SerializedError | null;
}

/** A file for a page to save, at a `blob:` address. */
export interface SavedFile {
  fileName: string;
  url: string;
}

/** A word that is to be said in another way, for the form of the dictionary. */
export interface PronunciationDraft {
  draftId: string;
  word: string;
  /** The sentence that was heard, or an empty text. */
  sentence: string;
  /** The base language in which the word was read. Empty if nothing was read. */
  language: string;
}

/** What the caches contain. */
export interface CacheStatistics {
  sessions: { voiceId: string; memoryBytes: number; status: "opening" | "open" }[];
  clips: { count: number; sizeBytes: number; durationSeconds: number; hits: number; misses: number };
  /** Complete voices on disk. `partialBytes` is the additional size of unfinished downloads. */
  models: { count: number; sizeBytes: number; partialBytes: number };
  /** The storage that the browser grants this extension, and how much is used. */
  storage: { quotaBytes: number; usageBytes: number };
}

/** What a developer needs first for an error analysis. It contains nothing of the text. */
export interface Diagnostics {
  /** Identifies what makes the sound, by its bytes. */
  engineVersion: string;
  /** True if the document is cross-origin isolated; otherwise voices have only one thread. */
  isolated: boolean;
  threads: number;
  /** Milliseconds of silence because sound was not ready in time, since the document started. */
  underrunMs: number;
  errorReports: ErrorReport[];
}

/** A toast's text, and how it is announced: `alert` at once, `status` when there is nothing else to announce. */
export interface Toast {
  message: string;
  role: "alert" | "status";
  /** The label of the button that closes the toast. */
  dismiss: string;
  /** The language of `message` and `dismiss`, in BCP 47. */
  language: string;
}

/** The first words of a selection, and the language (BCP 47) in which they are read. */
export interface SelectionStart {
  text: string;
  language: string;
}

/** All requests, by the context that answers them. A request resolves when it is accepted, never when speech ends. */
export interface Requests {
  background: {
    /** Reads the selection of the active tab. */
    readSelection(): void;
    /** Reads the page of the active tab: its article with the title, or all of it. */
    readPage(): void;
    /** Opens what the active tab shows in the reader. Rejects with `editorWithoutText`, and like `readPage` if the page allows no script. */
    openInReader(): void;
    /** Reads the document that one of the extension's own pages shows in a tab, from a place on. Rejects like `readPage`. */
    readDocument(where: { tabId: number; from: DocumentPlace }): void;
    /**
     * Prepares what `readSelection` would read, so that its first sound comes at once. Returns its first words, or `null` if there is
     * nothing to read.
     */
    prepareSelection(): SelectionStart | null;
    /** Adds the selection of the active tab to the queue. Returns how many texts are in it. Rejects like `readSelection`, and with `queueFull`. */
    enqueueSelection(): number;
    /** Adds the page of the active tab to the queue. Returns how many texts are in it. Rejects like `readPage`, and with `queueFull`. */
    enqueuePage(): number;
    /** Saves the selection of the active tab as an audio file. Rejects like `readSelection`, and like `exportText`. */
    exportSelection(wish: ExportWish): void;
    /** Saves the page of the active tab as an audio file. Rejects like `readPage`, and like `exportText`. */
    exportPage(wish: ExportWish): void;
    /**
     * Saves all of the document that one of the extension's own pages shows in a tab as an audio file. Its `chapters` begin at elements.
     * Rejects like `readPage`, like `exportText`, and with `documentTooLarge`.
     */
    exportDocument(what: ExportWish & { tabId: number; book: BookDetails; chapters: DocumentChapter[] }): void;
    /** Has what is heard shown in the page of a text that begins to be read without a gesture there. */
    follow(source: TextSource): void;
    /**
     * Returns what the page of a text has got behind its first `length` UTF-16 units, which have been read. Null if there is nothing, or if
     * the page cannot be asked any more; "coming" if it will have more.
     */
    readMore(text: Pick<Utterance, "utteranceId" | "source"> & { length: number }): TextGrowth | "coming" | null;
    getSettings(): Settings;
    /** Opens the form of the dictionary with a word of the text that is read. What is read is read on. */
    openDictionary(draft: { word: string }): void;
    /** Saves the settings in `change` and returns all settings. They also apply to current speech at once. */
    updateSettings(change: Partial<Settings>): Settings;
    /** Reports that voices were removed from disk. They are no longer chosen or favourites. */
    forgetVoices(removed: { voiceIds: string[] }): void;
    /** Starts or resumes a voice's download. The voice is chosen for the base language `chooseFor` when it is installed. */
    installVoice(which: { voiceId: string; chooseFor: string }): void;
    /** Reports which voices are installed, so that the intended ones are chosen. */
    voicesInstalled(installed: { voiceIds: string[] }): void;
    /** Deletes everything: settings, voices, sound and usage counts. Returns the settings that apply then. */
    clearEverything(): Settings;
    /** Resolves when the offscreen document answers requests and accepts ports. */
    ensureOffscreen(): void;
    /**
     * Shows the narrator's status on the toolbar and in the menu, and a `failure` in the tab that was read. It is null if there is none, or
     * if one of the extension's own pages shows it.
     */
    showNarration(narration: Pick<Narration, "status"> & { failure: { tabId: number; code: ErrorCode } | null }): void;
    /** Shows the tab of the text that is being read, and in it what is heard. Does nothing if the tab is closed. */
    showPlace(source: Pick<TextSource, "tabId" | "frameId">): void;
    /** Shows what is heard in a frame that was loaded anew, or in the page that came into its place, if the browser still allows it. */
    followAgain(frame: Pick<TextSource, "frameId"> & { tabId: number }): void;
    /** The user has seen the last failure in the popup. It is no longer shown on the toolbar button. */
    dismissFailure(): void;
    /** Reports whether the offscreen document has work in progress that must not be interrupted. */
    stayAwake(isBusy: boolean): void;
  };
  offscreen: {
    speak(utterance: Utterance): void;
    /** Makes the first sound of an utterance that is likely to be requested soon. */
    prepare(utterance: Utterance): void;
    pause(): void;
    resume(): void;
    /** Pauses or resumes, depending on the narrator's status. */
    pauseOrResume(): void;
    stop(): void;
    /** Goes on reading elsewhere in the text. Does nothing if nothing is being read. */
    jump(target: JumpTarget): void;
    /** The page of the text that is being read has more of it: the text becomes longer at once, and not only when its end is near. */
    grow(): void;
    /**
     * Adds a text to the end of the queue. Returns how many texts are in it. Nothing begins to be read. Rejects with `queueFull` if there
     * are too many texts, or too long ones.
     */
    enqueue(utterance: Utterance): number;
    /** Removes a text from the queue, if it is still in it. */
    removeFromQueue(which: { utteranceId: string }): void;
    /** Moves a text in the queue to `index`, from 0, if it is still in it. */
    moveInQueue(move: { utteranceId: string; index: number }): void;
    /** Reads the first text of the queue in place of what is being read. Does nothing if the queue is empty. */
    readNext(): void;
    clearQueue(): void;
    /** Begins to make an audio file of a text, or lets it wait for those before. Rejects with `exportsFull`. */
    exportText(wish: ExportWish & { utterance: Utterance }): void;
    /** Like `exportText`, for several parts in one file. */
    exportBook(wish: ExportWish & { book: BookDetails; parts: BookPart[] }): void;
    /** Like `exportText`, for all texts of the queue in one file. Rejects with `nothingToRead` if the queue is empty. */
    exportQueue(wish: ExportWish & { title: string }): void;
    /** Stops the work on an export until `resumeExport`. What was made is kept. */
    pauseExport(which: { exportId: string }): void;
    /** Goes on with an export that is paused or that failed. */
    resumeExport(which: { exportId: string }): void;
    /** Ends an export if it is not finished, and deletes its files. */
    removeExport(which: { exportId: string }): void;
    /** The finished files of an export. */
    saveExport(which: { exportId: string }): SavedFile[];
    /** Sets the sleep timer, in place of the one before. Null turns it off. */
    setSleepTimer(wish: SleepWish | null): void;
    /** Keeps a word, with what is read, until the form of the dictionary shows it. */
    draftPronunciation(draft: { word: string }): void;
    /** The form of the dictionary shows the word. */
    dropDraft(): void;
    /** The symbols of phonemes that a voice does not have. `language` is for the instant voice. Rejects like `speak` would. */
    checkPhonemes(given: { phonemes: Phonemes; language: string; voice: VoiceChoice }): string[];
    /** Applies changed settings, also to current speech at once. */
    configure(settings: Settings): void;
    /** Starts or resumes a download, or joins the one in progress. */
    installVoice(which: { voiceId: string }): void;
    /** Stops a download. Its bytes are kept, so that `installVoice` can resume it or `discardDownload` can delete them. */
    cancelInstall(which: { voiceId: string }): void;
    /** Stops a download and deletes its bytes. */
    discardDownload(which: { voiceId: string }): void;
    /** Removes an installed or imported voice, also from the settings. */
    removeVoice(which: { voiceId: string }): void;
    /**
     * Imports the user's own voice. `folder` is a folder in `imports` in the origin private file system, into which the calling page has
     * put `model.onnx` and `model.onnx.json`. Returns the new voice. The folder is deleted afterwards in every case.
     */
    importVoice(from: { folder: string; name: string }): Voice;
    /** Cancels an import. Its `importVoice` rejects when nothing of it is left. */
    cancelImport(which: { folder: string }): void;
    /** Renames the user's own voice; the name is cleaned by `cleanVoiceName`. Rejects with `voiceNameEmpty` or `voiceNotInstalled`. */
    renameVoice(change: { voiceId: string; name: string }): void;
    /** URLs (`blob:`) of an installed voice's two files, for a page to save. */
    exportVoice(which: { voiceId: string }): SavedFile[];
    /** Opens a voice's session in advance, as soon as nothing is being read. Rejects with `voiceNotInstalled`. */
    preloadVoice(which: { voiceId: string }): void;
    /**
     * Closes a voice's session and frees its memory when it has finished its current sentence. If it is needed again, it is opened again.
     */
    closeSession(which: { voiceId: string }): void;
    closeSessions(): void;
    clearClips(): void;
    /** Removes every installed or imported voice, also from the settings, and all partial downloads. */
    removeAllVoices(): void;
    /** Stops reading, and deletes everything that this document has on disk: voices, sound and usage counts. */
    clearEverything(): void;
    getDiagnostics(): Diagnostics;
    /** The sentences of a text in a language (BCP 47) as a voice is given them to speak. */
    sayInWords(example: { text: string; language: string; saying: Saying }): string[];
  };
  /** One of the extension's own pages, in a tab. */
  page: {
    getSelection(): FrameSelection;
    /** Returns the text of the document that the page shows, or of its article. Null if there is nothing to read. */
    readArticle(request: OwnArticleRequest): OwnArticle | null;
    /** Returns all text of the document that the page shows, with the offsets of its chapters. Null if there is nothing to read. */
    readBook(request: BookRequest): BookText | null;
    /**
     * Returns what the page has got behind a text that was read from it. Null if there is nothing; "coming" if it is still opening its document and
     * has no more of it yet.
     */
    readMore(request: MoreRequest): MoreText | "coming" | null;
    showToast(toast: Toast): void;
    /** Shows what is heard, until nothing of this page is read any more. */
    follow(): void;
    /** Scrolls to what is heard. */
    comeBack(): void;
  };
}

/** Everything that a watching page can know. `voices` is empty until the voices on disk have been read. */
export interface OffscreenState {
  narration: Narration;
  /** The texts that wait to be read, in their order. The first one begins when the text being read has been heard to its end. */
  queue: QueuedText[];
  /** Null while it is off. */
  sleepTimer: SleepTimer | null;
  voices: Voice[];
  /** The latest state of every install since the document started. */
  installs: Install[];
  /** The imports in progress. */
  imports: VoiceImport[];
  /** The audio files that are made, wait or are finished, oldest first. */
  exports: SoundExport[];
  /** Null if the form of the dictionary has shown the last one. */
  draft: PronunciationDraft | null;
  statistics: CacheStatistics;
}

/** The events that the offscreen document sends to watchers. The first event on a port is the snapshot. */
export type OffscreenEvent =
  | { type: "snapshot"; state: OffscreenState }
  | { type: "narrationChanged"; narration: Narration }
  | { type: "queueChanged"; queue: QueuedText[] }
  | { type: "sleepTimerChanged"; sleepTimer: SleepTimer | null }
  | { type: "voicesChanged"; voices: Voice[] }
  | { type: "installProgressed"; install: Install }
  | { type: "importsChanged"; imports: VoiceImport[] }
  | { type: "exportsChanged"; exports: SoundExport[] }
  | { type: "draftChanged"; draft: PronunciationDraft | null }
  | { type: "statisticsChanged"; statistics: CacheStatistics };

/** The name of the port on which the offscreen document sends its events. */
export const eventsPortName = "offscreen-events";

/** The name of the port between a page that is being read and the offscreen document. */
export const followPortName = "follow";

/** What the scripts in the page that is being read know: what is heard, and nothing of other pages. Sent on the port whole, at once and after each change. */
export interface FollowState {
  narration: Pick<
    Narration,
    "status" | "utteranceId" | "language" | "sentence" | "clock" | "timeline" | "resume" | "voice" | "standIn" | "upcoming"
  >;
  /** True in the frame of the text. */
  hasText: boolean;
  /** The voices that can read the current language: the instant voice and installed ones. */
  voices: { choice: VoiceChoice; name: string }[];
  settings: FollowSettings;
}

/** How the page shows what is heard: whether it is drawn there, and whether the person has scrolled away from it. */
export interface FollowView {
  isDrawn: boolean;
  isAway: boolean;
}

/** What the offscreen document sends on the port. `view` is what the frame of the text told last. */
export interface FollowMessage {
  state: FollowState;
  view: FollowView;
}

/** What a script in the page may ask for, on the port. Only the frame of the text tells its view. */
export type FollowCommand =
  | { type: "tellView"; view: FollowView }
  | { type: "pauseOrResume" }
  | { type: "stop" }
  | { type: "jump"; target: JumpTarget }
  | { type: "showPlace" }
  | { type: "setRate"; rate: number }
  | { type: "chooseVoice"; choice: VoiceChoice }
  | { type: "movePlayer"; place: PlayerPlace }
  | { type: "hidePlayer" }
  | { type: "sayDifferently"; word: string };

/** The longest selection that is read, in UTF-16 units: about nine hours of speech. */
export const maxSelectionLength = 500_000;
/** The longest text of an audio file, in UTF-16 units: a book is saved whole. */
export const maxBookLength = 10 * maxSelectionLength;

/** The longest text that is read of a page: its parts of at most `maxSelectionLength` units come one after another. */
export const maxGrownLength = 10_000_000;
