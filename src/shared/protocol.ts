import type { ErrorReport } from "./diagnostic-log.ts";
import type { ErrorCode, SerializedError } from "./errors.ts";
import type { FrameSelection } from "./selection.ts";
import type { Settings, VoiceChoice, WhileLoading } from "./settings.ts";

/** A range of an utterance's text in one language, and the voice chosen for it: `start` and `end` (exclusive) in UTF-16 units. */
export interface Passage {
  start: number;
  end: number;
  /** BCP 47. */
  language: string;
  voice: VoiceChoice;
}

/** One request to read: everything the offscreen document needs to know, so that nothing else has to be asked. */
export interface Utterance {
  utteranceId: string;
  text: string;
  /** At least one, in the order of the text; what no passage covers is in a language or a script that no voice reads, and is left out. */
  passages: Passage[];
  /** True when the selection was longer than `maxSelectionLength` and `text` is its beginning. */
  truncated: boolean;
  rate: number;
  volume: number;
  whileLoading: WhileLoading;
  /** The tab whose text it is, where a failure is told; null when it is from no tab. */
  tabId: number | null;
  /** True when it comes from a private window: nothing of it is kept. */
  isPrivate: boolean;
  /** When the person asked, in milliseconds since the epoch. */
  requestedAt: number;
}

/** Where the narrator is, as anyone who watches may show it. */
export interface Narration {
  status: "idle" | "preparing" | "speaking" | "paused";
  /** What is being read, or was read last; null after a stop. */
  utteranceId: string | null;
  /** Of the sentence being heard, or of the text's beginning until one is; BCP 47. */
  language: string | null;
  /** The sentence being heard: offsets into the utterance's text, `end` exclusive. */
  sentence: { index: number; text: string; start: number; end: number } | null;
  /** The sentence that is being made while none has been heard yet; `voice` tells who will speak it. */
  upcoming: string | null;
  /** How much of the text has been heard, 0 to 1. */
  progress: number;
  truncated: boolean;
  /** The voice being heard, or about to be. */
  voice: VoiceChoice | null;
  /** Why another voice stands in for the chosen one. */
  standIn: "loading" | "failed" | "notInstalled" | null;
  /** From the person's gesture to the first sample that left the extension. */
  firstSoundMs: number | null;
  error: SerializedError | null;
}

/** A voice that can be chosen: the instant voice, a catalogue voice, or a person's own. */
export interface Voice {
  voiceId: string;
  name: string;
  /** BCP 47, for example `pt-BR`; `mul` for the instant voice. */
  language: string;
  quality: "instant" | "x_low" | "low" | "medium" | "high";
  speakers: { speakerId: number; name: string }[];
  /** What an install downloads; 0 for the instant voice. */
  sizeBytes: number;
  installed: boolean;
  /** Installed, but its model on disk is not what was installed: it cannot speak until it is downloaded again, or for good if it is a person's own. */
  damaged: boolean;
  /** Where it comes from: inside the extension, the catalogue, or a person's own file. */
  source: "packaged" | "catalogue" | "imported";
  /** The page that names its licence, where there is one. */
  licenceUrl: string | null;
}

/** A download under way, or how it ended. */
export interface Install {
  voiceId: string;
  status: "downloading" | "verifying" | "installed" | "cancelled" | "failed";
  loadedBytes: number;
  totalBytes: number;
  /** Over the last seconds; 0 when nothing is coming. */
  bytesPerSecond: number;
  /** Why it failed, or, while it is `downloading`, what keeps it from coming at the moment and is being tried again. */
  error: SerializedError | null;
}

/** How far the taking in of a person's own voice is. */
export interface VoiceImport {
  /** As `importVoice` was given it. */
  folder: string;
  /** Its files are looked at and copied, then it is let speak. */
  step: "checking" | "trying";
  /** How much of the step is done, 0 to 1. */
  share: number;
}

/** What the caches hold. */
export interface CacheStatistics {
  sessions: { voiceId: string; memoryBytes: number; status: "opening" | "open" }[];
  clips: { count: number; sizeBytes: number; durationSeconds: number; hits: number; misses: number };
  /** Whole voices on disk; `partialBytes` is what unfinished downloads take besides. */
  models: { count: number; sizeBytes: number; partialBytes: number };
  /** What the browser grants this extension, and what it takes of it. */
  storage: { quotaBytes: number; usageBytes: number };
}

/** What a developer asks first when something is wrong; nothing of it says what was read. */
export interface Diagnostics {
  /** Names what makes the sound, by its bytes. */
  engineVersion: string;
  /** Whether the document is cross-origin isolated, without which there is one thread only. */
  isolated: boolean;
  threads: number;
  /** Milliseconds of silence in which sound was due and had not come, and what went wrong; both since the document started. */
  underrunMs: number;
  errorReports: ErrorReport[];
}

/** What a toast says, and how it is announced: `alert` at once, `status` when there is nothing else to say. */
export interface Toast {
  message: string;
  role: "alert" | "status";
  /** What the button is called that takes the toast away. */
  dismiss: string;
  /** Of `message` and `dismiss`; BCP 47. */
  language: string;
}

/** How a selection begins: its first words, and the language (BCP 47) that they are read in. */
export interface SelectionStart {
  text: string;
  language: string;
}

/** Everything that can be asked, by the context that answers. A request resolves when it is accepted, never when speech ends. */
export interface Requests {
  background: {
    /** Reads the selection of the active tab. */
    readSelection(): void;
    /** Prepares what `readSelection` would read, so that its first sound comes at once, and answers how it begins; `null` if there is nothing to read. */
    prepareSelection(): SelectionStart | null;
    getSettings(): Settings;
    /** Saves what `change` names and answers with the whole; speech under way follows at once. */
    updateSettings(change: Partial<Settings>): Settings;
    /** Tells that voices are no longer on disk: they are chosen and marked no longer. */
    forgetVoices(removed: { voiceIds: string[] }): void;
    /** Starts or resumes a voice's download, and chooses the voice for the base language `chooseFor` as soon as it is installed. */
    installVoice(which: { voiceId: string; chooseFor: string }): void;
    /** Tells which voices are installed, so that those are chosen that were waited for. */
    voicesInstalled(installed: { voiceIds: string[] }): void;
    /** Forgets all there is: settings, voices, sound and counts; answers with the settings that apply then. */
    clearEverything(): Settings;
    /** Resolves when the offscreen document answers requests and takes ports. */
    ensureOffscreen(): void;
    /**
     * Shows on the toolbar and in the menu what the narrator does, and tells of a `failure` in the tab that was read; nothing is told where
     * that is null, as the extension's own pages do that themselves.
     */
    showNarration(narration: Pick<Narration, "status"> & { failure: { tabId: number; code: ErrorCode } | null }): void;
    /** The person has seen the last failure in the popup: it is told nowhere else any more. */
    dismissFailure(): void;
    /** Whether something is under way in the offscreen document that its end would break off. */
    stayAwake(isBusy: boolean): void;
  };
  offscreen: {
    speak(utterance: Utterance): void;
    /** Makes the beginning of an utterance that is likely to be asked for soon. */
    prepare(utterance: Utterance): void;
    pause(): void;
    resume(): void;
    /** Whichever of the two the narrator's status calls for. */
    pauseOrResume(): void;
    stop(): void;
    /** Takes over settings that changed; speech under way follows at once. */
    configure(settings: Settings): void;
    /** Starts or resumes a download, or joins the one under way. */
    installVoice(which: { voiceId: string }): void;
    /** Ends a download; what has come is kept, for `installVoice` to go on or `discardDownload` to throw away. */
    cancelInstall(which: { voiceId: string }): void;
    /** Ends a download and frees the disk of what has come of it. */
    discardDownload(which: { voiceId: string }): void;
    /** Removes a voice that was installed or imported, and with it what the settings say of it. */
    removeVoice(which: { voiceId: string }): void;
    /**
     * Takes in a person's own voice: `folder` is one below `imports` in the origin private file system, in which the asking page has
     * put `model.onnx` and `model.onnx.json`. Answers with the new voice; the folder is gone afterwards, whatever came of it.
     */
    importVoice(from: { folder: string; name: string }): Voice;
    /** Gives up an import under way: its `importVoice` is refused as soon as nothing is left of it. */
    cancelImport(which: { folder: string }): void;
    /** Gives a person's own voice the name that `cleanVoiceName` makes of this. Rejects with `voiceNameEmpty`, or with `voiceNotInstalled`. */
    renameVoice(change: { voiceId: string; name: string }): void;
    /** Addresses (`blob:`) of an installed voice's two files, for a page to save. */
    exportVoice(which: { voiceId: string }): { fileName: string; url: string }[];
    /** Has a voice's session opened so that it answers at once later, when nothing is being read. Rejects with `voiceNotInstalled`. */
    preloadVoice(which: { voiceId: string }): void;
    /** Frees a voice's memory, once it has finished the sentence it is working on; what is being read goes on with it opened anew. */
    closeSession(which: { voiceId: string }): void;
    closeSessions(): void;
    clearClips(): void;
    /** Removes every voice that was installed or imported, what the settings say of them, and what has come of downloads. */
    removeAllVoices(): void;
    /** Stops, and removes all that this document has on disk: voices, sound, and the counts of use. */
    clearEverything(): void;
    getDiagnostics(): Diagnostics;
  };
  /** One of the extension's own pages, in a tab. */
  page: {
    getSelection(): FrameSelection;
    showToast(toast: Toast): void;
  };
}

/** All that a page which watches can know. `voices` is empty until the voices on disk have been looked through. */
export interface OffscreenState {
  narration: Narration;
  voices: Voice[];
  /** The last word on every install since the document started. */
  installs: Install[];
  /** The imports under way. */
  imports: VoiceImport[];
  statistics: CacheStatistics;
}

/** What the offscreen document tells whoever watches; the first event on a port is the snapshot. */
export type OffscreenEvent =
  | { type: "snapshot"; state: OffscreenState }
  | { type: "narrationChanged"; narration: Narration }
  | { type: "voicesChanged"; voices: Voice[] }
  | { type: "installProgressed"; install: Install }
  | { type: "importsChanged"; imports: VoiceImport[] }
  | { type: "statisticsChanged"; statistics: CacheStatistics };

/** The name of the port on which the offscreen document sends its events. */
export const eventsPortName = "offscreen-events";

/** Longest selection that is read, in UTF-16 units: about nine hours of speech. */
export const maxSelectionLength = 500_000;
