import { serializeError, UserFacingError } from "../../../src/shared/errors.ts";
import { captionsFileName, soundFileName, type MadeSoFar, type PackPlan, type SoundReply, type SoundRequest } from "../messages.ts";
import { captionsOf } from "./captions.ts";
import { layOut } from "./lay-out.ts";
import { packSound, requireEncoder } from "./pack-sound.ts";
import type { SoundTools } from "./sound-blocks.ts";
import { openSoundLog, writeAll, type SoundLog } from "./sound-log.ts";
import { openSyncFile } from "./sync-file.ts";

/** The folder in OPFS that has a folder for each export. */
const exportsFolder = "exports";
/** Progress is told this often, in milliseconds. */
const tellEveryMs = 200;

/** Answers the requests that come to this worker, one after another. */
export function answerSoundRequests(tools: SoundTools): void {
  let folder: FileSystemDirectoryHandle | undefined;
  let log: SoundLog | undefined;
  const reply = (message: SoundReply): void => postMessage(message);

  const answer = async (request: SoundRequest): Promise<SoundReply> => {
    if (request.type === "open") {
      await requireEncoder(request.format);
      const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(exportsFolder, { create: true });
      folder = await root.getDirectoryHandle(request.folder, { create: true });
      log = openSoundLog(await openSyncFile(folder, "samples"), await openSyncFile(folder, "sentences"));
      return { type: "opened", made: madeSoFar(log) };
    }
    if (!folder || !log) throw new Error(`${request.type} before open`);
    if (request.type === "append") {
      log.append(request.sentence);
      return { type: "appended" };
    }
    await pack(folder, log, request.plan);
    return { type: "packed" };
  };

  const pack = async (into: FileSystemDirectoryHandle, from: SoundLog, plan: PackPlan): Promise<void> => {
    const file = await openSyncFile(into, soundFileName);
    let toldAt = 0;
    try {
      file.truncate(0);
      await packSound(from, plan, tools, { write: (bytes, at) => writeAll(file, bytes, at) }, (share) => {
        if (performance.now() - toldAt < tellEveryMs) return;
        toldAt = performance.now();
        reply({ type: "packing", share });
      });
      file.flush();
    } finally {
      file.close();
    }
    if (plan.captions) await writeCaptions(into, from, plan);
  };

  let previous: Promise<void> = Promise.resolve();
  addEventListener("message", ({ data }: MessageEvent<SoundRequest>) => {
    previous = previous.then(() => answer(data).then(reply, (thrown: unknown) => reply({ type: "failed", error: failureOf(thrown) })));
  });
}

async function writeCaptions(folder: FileSystemDirectoryHandle, log: SoundLog, { rate }: PackPlan): Promise<void> {
  const file = await openSyncFile(folder, captionsFileName);
  try {
    file.truncate(0);
    let at = 0;
    for (const part of captionsOf(layOut(log.sentences), rate)) {
      const bytes = new TextEncoder().encode(part);
      writeAll(file, bytes, at);
      at += bytes.length;
    }
    file.flush();
  } finally {
    file.close();
  }
}

function madeSoFar({ sentences }: SoundLog): MadeSoFar {
  const last = sentences.at(-1);
  const seconds = sentences.reduce((sum, { sampleCount, sampleRate, pauseSeconds }) => sum + sampleCount / sampleRate + pauseSeconds, 0);
  return { text: last?.text ?? 0, sentences: last ? last.sentence + 1 : 0, seconds };
}

function failureOf(thrown: unknown): ReturnType<typeof serializeError> {
  const isFull = thrown instanceof DOMException && thrown.name === "QuotaExceededError";
  return serializeError(isFull ? new UserFacingError("diskFull", "the browser has no room for the audio file") : thrown);
}
