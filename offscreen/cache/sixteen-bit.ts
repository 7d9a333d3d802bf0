/** 16-bit samples of `samples` (-1 to 1, clipped beyond): half the bytes, and silence at -98 dB is all that is lost. */
export function toSixteenBit(samples: Float32Array): Int16Array<ArrayBuffer> {
  const encoded = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) encoded[i] = Math.max(-32768, Math.min(32767, Math.round((samples[i] ?? 0) * 32768)));
  return encoded;
}

/** The inverse of `toSixteenBit`. */
export function fromSixteenBit(encoded: Int16Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(encoded, (value) => value / 32768);
}
