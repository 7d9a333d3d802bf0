import type { PackPlan } from "../messages.ts";
import type { Layout } from "./lay-out.ts";
import type { SoundLog } from "./sound-log.ts";

/** Changes the rate of a sound and its pitch, as what is heard is changed. */
interface Stretch {
  rate: number;
  pitch: number;
  push(samples: Float32Array): void;
  end(): void;
  pull(output: Float32Array): number;
}

/** What packing needs of other parts. Sample rates are in hertz. */
export interface SoundTools {
  createStretch(sampleRate: number): Stretch;
  /** The sound at another sample rate. */
  resample(samples: Float32Array, fromRate: number, toRate: number): Float32Array;
  toSixteenBit(samples: Float32Array): Int16Array<ArrayBuffer>;
  fromSixteenBit(samples: Int16Array): Float32Array;
}

/** So many samples are packed at a time. */
const blockLength = 16_384;

/** The sound of a file, at the rate and the pitch of the plan, in blocks. At rate and pitch 1 it is the sound of the log, to the last bit. */
export function* soundBlocks(
  log: Pick<SoundLog, "samplesOf">,
  layout: Layout,
  { rate, pitch }: Pick<PackPlan, "rate" | "pitch">,
  { createStretch, resample, toSixteenBit, fromSixteenBit }: SoundTools,
): Generator<Int16Array<ArrayBuffer>> {
  const stretch = createStretch(layout.sampleRate);
  stretch.rate = rate;
  stretch.pitch = pitch;
  const block = new Float32Array(blockLength);
  let filled = 0;
  function* fullBlocks(): Generator<Int16Array<ArrayBuffer>> {
    for (;;) {
      filled += stretch.pull(block.subarray(filled));
      if (filled < blockLength) return;
      yield toSixteenBit(block);
      filled = 0;
    }
  }
  for (const [index, { sampleRate, soundLength, pauseLength }] of layout.sentences.entries()) {
    const sound = fromSixteenBit(log.samplesOf(index));
    stretch.push(sampleRate === layout.sampleRate ? sound : withLength(resample(sound, sampleRate, layout.sampleRate), soundLength));
    if (pauseLength > 0) stretch.push(new Float32Array(pauseLength));
    yield* fullBlocks();
  }
  stretch.end();
  yield* fullBlocks();
  if (filled > 0) yield toSixteenBit(block.subarray(0, filled));
}

/** `samples`, cut or continued by silence. A resampler may give one sample more or less. */
function withLength(samples: Float32Array, length: number): Float32Array {
  const exact = new Float32Array(length);
  exact.set(samples.subarray(0, length));
  return exact;
}
