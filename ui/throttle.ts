/** `act` at once, then at most once in every `intervalMs` and always with the latest value. */
export function throttle<T>(intervalMs: number, act: (value: T) => void): (value: T) => void {
  let resting = false;
  let waiting: { value: T } | null = null;
  const run = (value: T) => {
    resting = true;
    act(value);
    setTimeout(() => {
      resting = false;
      if (!waiting) return;
      const { value: latest } = waiting;
      waiting = null;
      run(latest);
    }, intervalMs);
  };
  return (value) => {
    if (resting) waiting = { value };
    else run(value);
  };
}
