import { isAbort, SpokenError, toWireError } from "../../src/shared/errors.ts";
import type { Install, Voice } from "../../src/shared/protocol.ts";
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
  /** Makes a voice that was found damaged not installed, so that it can be installed again; a person's own voice is left as it is. */
  forgetDamaged(voiceId: string): Promise<void>;
  /** As `importVoice` in the protocol. Rejects with an `import…` code that says what is wrong with the files, or with `diskFull`. */
  importVoice(folder: string, name: string): Promise<Voice>;
  /** As `exportVoice` in the protocol; the addresses hold until the voice is exported again. Rejects with `voiceNotInstalled`. */
  exportVoice(voiceId: string): Promise<{ fileName: string; url: string }[]>;
}

/** Something under way with one voice's folder; nobody else touches the folder before it has `ended`, which never rejects. */
interface Work {
  controller: AbortController;
  ended: Promise<void>;
}

/** Puts catalogue and disk together; `onInstall` hears each step of a download, `onChange` each voice that came or went. */
export function createVoiceLibrary(
  catalogue: Catalogue,
  store: VoiceStore,
  onInstall: (install: Install) => void,
  onChange: () => void,
): VoiceLibrary {
  const works = new Map<string, Work>();
  const exported = new Map<string, string[]>();
  let importing: Promise<unknown> = Promise.resolve();

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
      await installVoice(voice, catalogue.hosts, store, teller.progressed, teller.arrived, teller.faulted, signal);
      teller.ended({ status: "installed", loadedBytes: totalBytes });
      onChange();
    } catch (thrown) {
      teller.ended(isAbort(thrown) ? { status: "cancelled" } : { status: "failed", error: toWireError(thrown) });
    }
  };

  const library: VoiceLibrary = {
    async list() {
      await tidied;
      const installed = new Map((await store.list()).map((voice) => [voice.voiceId, voice]));
      const listed = catalogue.voices.map((voice) => describeCatalogueVoice(voice, installed.delete(voice.voiceId)));
      return [instantVoice, ...listed, ...Array.from(installed.values(), describeInstalledVoice)];
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
      const removal = takeOver(voiceId, () => store.remove(voiceId));
      // An `install` from now on waits for the removal instead of joining it.
      works.get(voiceId)?.controller.abort();
      await removal;
      onChange();
    },
    async removeAll() {
      const voiceIds = new Set([...works.keys(), ...(await store.list()).map(({ voiceId }) => voiceId)]);
      await Promise.all(Array.from(voiceIds, library.remove));
      if (works.size === 0) await store.removeAll();
      onChange();
    },
    async forgetDamaged(voiceId) {
      if (!catalogue.voices.some((voice) => voice.voiceId === voiceId) || works.has(voiceId)) return;
      await takeOver(voiceId, () => store.forget(voiceId));
      onChange();
    },
    async importVoice(folder, name) {
      const outcome = Promise.all([tidiedImports, importing]).then(() => importVoice(folder, name, store));
      // One at a time, because each looks for an id that is free; a failure is the asker's.
      importing = outcome.catch(() => undefined);
      const voice = await outcome;
      onChange();
      return describeInstalledVoice(voice);
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
