/** One channel of sound: `samples` in -1 to 1, `sampleRate` in hertz. */
export interface Pcm {
  samples: Float32Array<ArrayBuffer>;
  sampleRate: number;
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
  const [first] = pieces;
  if (pieces.length === 1) return first;
  const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.samples.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    samples.set(piece.samples, offset);
    offset += piece.samples.length;
  }
  return { samples, sampleRate: first.sampleRate };
}
