import type { Pcm } from "../vocabulary.ts";

/**
 * The level of the noise, as a share of full scale: -80 dB. Nobody hears it, but it is three steps of 16-bit sound, so headsets and sound
 * cards, which sleep while all samples are zero, wake up.
 */
const level = 1e-4;

/**
 * Inaudible noise of `seconds` (at rate 1) at `sampleRate` (hertz), to be played before the first word: wireless headsets swallow the
 * beginning of a sound that comes after silence. It is the same each time.
 */
export function leadIn(seconds: number, sampleRate: number): Pcm {
  let state = 1;
  const samples = Float32Array.from({ length: Math.round(seconds * sampleRate) }, () => {
    // The generator of Park and Miller: uniform from 0 to 1.
    state = (state * 48_271) % 2_147_483_647;
    return level * Math.sqrt(3) * ((2 * state) / 2_147_483_647 - 1);
  });
  return { samples, sampleRate };
}
