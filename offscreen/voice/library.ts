import { reportError } from "../../src/shared/diagnostic-log.ts";
import { isAbort, UserFacingError, serializeError } from "../../src/shared/errors.ts";
import type { Install, Voice, VoiceImport } from "../../src/shared/protocol.ts";
import { cleanVoiceName } from "../../src/shared/voice-name.ts";
import type { VerifyModel } from "../vocabulary.ts";
import type { Catalogue, CatalogueVoice } from "./catalogue.ts";
import { describeCatalogueVoice, describeInstalledVoice, instantVoice } from "./describe-voice.ts";
import { freeVoiceId, importVoice, openImports } from "./import-voice.ts";
import { createInstallReporter } from "./install-reporter.ts";
import { installVoice } from "./install-voice.ts";
import type { StoredVoice, VoiceDiskUse, VoiceStore } from "./store.ts";
import { removeStaleImports } from "./remove-stale-files.ts";

/** The voices that a user can choose from, and the downloads in progress. */
export interface VoiceLibrary {
  /** Never rejects: what cannot be read keeps its last known value, and is added to the error reports. */
  list(): Promise<Voice[]>;
  diskUse(): Promise<VoiceDiskUse>;
  /**
   * Starts a download, resumes one that ended early, or joins the one in progress. An installed voice is checked, and downloaded again if
   * it is damaged. `onInstall` is called with the progress. Rejects with `voiceUnknown`.
   */
  install(voiceId: string): Promise<void>;
  /** Stops a download. Its bytes are kept for the next `install`. */
  cancelInstall(voiceId: string): Promise<void>;
  /** Stops a download and deletes its bytes. An installed voice stays installed. */
  discardDownload(voiceId: string): Promise<void>;
  /** Removes a voice and its partial download from disk. */
  remove(voiceId: string): Promise<void>;
  /**
   * Removes everything on disk, each voice even if another cannot be removed. Resolves to the ids of the removed voices; rejects with the
   * first error.
   */
  removeAll(): Promise<string[]>;
  /** Lists a voice as damaged until it is installed again or removed. Its files are not changed. */
  markDamaged(voiceId: string): void;
  /**
   * Like `importVoice` in the protocol. `onImports` is called with the progress. Rejects with an `import…` code that says what is wrong
   * with the files, with `diskFull`, or with an `AbortError` when it was cancelled.
   */
  importVoice(folder: string, name: string): Promise<Voice>;
  /** Cancels an import in progress. Nothing of it is kept. */
  cancelImport(folder: string): void;
  /** Like `renameVoice` in the protocol. */
  renameVoice(voiceId: string, name: string): Promise<void>;
  /** Like `exportVoice` in the protocol. The URLs are valid until the voice is exported again. Rejects with `voiceNotInstalled`. */
  exportVoice(voiceId: string): Promise<{ fileName: string; url: string }[]>;
}

/** A task on one voice's folder. Nobody else uses the folder before `ended` resolves; it never rejects. */
interface FolderTask {
  controller: AbortController;
  ended: Promise<void>;
}

/**
 * Combines catalogue and disk. `onInstall` is called with each step of a download, `onImports` with the imports in progress, `onChange`
 * after each change on disk. `catalogue` is called each time, because it may fail once.
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
  const imports = new Map<string, FolderTask & { progress: VoiceImport }>();
  /** The voices whose model was found to differ from what was installed. */
  const damagedVoiceIds = new Set<string>();
  /** The latest state of each install. */
  const lastInstalls = new Map<string, Install>();
  let knownInstalled: StoredVoice[] = [];

  const reportInstall = (install: Install): void => {
    lastInstalls.set(install.voiceId, install);
    onInstall(install);
  };

  // What cannot be deleted now stays on disk until the next start.
  const staleImportsRemoved = openImports()
    .then(removeStaleImports)
    .catch(() => undefined);
  const totalBytesOf = ({ model, config }: CatalogueVoice): number => model.sizeBytes + config.sizeBytes;

  let staleFilesRemoved: Promise<void> | undefined;
  /** Deletes what earlier sessions left, before anything is written. If that fails, it is tried again when no task is running. */
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
      reportInstall({
        voiceId: voice.voiceId,
        status: "cancelled",
        loadedBytes,
        totalBytes: totalBytesOf(voice),
        bytesPerSecond: 0,
        error: null,
      });
    }
  };

  /** Runs `task` with exclusive use of a voice's folder. A task that is running there is aborted first. */
  const runExclusive = (voiceId: string, task: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    const before = tasks.get(voiceId);
    before?.controller.abort();
    const controller = new AbortController();
    const outcome = Promise.all([removeStaleFiles(), before?.ended]).then(() => task(controller.signal));
    const running: FolderTask = {
      controller,
      ended: outcome
        .catch(() => undefined)
        .finally(() => {
          if (tasks.get(voiceId) === running) tasks.delete(voiceId);
        }),
    };
    tasks.set(voiceId, running);
    return outcome;
  };

  const download = async (voice: CatalogueVoice, hosts: readonly string[], signal: AbortSignal): Promise<void> => {
    const totalBytes = totalBytesOf(voice);
    const reporter = createInstallReporter(voice.voiceId, totalBytes, reportInstall);
    try {
      signal.throwIfAborted();
      await installVoice(voice, hosts, store, verifyModel, reporter.progressed, reporter.arrived, reporter.faulted, signal);
      damagedVoiceIds.delete(voice.voiceId);
      reporter.ended({ status: "installed", loadedBytes: totalBytes });
    } catch (thrown) {
      const loadedBytes = await store.partialBytes(voice.voiceId).catch(() => undefined);
      reporter.ended({
        ...(isAbort(thrown) ? { status: "cancelled" } : { status: "failed", error: serializeError(thrown) }),
        ...(loadedBytes === undefined ? {} : { loadedBytes }),
      });
    }
    // Also after a failure: then a damaged voice that was to be replaced is gone.
    onChange();
  };

  /** Runs `task`, which deletes files from a voice's folder. From now on `install` waits for it instead of joining it. */
  const deleteFrom = async (voiceId: string, task: () => Promise<void>): Promise<void> => {
    const outcome = runExclusive(voiceId, task);
    tasks.get(voiceId)?.controller.abort();
    try {
      await outcome;
      const last = lastInstalls.get(voiceId);
      if (last && last.loadedBytes > 0 && (last.status === "cancelled" || last.status === "failed"))
        reportInstall({ ...last, status: "cancelled", loadedBytes: 0, error: null });
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
      const damaged = new Set([
        ...damagedVoiceIds,
        ...knownInstalled.filter(({ hasOtherSize }) => hasOtherSize).map(({ voiceId }) => voiceId),
      ]);
      return [instantVoice, ...listed, ...Array.from(onDisk.values(), describeInstalledVoice)].map((voice) => ({
        ...voice,
        damaged: voice.installed && damaged.has(voice.voiceId),
      }));
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
      // `install` waits for the catalogue too, so this call cannot overtake it.
      await catalogue();
      tasks.get(voiceId)?.controller.abort();
    },
    async discardDownload(voiceId) {
      await catalogue();
      await deleteFrom(voiceId, () => store.discardPartial(voiceId));
    },
    remove: (voiceId) =>
      deleteFrom(voiceId, async () => {
        await store.remove(voiceId);
        damagedVoiceIds.delete(voiceId);
      }),
    async removeAll() {
      // Imports in progress are aborted too.
      for (const { controller } of imports.values()) controller.abort();
      await Promise.all(Array.from(imports.values(), ({ ended }) => ended));
      const voiceIds = [...new Set([...tasks.keys(), ...(await store.names())])];
      const outcomes = await Promise.allSettled(voiceIds.map(library.remove));
      const failure = outcomes.find((outcome) => outcome.status === "rejected");
      if (failure) throw failure.reason;
      return voiceIds;
    },
    markDamaged(voiceId) {
      // The running task is already its repair or its removal.
      if (tasks.has(voiceId) || damagedVoiceIds.has(voiceId)) return;
      damagedVoiceIds.add(voiceId);
      onChange();
    },
    async importVoice(folder, name) {
      const controller = new AbortController();
      const publishImports = (): void => onImports(Array.from(imports.values(), ({ progress }) => progress));
      const reportProgress = (changed: Pick<VoiceImport, "step" | "share">): void => {
        const progress = imports.get(folder)?.progress;
        // Each percent is reported, not each chunk.
        if (!progress || (progress.step === changed.step && changed.share < Math.min(1, progress.share + 0.01))) return;
        Object.assign(progress, changed);
        publishImports();
      };
      let claimed: string | undefined;
      const claim = async (title: string): Promise<string> => {
        const names = await store.names();
        const voiceId = freeVoiceId(title, new Set([...names, ...tasks.keys()]));
        tasks.set(voiceId, running);
        claimed = voiceId;
        return voiceId;
      };
      const outcome = Promise.all([removeStaleFiles(), staleImportsRemoved]).then(() =>
        importVoice(folder, name, store, claim, verifyModel, reportProgress, controller.signal),
      );
      const ended = outcome
        .then(
          () => undefined,
          () => undefined,
        )
        .finally(() => {
          imports.delete(folder);
          if (claimed !== undefined && tasks.get(claimed) === running) tasks.delete(claimed);
          publishImports();
        });
      const running: FolderTask = { controller, ended };
      imports.set(folder, { controller, ended, progress: { folder, step: "checking", share: 0 } });
      publishImports();
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
      // Voices of the catalogue keep its names, even while one is still being downloaded.
      const { voices } = await catalogue();
      if (voices.some((voice) => voice.voiceId === voiceId))
        throw new UserFacingError("voiceNotInstalled", `${voiceId} is not the user's own voice`);
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
      exported.set(
        voiceId,
        files.map(({ url }) => url),
      );
      return files;
    },
  };
  return library;
}
