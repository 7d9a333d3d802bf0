/** The hyperparameters of a Piper voice. The names are those of VITS and HiFi-GAN. */
export interface Hyperparameters {
  /** Hertz. */
  sampleRate: number;
  quality: string;
  symbols: number;
  hiddenChannels: number;
  filterChannels: number;
  heads: number;
  encoderLayers: number;
  /** The largest distance between two positions that relative position attention distinguishes. */
  attentionWindow: number;
  couplingLayers: number;
  waveNetLayers: number;
  splineBins: number;
  /** The channels of the speaker embedding, in a voice with several speakers. */
  speakerChannels: number;
  decoder: DecoderHyperparameters;
}

interface DecoderHyperparameters {
  /** True if a convolution without dilation follows each dilated one (HiFi-GAN's first type of residual block). */
  pairedConvolutions: boolean;
  kernels: number[];
  /** One list for each kernel. */
  dilations: number[][];
  upsampleRates: number[];
  upsampleKernels: number[];
  initialChannels: number;
}

/** Piper's qualities, in Piper's order. */
export const qualities = ["x_low", "low", "medium", "high"] as const;

/** One of Piper's qualities. */
export type Quality = (typeof qualities)[number];

const medium: Hyperparameters = {
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
    dilations: [
      [1, 2],
      [2, 6],
      [3, 12],
    ],
    upsampleRates: [8, 8, 4],
    upsampleKernels: [16, 16, 8],
    initialChannels: 256,
  },
};

const high: Hyperparameters = {
  ...medium,
  quality: "high",
  decoder: {
    pairedConvolutions: true,
    kernels: [3, 7, 11],
    dilations: [
      [1, 3, 5],
      [1, 3, 5],
      [1, 3, 5],
    ],
    upsampleRates: [8, 8, 2, 2],
    upsampleKernels: [16, 16, 4, 4],
    initialChannels: 512,
  },
};

/** The hyperparameters of each quality: `low` is `medium` at 16 kHz, and `x_low` has half the channels. */
export const voiceHyperparameters: Record<Quality, Hyperparameters> = {
  x_low: { ...medium, quality: "x_low", sampleRate: 16000, hiddenChannels: 96, filterChannels: 384 },
  low: { ...medium, quality: "low", sampleRate: 16000 },
  medium,
  high,
};

/** Makes a voice a hundred times smaller. It has fewer channels and layers, but the same kernels, dilations and rates, and so the same receptive fields. */
export function tiny(hyperparameters: Hyperparameters): Hyperparameters {
  return {
    ...hyperparameters,
    symbols: 256,
    hiddenChannels: 8,
    filterChannels: 16,
    encoderLayers: 1,
    couplingLayers: 2,
    waveNetLayers: 2,
    speakerChannels: 4,
    decoder: { ...hyperparameters.decoder, initialChannels: 2 ** (hyperparameters.decoder.upsampleRates.length + 1) },
  };
}
