import { isAbort, SpokenError, toWireError } from "../../src/shared/errors.ts";
import type { Install, Voice, VoiceImport } from "../../src/shared/protocol.ts";
import type { VerifyModel } from "../vocabulary.ts";
import type { Catalogue, CatalogueVoice } from "./catalogue.ts";
import { describeCatalogueVoice, describeInstalledVoice, instantVoice } from "./describe-voice.ts";
import { importVoice, openImports } from "./import-voice.ts";
import { startTelling } from "./install-teller.ts";
import { installVoice } from "./install.ts";
import type { VoiceStore } from "./store.ts";
import { tidyImports } from "./tidy.ts";

/** The voices a person can choose from, and the downloads under way. */
export interface VoiceLibrary {
  list(): Promise<Voice[]>;
  /** Bytes of the models on disk. */
  diskUse(): Promise<{ count: number; sizeBytes: number }>;
  /**
   * Starts a download, or goes on with one that ended early, or joins the one under way; a voice that is installed is checked, and
   * downloaded anew if it is damaged. Its course is told by `onInstall`. Throws `voiceUnknown`.
   */
  install(voiceId: string): void;
  /** Ends a download; what has come is kept for the next `install`. */
  cancelInstall(voiceId: string): void;
  /** Frees the disk of a voice and of what has come of its download. */
  remove(voiceId: string): Promise<void>;
  removeAll(): Promise<void>;
  /** Lists a voice as damaged until it is installed again or removed; its files stay as they are. */
  markDamaged(voiceId: string): void;
  /**
   * As `importVoice` in the protocol; its course is told by `onImports`. Rejects with an `import…` code that says what is wrong with the
   * files, with `diskFull`, or with an `AbortError` when it was cancelled.
   */
  importVoice(folder: string, name: string): Promise<Voice>;
  /** Ends an import under way, of which nothing is kept. */
  cancelImport(folder: string): void;
  /** As `exportVoice` in the protocol; the addresses hold until the voice is exported again. Rejects with `voiceNotInstalled`. */
  exportVoice(voiceId: string): Promise<{ fileName: string; url: string }[]>;
}

/** Something under way with one voice's folder; nobody else touches the folder before it has `ended`, which never rejects. */
interface Work {
  controller: AbortController;
  ended: Promise<void>;
}

/** Puts catalogue and disk together; `onInstall` hears each step of a download, `onImports` of the imports under way, `onChange` each voice that came or went. */
export function createVoiceLibrary(
  catalogue: Catalogue,
  store: VoiceStore,
  verifyModel: VerifyModel,
  onInstall: (install: Install) => void,
  onImports: (imports: VoiceImport[]) => void,
  onChange: () => void,
): VoiceLibrary {
  const works = new Map<string, Work>();
  const exported = new Map<string, string[]>();
  /** By folder. */
  const imports = new Map<string, Work & { told: VoiceImport }>();
  /** The ids of the voices that are being imported. */
  const coming = new Set<string>();
  /** Voices of which the model was found to be another than was installed. */
  const damaged = new Set<string>();

  // What cannot be removed now takes up room until another time, and harms nobody.
  const tidiedImports = openImports().then(tidyImports).catch(() => undefined);
  const totalBytesOf = ({ model, config }: CatalogueVoice): number => model.sizeBytes + config.sizeBytes;
  const tidied = store.tidy(new Set(catalogue.voices.map(({ voiceId }) => voiceId))).then(
    (resumable) => {
      for (const voice of catalogue.voices) {
        const loadedBytes = resumable.get(voice.voiceId);
        if (loadedBytes === undefined || works.has(voice.voiceId)) continue;
        onInstall({ voiceId: voice.voiceId, status: "cancelled", loadedBytes, totalBytes: totalBytesOf(voice), bytesPerSecond: 0, error: null });
      }
    },
    // As above.
    () => undefined,
  );

  /** Does `task` with a voice's folder as soon as it is free, after whatever is under way there was told to stop. */
  const takeOver = (voiceId: string, task: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    const before = works.get(voiceId);
    before?.controller.abort();
    const controller = new AbortController();
    const outcome = Promise.all([tidied, before?.ended]).then(() => task(controller.signal));
    const work: Work = {
      controller,
      ended: outcome.catch(() => undefined).finally(() => {
        if (works.get(voiceId) === work) works.delete(voiceId);
      }),
    };
    works.set(voiceId, work);
    return outcome;
  };

  const download = async (voice: CatalogueVoice, signal: AbortSignal): Promise<void> => {
    const totalBytes = totalBytesOf(voice);
    const teller = startTelling(voice.voiceId, totalBytes, onInstall);
    try {
      signal.throwIfAborted();
      await installVoice(voice, catalogue.hosts, store, verifyModel, teller.progressed, teller.arrived, signal);
      damaged.delete(voice.voiceId);
      teller.ended({ status: "installed", loadedBytes: totalBytes });
    } catch (thrown) {
      teller.ended(isAbort(thrown) ? { status: "cancelled" } : { status: "failed", error: toWireError(thrown) });
    }
    // Also where it failed: a damaged voice that was to be replaced is gone then.
    onChange();
  };

  const library: VoiceLibrary = {
    async list() {
      await tidied;
      const onDisk = await store.list();
      const installed = new Map(onDisk.map((voice) => [voice.voiceId, voice]));
      const listed = catalogue.voices.map((voice) => describeCatalogueVoice(voice, installed.delete(voice.voiceId)));
      const found = new Set([...damaged, ...onDisk.filter(({ hasOtherSize }) => hasOtherSize).map(({ voiceId }) => voiceId)]);
      return [instantVoice, ...listed, ...Array.from(installed.values(), describeInstalledVoice)].map((voice) => ({ ...voice, damaged: voice.installed && found.has(voice.voiceId) }));
    },
    async diskUse() {
      const installed = await store.list();
      return { count: installed.length, sizeBytes: installed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
    },
    install(voiceId) {
      const voice = catalogue.voices.find((candidate) => candidate.voiceId === voiceId);
      if (!voice) throw new SpokenError("voiceUnknown", `${voiceId} is not in the catalogue`);
      const current = works.get(voiceId);
      if (current && !current.controller.signal.aborted) return;
      void takeOver(voiceId, (signal) => download(voice, signal));
    },
    cancelInstall(voiceId) {
      works.get(voiceId)?.controller.abort();
    },
    async remove(voiceId) {
      const removal = takeOver(voiceId, async () => {
        await store.remove(voiceId);
        damaged.delete(voiceId);
      });
      // An `install` from now on waits for the removal instead of joining it.
      works.get(voiceId)?.controller.abort();
      await removal;
      onChange();
    },
    async removeAll() {
      for (const { controller } of imports.values()) controller.abort();
      await Promise.all(Array.from(imports.values(), ({ ended }) => ended));
      const voiceIds = new Set([...works.keys(), ...(await store.list()).map(({ voiceId }) => voiceId)]);
      await Promise.all(Array.from(voiceIds, library.remove));
      if (works.size === 0) await store.removeAll();
      onChange();
    },
    markDamaged(voiceId) {
      // What is under way with it is its repair or its removal.
      if (works.has(voiceId) || damaged.has(voiceId)) return;
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
      const outcome = Promise.all([tidied, tidiedImports]).then(() => importVoice(folder, name, store, coming, verifyModel, tell, controller.signal));
      const ended = outcome.then(() => undefined, () => undefined).finally(() => {
        imports.delete(folder);
        tellImports();
      });
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
