import { reportError } from "../../src/shared/diagnostic-log.ts";
import { isAbort, UserFacingError, serializeError } from "../../src/shared/errors.ts";
import type { Install, Voice, VoiceImport } from "../../src/shared/protocol.ts";
import { cleanVoiceName } from "../../src/shared/voice-name.ts";
import type { VerifyModel } from "../vocabulary.ts";
import type { Catalogue, CatalogueVoice } from "./catalogue.ts";
import { describeCatalogueVoice, describeInstalledVoice, instantVoice } from "./describe-voice.ts";
import { freeVoiceId, importVoice, openImports } from "./import-voice.ts";
import { createInstallReporter } from "./install-reporter.ts";
import { installVoice } from "./install.ts";
import type { StoredVoice, VoiceDiskUse, VoiceStore } from "./store.ts";
import { removeStaleImports } from "./remove-stale-files.ts";

/** The voices a person can choose from, and the downloads under way. */
export interface VoiceLibrary {
  /** Never rejects: what cannot be read is as it was known last, and counts as a trouble. */
  list(): Promise<Voice[]>;
  diskUse(): Promise<VoiceDiskUse>;
  /**
   * Starts a download, or goes on with one that ended early, or joins the one under way; a voice that is installed is checked, and
   * downloaded anew if it is damaged. Its course is told by `onInstall`. Rejects with `voiceUnknown`.
   */
  install(voiceId: string): Promise<void>;
  /** Ends a download; what has come is kept for the next `install`. */
  cancelInstall(voiceId: string): Promise<void>;
  /** Ends a download and frees the disk of what has come of it; a voice that is installed stays so. */
  discardDownload(voiceId: string): Promise<void>;
  /** Makes a voice not installed, and frees the disk of it and of what has come of its download. */
  remove(voiceId: string): Promise<void>;
  /** Removes all that is on disk, each voice even if another cannot be removed, and answers which are gone; rejects with the first failure. */
  removeAll(): Promise<string[]>;
  /** Lists a voice as damaged until it is installed again or removed; its files stay as they are. */
  markDamaged(voiceId: string): void;
  /**
   * As `importVoice` in the protocol; its course is told by `onImports`. Rejects with an `import…` code that says what is wrong with the
   * files, with `diskFull`, or with an `AbortError` when it was cancelled.
   */
  importVoice(folder: string, name: string): Promise<Voice>;
  /** Ends an import under way, of which nothing is kept. */
  cancelImport(folder: string): void;
  /** As `renameVoice` in the protocol. */
  renameVoice(voiceId: string, name: string): Promise<void>;
  /** As `exportVoice` in the protocol; the addresses hold until the voice is exported again. Rejects with `voiceNotInstalled`. */
  exportVoice(voiceId: string): Promise<{ fileName: string; url: string }[]>;
}

/** Something under way with one voice's folder; nobody else touches the folder before it has `ended`, which never rejects. */
interface FolderTask {
  controller: AbortController;
  ended: Promise<void>;
}

/**
 * Puts catalogue and disk together; `onInstall` hears each step of a download, `onImports` of the imports under way, `onChange` of each
 * change of what is on disk. `catalogue` is asked each time, as it may fail once.
 */
export function createVoiceLibrary(
  catalogue: () => Promise<Catalogue>,
  store: VoiceStore,
  verifyModel: VerifyModel,
  onInstall: (install: Install) => void,
  onImports: (imports: VoiceImport[]) => void,
  onChange: () => void,
): VoiceLibrary {
  const tasks = new Map<string, FolderTask>();
  const exported = new Map<string, string[]>();
  /** By folder. */
  const imports = new Map<string, FolderTask & { told: VoiceImport }>();
  /** Voices of which the model was found to be another than was installed. */
  const damaged = new Set<string>();
  /** The last word on each install. */
  const told = new Map<string, Install>();
  let knownInstalled: StoredVoice[] = [];

  const tell = (install: Install): void => {
    told.set(install.voiceId, install);
    onInstall(install);
  };

  // What cannot be removed now takes up room until the next start.
  const staleImportsRemoved = openImports().then(removeStaleImports).catch(() => undefined);
  const totalBytesOf = ({ model, config }: CatalogueVoice): number => model.sizeBytes + config.sizeBytes;

  let staleFilesRemoved: Promise<void> | undefined;
  /** Removes what earlier sessions left, before anything is written; where that failed, once more when nothing is under way. */
  const removeStaleFiles = (): Promise<void> => {
    if (staleFilesRemoved) return staleFilesRemoved;
    if (tasks.size > 0 || imports.size > 0) return Promise.resolve();
    const removing = removeStaleFilesOnce();
    staleFilesRemoved = removing.catch((thrown: unknown) => {
      staleFilesRemoved = undefined;
      reportError("voices", thrown);
    });
    return staleFilesRemoved;
  };
  const removeStaleFilesOnce = async (): Promise<void> => {
    const { voices } = await catalogue();
    const resumable = await store.removeStaleFiles(new Set(voices.map(({ voiceId }) => voiceId)));
    for (const voice of voices) {
      const loadedBytes = resumable.get(voice.voiceId);
      if (loadedBytes === undefined || tasks.has(voice.voiceId)) continue;
      tell({ voiceId: voice.voiceId, status: "cancelled", loadedBytes, totalBytes: totalBytesOf(voice), bytesPerSecond: 0, error: null });
    }
  };

  /** Does `task` with a voice's folder as soon as it is free, after whatever is under way there was told to stop. */
  const runExclusive = (voiceId: string, task: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    const before = tasks.get(voiceId);
    before?.controller.abort();
    const controller = new AbortController();
    const outcome = Promise.all([removeStaleFiles(), before?.ended]).then(() => task(controller.signal));
    const running: FolderTask = {
      controller,
      ended: outcome.catch(() => undefined).finally(() => {
        if (tasks.get(voiceId) === running) tasks.delete(voiceId);
      }),
    };
    tasks.set(voiceId, running);
    return outcome;
  };

  const download = async (voice: CatalogueVoice, hosts: readonly string[], signal: AbortSignal): Promise<void> => {
    const totalBytes = totalBytesOf(voice);
    const reporter = createInstallReporter(voice.voiceId, totalBytes, tell);
    try {
      signal.throwIfAborted();
      await installVoice(voice, hosts, store, verifyModel, reporter.progressed, reporter.arrived, reporter.faulted, signal);
      damaged.delete(voice.voiceId);
      reporter.ended({ status: "installed", loadedBytes: totalBytes });
    } catch (thrown) {
      const loadedBytes = await store.partialBytes(voice.voiceId).catch(() => undefined);
      reporter.ended({ ...(isAbort(thrown) ? { status: "cancelled" } : { status: "failed", error: serializeError(thrown) }), ...(loadedBytes === undefined ? {} : { loadedBytes }) });
    }
    // Also where it failed: a damaged voice that was to be replaced is gone then.
    onChange();
  };

  /** Does `task`, which frees a voice's folder; an `install` from now on waits for it instead of joining it. */
  const empty = async (voiceId: string, task: () => Promise<void>): Promise<void> => {
    const outcome = runExclusive(voiceId, task);
    tasks.get(voiceId)?.controller.abort();
    try {
      await outcome;
      const last = told.get(voiceId);
      if (last && last.loadedBytes > 0 && (last.status === "cancelled" || last.status === "failed")) tell({ ...last, status: "cancelled", loadedBytes: 0, error: null });
    } finally {
      onChange();
    }
  };

  const library: VoiceLibrary = {
    async list() {
      await removeStaleFiles();
      const [offered, installed] = await Promise.allSettled([catalogue(), store.list()]);
      for (const outcome of [offered, installed]) if (outcome.status === "rejected") reportError("voices", outcome.reason);
      if (installed.status === "fulfilled") knownInstalled = installed.value;
      const onDisk = new Map(knownInstalled.map((voice) => [voice.voiceId, voice]));
      const voices = offered.status === "fulfilled" ? offered.value.voices : [];
      const listed = voices.map((voice) => describeCatalogueVoice(voice, onDisk.delete(voice.voiceId)));
      const found = new Set([...damaged, ...knownInstalled.filter(({ hasOtherSize }) => hasOtherSize).map(({ voiceId }) => voiceId)]);
      return [instantVoice, ...listed, ...Array.from(onDisk.values(), describeInstalledVoice)].map((voice) => ({ ...voice, damaged: voice.installed && found.has(voice.voiceId) }));
    },
    diskUse: () => store.diskUse(),
    async install(voiceId) {
      const { voices, hosts } = await catalogue();
      const voice = voices.find((candidate) => candidate.voiceId === voiceId);
      if (!voice) throw new UserFacingError("voiceUnknown", `${voiceId} is not in the catalogue`);
      const current = tasks.get(voiceId);
      if (current && !current.controller.signal.aborted) return;
      void runExclusive(voiceId, (signal) => download(voice, hosts, signal));
    },
    async cancelInstall(voiceId) {
      // As long as `install` waits, so that it cannot be overtaken.
      await catalogue();
      tasks.get(voiceId)?.controller.abort();
    },
    async discardDownload(voiceId) {
      await catalogue();
      await empty(voiceId, () => store.discardPartial(voiceId));
    },
    remove: (voiceId) =>
      empty(voiceId, async () => {
        await store.remove(voiceId);
        damaged.delete(voiceId);
      }),
    async removeAll() {
      // What is being taken in comes to nothing.
      for (const { controller } of imports.values()) controller.abort();
      await Promise.all(Array.from(imports.values(), ({ ended }) => ended));
      const voiceIds = [...new Set([...tasks.keys(), ...(await store.names())])];
      const outcomes = await Promise.allSettled(voiceIds.map(library.remove));
      const failure = outcomes.find((outcome) => outcome.status === "rejected");
      if (failure) throw failure.reason;
      return voiceIds;
    },
    markDamaged(voiceId) {
      // What is under way with it is its repair or its removal.
      if (tasks.has(voiceId) || damaged.has(voiceId)) return;
      damaged.add(voiceId);
      onChange();
    },
    async importVoice(folder, name) {
      const controller = new AbortController();
      const tellImports = (): void => onImports(Array.from(imports.values(), ({ told }) => told));
      const tell = (progress: Pick<VoiceImport, "step" | "share">): void => {
        const told = imports.get(folder)?.told;
        // Every percent is told, not every chunk.
        if (!told || (told.step === progress.step && progress.share < Math.min(1, told.share + 0.01))) return;
        Object.assign(told, progress);
        tellImports();
      };
      let claimed: string | undefined;
      const claim = async (title: string): Promise<string> => {
        const names = await store.names();
        const voiceId = freeVoiceId(title, new Set([...names, ...tasks.keys()]));
        tasks.set(voiceId, running);
        claimed = voiceId;
        return voiceId;
      };
      const outcome = Promise.all([removeStaleFiles(), staleImportsRemoved]).then(() => importVoice(folder, name, store, claim, verifyModel, tell, controller.signal));
      const ended = outcome.then(() => undefined, () => undefined).finally(() => {
        imports.delete(folder);
        if (claimed !== undefined && tasks.get(claimed) === running) tasks.delete(claimed);
        tellImports();
      });
      const running: FolderTask = { controller, ended };
      imports.set(folder, { controller, ended, told: { folder, step: "checking", share: 0 } });
      tellImports();
      const voice = await outcome;
      await ended;
      onChange();
      return describeInstalledVoice(voice);
    },
    cancelImport(folder) {
      imports.get(folder)?.controller.abort();
    },
    async renameVoice(voiceId, name) {
      const cleaned = cleanVoiceName(name);
      if (cleaned === "") throw new UserFacingError("voiceNameEmpty");
      // The others are called what the catalogue calls them, and one of them may be on its way.
      const { voices } = await catalogue();
      if (voices.some((voice) => voice.voiceId === voiceId)) throw new UserFacingError("voiceNotInstalled", `${voiceId} is not a person's own`);
      await runExclusive(voiceId, () => store.rename(voiceId, cleaned));
      onChange();
    },
    async exportVoice(voiceId) {
      const { model, config } = await store.read(voiceId);
      for (const url of exported.get(voiceId) ?? []) URL.revokeObjectURL(url);
      const files = [
        { fileName: `${voiceId}.onnx`, url: URL.createObjectURL(model) },
        { fileName: `${voiceId}.onnx.json`, url: URL.createObjectURL(config) },
      ];
      exported.set(voiceId, files.map(({ url }) => url));
      return files;
    },
  };
  return library;
}