/** Measures how fast bytes have arrived recently. */
export interface TransferRate {
  add(bytes: number): void;
  /**
   * The rate over the last three seconds, or since the first byte if that is less. 0 if nothing arrived, or if the time is too short to
   * measure.
   */
  bytesPerSecond(): number;
}

const windowMs = 3_000;
/** A rate over a shorter time is too inaccurate. */
const minMs = 500;

/** `now` is a clock in milliseconds. */
export function createTransferRate(now: () => number = () => performance.now()): TransferRate {
  let arrivals: { at: number; bytes: number }[] = [];
  let since: number | undefined;

  return {
    add(bytes) {
      since ??= now();
      arrivals.push({ at: now(), bytes });
    },
    bytesPerSecond() {
      const oldest = now() - windowMs;
      arrivals = arrivals.filter(({ at }) => at > oldest);
      const ms = Math.min(windowMs, now() - (since ?? now()));
      if (ms < minMs) return 0;
      return Math.round((arrivals.reduce((sum, { bytes }) => sum + bytes, 0) / ms) * 1_000);
    },
  };
}
