/** One channel of sound: `samples` in -1 to 1, `sampleRate` in hertz. */
export interface Pcm {
  samples: Float32Array<ArrayBuffer>;
  sampleRate: number;
}

/** A part of a sentence's sound as it is made: `said` is how much of the sentence's text has been spoken at its end, growing from chunk to chunk, at most 1. */
export interface Chunk extends Pcm {
  said: number;
}

/** A stretch of the text that is spoken in one breath: `text` made safe to speak, `start` and `end` (exclusive) as UTF-16 offsets into the original. */
export interface Sentence {
  index: number;
  text: string;
  start: number;
  end: number;
  /** True on the last piece of a paragraph: a longer pause follows. */
  endsParagraph: boolean;
}

/** What a Piper voice's `.onnx.json` says that shapes its sound; scales as in Piper's `inference` section. */
export interface VoiceParameters {
  /** Hertz. */
  sampleRate: number;
  espeakVoice: string;
  noiseScale: number;
  lengthScale: number;
  noiseW: number;
  speakerCount: number;
}

/** The pieces of one sentence as one; all have the same sample rate, and there is at least one. */
export function joinPcm(pieces: readonly [Pcm, ...Pcm[]]): Pcm {
  const [{ sampleRate }] = pieces;
  return { samples: joinSamples(pieces.map(({ samples }) => samples)), sampleRate };
}

/** Samples in a row. */
export function joinSamples(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
