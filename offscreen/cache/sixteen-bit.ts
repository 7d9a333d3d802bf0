/** Converts `samples` (-1 to 1, clipped outside) to 16 bits. This halves the size; the rounding error is at -98 dB. */
export function toSixteenBit(samples: Float32Array): Int16Array<ArrayBuffer> {
  const encoded = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) encoded[i] = Math.max(-32768, Math.min(32767, Math.round((samples[i] ?? 0) * 32768)));
  return encoded;
}

/** The inverse of `toSixteenBit`. */
export function fromSixteenBit(encoded: Int16Array): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(encoded.length);
  // `Float32Array.from` takes twenty times as long.
  for (let i = 0; i < encoded.length; i++) samples[i] = (encoded[i] ?? 0) / 32768;
  return samples;
}
