import { isAbort, serializeError, UserFacingError, type SerializedError } from "../../src/shared/errors.ts";
import {
  maxBookLength,
  type BookDetails,
  type BookPart,
  type ExportWish,
  type SavedFile,
  type SoundExport,
  type Utterance,
} from "../../src/shared/protocol.ts";
import type { ExportFormat } from "../../src/shared/settings.ts";
import type { ExportJob } from "./export-job.ts";
import { fileNameOf } from "./file-name.ts";
import type { JobStore } from "./job-store.ts";
import type { SaidSentence } from "./said-sentence.ts";
import type { SoundOnDisk } from "./sound-worker.ts";

/** A sentence that was made, and where it ends in its text, in UTF-16 units. */
export interface MadeSentence extends Omit<SaidSentence, "text"> {
  end: number;
}

/** What exports need of other parts. */
export interface ExportTools {
  store: JobStore;
  /** Identifies what makes the sound. */
  engineVersion: string;
  /** The sentences of a text from the one at `from` on, as fast as they can be made without delaying what is heard. */
  say(utterance: Utterance, from: number, signal: AbortSignal): AsyncIterable<MadeSentence>;
  openSound(exportId: string, format: ExportFormat, signal: AbortSignal): Promise<SoundOnDisk>;
  onChange(exports: SoundExport[]): void;
}

/** The texts that are saved as audio files, one after another. */
export interface Exports {
  /** Rejects with `exportsFull`, or with `nothingToRead` without parts. Without a title the file has that of its first chapter. */
  start(parts: readonly BookPart[], wish: ExportWish, book?: Partial<BookDetails>): Promise<void>;
  pause(exportId: string): void;
  resume(exportId: string): void;
  remove(exportId: string): Promise<void>;
  /** Rejects with `unexpected` if the export is not finished. */
  save(exportId: string): Promise<SavedFile[]>;
  /** Ends all work and deletes everything. */
  clear(): Promise<void>;
}

const maxExports = 50;
/** Of the texts of all exports that are not finished, in UTF-16 units. */
const maxLength = maxBookLength;
/** The share of the whole at which all sound is made and only the file is to be written. */
const madeShare = 0.95;
/** The files of a private text are deleted so long after they were saved: until then the browser copies them. */
const removePrivateAfterMs = 60_000;
/** How long it took is known well enough after this time. */
const estimateAfterMs = 1_000;

interface Entry {
  job: ExportJob;
  status: SoundExport["status"];
  leftSeconds: number | null;
  error: SerializedError | null;
}

/** Creates the exports, and lists those of earlier sessions: what was not finished is paused. */
export function createExports({ store, engineVersion, say, openSound, onChange }: ExportTools): Exports {
  const entries = new Map<string, Entry>();
  const urls = new Map<string, string[]>();
  let current: { exportId: string; controller: AbortController; done: Promise<void> } | undefined;

  const tell = (): void =>
    onChange(
      Array.from(entries.values(), ({ job, status, leftSeconds, error }) => {
        const { exportId, title, format, captions, isPrivate, share, madeSeconds, sizeBytes } = job;
        return { exportId, title, format, captions, isPrivate, share, madeSeconds, sizeBytes, status, leftSeconds, error };
      }),
    );
  const change = (entry: Entry, to: Partial<Entry>, job: Partial<ExportJob> = {}): void => {
    Object.assign(entry, to);
    Object.assign(entry.job, job);
    tell();
  };

  const loaded = store.load().then((jobs) => {
    for (const job of jobs) {
      entries.set(job.exportId, { job, status: job.isFinished ? "finished" : "paused", leftSeconds: null, error: null });
    }
    if (jobs.length > 0) tell();
  });
  // If the disk cannot be read now, the exports of earlier sessions are not listed; new ones tell what is wrong.
  loaded.catch(() => undefined);

  const make = async (entry: Entry, signal: AbortSignal): Promise<void> => {
    const { job } = entry;
    const { exportId, format, parts } = job;
    if (job.engineVersion !== engineVersion) {
      await store.forgetSound(exportId);
      job.engineVersion = engineVersion;
    }
    await store.save(job);
    const sound = await openSound(exportId, format, signal);
    try {
      const { made } = sound;
      const length = lengthOf(parts);
      let madeSeconds = made.seconds;
      let before = lengthOf(parts.slice(0, made.text));
      const startedAt = performance.now();
      let startShare: number | null = null;
      // While one sentence is written, the next one is made.
      let written: Promise<void> = Promise.resolve();
      for (const [text, { utterance }] of parts.entries()) {
        if (text < made.text) continue;
        for await (const { end, ...said } of say(utterance, text === made.text ? made.sentences : 0, signal)) {
          madeSeconds += said.samples.length / said.sampleRate + said.pauseSeconds;
          await written;
          written = sound.append({ ...said, text });
          // It is told with the next one.
          written.catch(() => undefined);
          const share = (madeShare * (before + end)) / length;
          // The first sentence may have waited for its voice.
          const from = (startShare ??= share);
          const elapsedMs = performance.now() - startedAt;
          const leftSeconds =
            share > from && elapsedMs > estimateAfterMs ? ((elapsedMs / 1000) * (1 - share)) / (share - from) : entry.leftSeconds;
          change(entry, { leftSeconds }, { share, madeSeconds });
        }
        before += utterance.text.length;
      }
      await written;
      if (madeSeconds === 0) throw new UserFacingError("nothingToRead");
      change(entry, { status: "packing", leftSeconds: null }, { share: madeShare });
      const { title, author, cover, captions } = job;
      const chapters = parts.map(({ chapter }) => chapter);
      const { rate, pitch } = parts[0]?.utterance ?? { rate: 1, pitch: 1 };
      const plan = { format, captions, title, author, cover, chapters, rate, pitch };
      await sound.pack(plan, (share) => change(entry, {}, { share: madeShare + (1 - madeShare) * share }));
    } finally {
      sound.close();
    }
    await store.forgetSound(exportId);
    const { sound: file, captions } = await store.files(exportId);
    const finished = { isFinished: true, share: 1, parts: [], cover: null, sizeBytes: file.size + (captions?.size ?? 0) };
    await store.save({ ...job, ...finished });
    change(entry, { status: "finished", leftSeconds: null }, finished);
  };

  /** Works on the first export that waits, unless one is being worked on. */
  const workOn = (): void => {
    if (current) return;
    const entry = [...entries.values()].find(({ status }) => status === "waiting");
    if (!entry) return;
    const { exportId } = entry.job;
    const controller = new AbortController();
    change(entry, { status: "making", error: null });
    const done = make(entry, controller.signal)
      .catch(async (thrown: unknown) => {
        if (controller.signal.aborted || isAbort(thrown)) return;
        change(entry, { status: "failed", leftSeconds: null, error: serializeError(thrown) });
        // So that it is listed after a restart. If the disk is full, the record of its start is there.
        await store.save(entry.job).catch(() => undefined);
      })
      .finally(() => {
        current = undefined;
        workOn();
      });
    current = { exportId, controller, done };
  };

  /** Ends the work on an export. Resolves when nothing of it goes on. */
  const halt = async (exportId: string): Promise<void> => {
    if (current?.exportId !== exportId) return;
    const { controller, done } = current;
    controller.abort(new DOMException("the export was stopped", "AbortError"));
    await done;
  };

  const revoke = (exportId: string): void => {
    for (const url of urls.get(exportId) ?? []) URL.revokeObjectURL(url);
    urls.delete(exportId);
  };

  const remove = async (exportId: string): Promise<void> => {
    entries.delete(exportId);
    tell();
    revoke(exportId);
    await halt(exportId);
    await store.remove(exportId);
  };

  return {
    async start(parts, wish, { title = parts[0]?.chapter ?? "", author = "", cover = null } = {}) {
      await loaded.catch(() => undefined);
      if (parts.length === 0) throw new UserFacingError("nothingToRead");
      const length = lengthOf([...Array.from(entries.values()).flatMap(({ job }) => job.parts), ...parts]);
      if (entries.size >= maxExports || length > maxLength) {
        throw new UserFacingError("exportsFull", `${entries.size} exports, ${length} units`);
      }
      // The order of the names is the order of the exports.
      const exportId = `${String(Date.now()).padStart(15, "0")}-${crypto.randomUUID()}`;
      const job: ExportJob = {
        exportId,
        title,
        author,
        cover,
        format: wish.format,
        captions: wish.captions,
        isPrivate: parts.some(({ utterance }) => utterance.isPrivate),
        parts: [...parts],
        isFinished: false,
        share: 0,
        madeSeconds: 0,
        sizeBytes: 0,
        engineVersion,
      };
      await store.save(job);
      entries.set(exportId, { job, status: "waiting", leftSeconds: null, error: null });
      tell();
      workOn();
    },
    pause(exportId) {
      const entry = entries.get(exportId);
      if (!entry || !["waiting", "making", "packing"].includes(entry.status)) return;
      change(entry, { status: "paused", leftSeconds: null });
      // The record only tells the progress; without it the export goes on all the same.
      void halt(exportId).then(() => store.save(entry.job).catch(() => undefined));
    },
    resume(exportId) {
      const entry = entries.get(exportId);
      if (!entry || !["paused", "failed"].includes(entry.status)) return;
      change(entry, { status: "waiting", error: null });
      workOn();
    },
    remove,
    async save(exportId) {
      const entry = entries.get(exportId);
      if (entry?.status !== "finished") throw new Error("the export is not finished");
      const { title, format, isPrivate } = entry.job;
      const { sound, captions } = await store.files(exportId);
      revoke(exportId);
      const saved = [
        { fileName: fileNameOf(title, format), url: URL.createObjectURL(sound) },
        ...(captions ? [{ fileName: fileNameOf(title, "vtt"), url: URL.createObjectURL(captions) }] : []),
      ];
      urls.set(
        exportId,
        saved.map(({ url }) => url),
      );
      if (isPrivate) setTimeout(() => void remove(exportId).catch(() => undefined), removePrivateAfterMs);
      return saved;
    },
    async clear() {
      await loaded.catch(() => undefined);
      for (const exportId of entries.keys()) await remove(exportId);
    },
  };
}

/** The length of the texts, in UTF-16 units. */
function lengthOf(parts: readonly BookPart[]): number {
  return parts.reduce((sum, { utterance }) => sum + utterance.text.length, 0);
}
