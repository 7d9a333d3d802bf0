/** How fast bytes have been coming lately. */
export interface TransferRate {
  add(bytes: number): void;
  /** Over the last three seconds, or since the first byte if that is less; 0 when nothing came, or not for long enough to tell. */
  bytesPerSecond(): number;
}

const windowMs = 3_000;
/** A rate over less than this would be noise. */
const leastMs = 500;

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
      if (ms < leastMs) return 0;
      return Math.round((arrivals.reduce((sum, { bytes }) => sum + bytes, 0) / ms) * 1_000);
    },
  };
}
