import type { LoggedSentence, SaidSentence } from "../said-sentence.ts";
import type { SyncFile } from "./sync-file.ts";

const bytesPerSample = 2;
/**
 * What was written is brought to the device at least this often, in milliseconds. The end of the browser loses nothing of it at any time; that
 * of the machine may.
 */
const flushEveryMs = 2_000;

/**
 * The sound of an export on disk, sentence by sentence: one file has the samples, the other a line for each sentence. A sentence counts when
 * its line is complete, so an export can go on after the browser was closed at any moment.
 */
export interface SoundLog {
  readonly sentences: readonly LoggedSentence[];
  /** Writes a sentence. Throws a `QuotaExceededError` if there is no room; what was there before stays. */
  append(sentence: SaidSentence): void;
  /** The samples of a sentence, by its place in `sentences`. */
  samplesOf(index: number): Int16Array<ArrayBuffer>;
  close(): void;
}

/** Opens a log. What is left of a sentence that was not complete is dropped. */
export function openSoundLog(samples: SyncFile, lines: SyncFile): SoundLog {
  const sentences: LoggedSentence[] = [];
  /** Where the samples of each sentence begin, in bytes; the last one is the end. */
  const starts = [0];
  let lineBytes = 0;
  let flushedAt = performance.now();

  const enter = (sentence: LoggedSentence): void => {
    sentences.push(sentence);
    starts.push(endBytes() + sentence.sampleCount * bytesPerSample);
  };
  const endBytes = (): number => starts.at(-1) ?? 0;

  const known = new Uint8Array(lines.getSize());
  lines.read(known, { at: 0 });
  const soundBytes = samples.getSize();
  for (let end = known.indexOf(newLine); end >= 0; end = known.indexOf(newLine, lineBytes)) {
    const sentence = parseLine(new TextDecoder().decode(known.subarray(lineBytes, end)));
    if (!sentence || endBytes() + sentence.sampleCount * bytesPerSample > soundBytes) break;
    enter(sentence);
    lineBytes = end + 1;
  }
  lines.truncate(lineBytes);
  samples.truncate(endBytes());

  return {
    sentences,
    append({ samples: sound, ...rest }) {
      const sentence = { ...rest, sampleCount: sound.length };
      const line = new TextEncoder().encode(`${JSON.stringify(sentence)}\n`);
      writeAll(samples, new Uint8Array(sound.buffer, sound.byteOffset, sound.byteLength), endBytes());
      writeAll(lines, line, lineBytes);
      if (performance.now() - flushedAt >= flushEveryMs) {
        samples.flush();
        lines.flush();
        flushedAt = performance.now();
      }
      lineBytes += line.length;
      enter(sentence);
    },
    samplesOf(index) {
      const bytes = new Uint8Array((starts[index + 1] ?? 0) - (starts[index] ?? 0));
      samples.read(bytes, { at: starts[index] ?? 0 });
      return new Int16Array(bytes.buffer);
    },
    close() {
      samples.close();
      lines.close();
    },
  };
}

const newLine = 10;

/** Writes all of `bytes`. A full disk may also show as a write that is too short. */
export function writeAll(file: SyncFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  if (file.write(bytes, { at }) < bytes.length) throw new DOMException("the disk is full", "QuotaExceededError");
}

function parseLine(line: string): LoggedSentence | undefined {
  try {
    return JSON.parse(line) as LoggedSentence;
  } catch {
    // The browser was closed while it was written.
    return undefined;
  }
}
