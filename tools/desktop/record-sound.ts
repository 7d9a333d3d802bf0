import { once } from "node:events";
import { Socket } from "node:net";
import { startChild, stopChild } from "./child.ts";
import { sinkName } from "./desktop.ts";
import { waitFor } from "../wait-for.ts";

/** Samples per second of a recording, one channel. */
const recordingRate = 48_000;

/** Loudness is looked at in blocks of 10 ms. */
const blockLength = recordingRate / 100;
const bytesPerSample = 4;

/** When a sound counts (default above -50 dB of full scale, root mean square of 10 ms) and how long to wait (default 30 s). */
interface SoundWait {
  readonly aboveDb?: number;
  readonly timeoutMs?: number;
  /** Looks only at what was recorded after this moment of the recording; the beginning by default. */
  readonly sinceSeconds?: number;
}

/** What the desktop's sound device plays, from the moment `recordSound` resolved. */
export interface Recording {
  /** Length so far. */
  seconds(): number;
  /** When the recording began, in milliseconds since the epoch. The longer it records, the more exact. */
  beganMs(): number;
  /** Everything so far. */
  samples(): Float32Array;
  /** Resolves to the moment (seconds into the recording) of the first 10 ms that are loud enough. */
  waitForSound(wait?: SoundWait): Promise<number>;
  /** Resolves, once nothing was loud enough for `lastingMs`, to the moment when that silence began; wait for the sound first. */
  waitForSilence(lastingMs: number, wait?: SoundWait): Promise<number>;
  stop(): Promise<{ readonly samples: Float32Array; readonly sampleRate: number }>;
}

function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return 10 * Math.log10(sum / samples.length + 1e-12);
}

/** Records what the desktop plays; resolves when the device delivers. Needs the desktop of the test command. */
export async function recordSound(): Promise<Recording> {
  const device = `--device=${sinkName}.monitor`;
  const recorder = startChild(
    "parec",
    [device, "--format=float32le", `--rate=${recordingRate}`, "--channels=1", "--latency-msec=10", "--raw"],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  if (recorder.stdout === null) throw new Error("parec gives no sound");
  const chunks: Uint8Array[] = [];
  const levels: number[] = [];
  let byteCount = 0;
  let beganMs = Infinity;
  let block = Buffer.alloc(0);
  const take = (chunk: Buffer): void => {
    chunks.push(chunk);
    byteCount += chunk.length;
    // No chunk comes early, and some come hardly late.
    beganMs = Math.min(beganMs, Date.now() - (byteCount / bytesPerSample / recordingRate) * 1000);
    block = Buffer.concat([block, chunk]);
    const blockBytes = blockLength * bytesPerSample;
    while (block.length >= blockBytes) {
      levels.push(loudness(toSamples(block.subarray(0, blockBytes))));
      block = block.subarray(blockBytes);
    }
  };
  recorder.stdout.on("data", take);
  const ended = once(recorder, "exit").then(() => Promise.reject(new Error("parec ended: is there a desktop with sound?")));
  ended.catch(() => undefined);
  await Promise.race([once(recorder.stdout, "data"), ended]);
  // A test that fails in mid-recording does not keep its file from ending.
  recorder.unref();
  if (recorder.stdout instanceof Socket) recorder.stdout.unref();

  const samples = (): Float32Array => toSamples(Buffer.concat(chunks));
  const blockAt = (seconds: number): number => Math.ceil((seconds * recordingRate) / blockLength);
  return {
    seconds: () => byteCount / bytesPerSample / recordingRate,
    beganMs: () => beganMs,
    samples,
    waitForSound: ({ aboveDb = -50, timeoutMs = 30_000, sinceSeconds = 0 } = {}) =>
      waitFor(
        `a sound above ${aboveDb} dB`,
        () => {
          const found = levels.findIndex((level, index) => index >= blockAt(sinceSeconds) && level > aboveDb);
          return found >= 0 && { at: found };
        },
        { timeoutMs, everyMs: 10 },
      ).then(({ at }) => (at * blockLength) / recordingRate),
    waitForSilence: (lastingMs, { aboveDb = -50, timeoutMs = 60_000, sinceSeconds = 0 } = {}) =>
      waitFor(
        `${lastingMs} ms of silence`,
        () => {
          const silentFrom = Math.max(levels.findLastIndex((level) => level > aboveDb) + 1, blockAt(sinceSeconds));
          return levels.length - silentFrom >= lastingMs / 10 && { at: silentFrom };
        },
        { timeoutMs, everyMs: 10 },
      ).then(({ at }) => (at * blockLength) / recordingRate),
    async stop() {
      await stopChild(recorder);
      return { samples: samples(), sampleRate: recordingRate };
    },
  };
}

/** A copy, because the bytes of a Buffer need not begin where a Float32Array may. */
function toSamples(bytes: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer, 0, Math.floor(bytes.length / bytesPerSample));
}
