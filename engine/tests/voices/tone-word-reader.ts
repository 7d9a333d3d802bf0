import { toneDigits, toneHz, tonesPerDigit } from "./tone-code.ts";

/** Long enough to separate tones that are 200 Hz apart, short enough to fit several times into a symbol. */
const windowSeconds = 0.008;
/** The minimum ratio of power between the strongest and the second strongest tone of a digit. */
const clearRatio = 3;

/** Creates a function that reads the word (see `ToneWord`) around a sample. It returns undefined where there is no clear word. */
export function createToneWordReader(samples: Float32Array, sampleRate: number): (centre: number) => number | undefined {
  const length = Math.round(windowSeconds * sampleRate);
  const probes = Array.from({ length: toneDigits * tonesPerDigit }, (_, tone) => {
    const hertz = toneHz(Math.floor(tone / tonesPerDigit), tone % tonesPerDigit);
    return makeProbe(hertz / sampleRate, length);
  });

  return (centre) => {
    const first = Math.round(centre - length / 2);
    let word = 0;
    for (let digit = 0; digit < toneDigits; digit++) {
      const powers = probes
        .slice(digit * tonesPerDigit, (digit + 1) * tonesPerDigit)
        .map((probe, value) => ({ value, power: powerOf(probe, samples, first) }))
        .sort((a, b) => b.power - a.power);
      const [best, second] = powers;
      if (!best || !second || best.power === 0 || best.power < clearRatio * second.power) return undefined;
      word += best.value * tonesPerDigit ** digit;
    }
    return word;
  };
}

interface Probe {
  cosine: Float32Array;
  sine: Float32Array;
}

/** One row of a discrete Fourier transform with a Hann window. The frequency is in cycles per sample. */
function makeProbe(frequency: number, length: number): Probe {
  const hann = (at: number) => Math.sin((Math.PI * (at + 0.5)) / length) ** 2;
  const row = (wave: (angle: number) => number) => Float32Array.from({ length }, (_, at) => hann(at) * wave(2 * Math.PI * frequency * at));
  return { cosine: row(Math.cos), sine: row(Math.sin) };
}

function powerOf(probe: Probe, samples: Float32Array, first: number): number {
  let real = 0;
  let imaginary = 0;
  for (let at = 0; at < probe.cosine.length; at++) {
    const sample = samples[first + at] ?? 0;
    real += sample * (probe.cosine[at] ?? 0);
    imaginary += sample * (probe.sine[at] ?? 0);
  }
  return real * real + imaginary * imaginary;
}
