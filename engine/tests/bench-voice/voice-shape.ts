/** The numbers that give a Piper voice its form; names as in the VITS paper and HiFi-GAN. */
export interface VoiceShape {
  /** Hertz. */
  sampleRate: number;
  quality: string;
  symbols: number;
  hiddenChannels: number;
  filterChannels: number;
  heads: number;
  encoderLayers: number;
  /** How far on either side the relative position attention tells positions apart. */
  attentionWindow: number;
  couplingLayers: number;
  waveNetLayers: number;
  splineBins: number;
  /** Width of the speaker embedding of a voice with several speakers. */
  speakerChannels: number;
  decoder: DecoderShape;
}

interface DecoderShape {
  /** True: each dilated convolution is followed by a plain one (HiFi-GAN's first kind of residual block). */
  pairedConvolutions: boolean;
  kernels: number[];
  /** One list for each kernel. */
  dilations: number[][];
  upsampleRates: number[];
  upsampleKernels: number[];
  initialChannels: number;
}

/** In Piper's order. */
export const qualities = ["x_low", "low", "medium", "high"] as const;

export type Quality = (typeof qualities)[number];

const mediumShape: VoiceShape = {
  sampleRate: 22050,
  quality: "medium",
  symbols: 256,
  hiddenChannels: 192,
  filterChannels: 768,
  heads: 2,
  encoderLayers: 6,
  attentionWindow: 4,
  couplingLayers: 4,
  waveNetLayers: 4,
  splineBins: 10,
  speakerChannels: 512,
  decoder: {
    pairedConvolutions: false,
    kernels: [3, 5, 7],
    dilations: [[1, 2], [2, 6], [3, 12]],
    upsampleRates: [8, 8, 4],
    upsampleKernels: [16, 16, 8],
    initialChannels: 256,
  },
};

const highShape: VoiceShape = {
  ...mediumShape,
  quality: "high",
  decoder: {
    pairedConvolutions: true,
    kernels: [3, 7, 11],
    dilations: [[1, 3, 5], [1, 3, 5], [1, 3, 5]],
    upsampleRates: [8, 8, 2, 2],
    upsampleKernels: [16, 16, 4, 4],
    initialChannels: 512,
  },
};

/** Piper's four qualities: `low` is `medium` at 16 kHz, `x_low` half as wide. */
export const voiceShapes: Record<Quality, VoiceShape> = {
  x_low: { ...mediumShape, quality: "x_low", sampleRate: 16000, hiddenChannels: 96, filterChannels: 384 },
  low: { ...mediumShape, quality: "low", sampleRate: 16000 },
  medium: mediumShape,
  high: highShape,
};

/** The same voice a hundred times smaller: fewer channels and layers, but every kernel, dilation and rate that gives chunks their margin. */
export function tiny(shape: VoiceShape): VoiceShape {
  return {
    ...shape,
    symbols: 256,
    hiddenChannels: 8,
    filterChannels: 16,
    encoderLayers: 1,
    couplingLayers: 2,
    waveNetLayers: 2,
    speakerChannels: 4,
    decoder: { ...shape.decoder, initialChannels: 2 ** (shape.decoder.upsampleRates.length + 1) },
  };
}
