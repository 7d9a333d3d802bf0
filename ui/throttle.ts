/** Calls `act` at once, then at most once per `intervalMs`, always with the latest value. */
export function throttle<T>(intervalMs: number, act: (value: T) => void): (value: T) => void {
  let isWaiting = false;
  let pending: { value: T } | null = null;
  const run = (value: T) => {
    isWaiting = true;
    act(value);
    setTimeout(() => {
      isWaiting = false;
      if (!pending) return;
      const { value: latest } = pending;
      pending = null;
      run(latest);
    }, intervalMs);
  };
  return (value) => {
    if (isWaiting) pending = { value };
    else run(value);
  };
}
