/** How much of a sentence's phoneme ids has been spoken after `frames` frames, 0 to 1; `durations` has the frames of each id. */
export function shareSaid(durations: ArrayLike<number>, frames: number): number {
  let before = 0;
  for (let id = 0; id < durations.length; id++) {
    const length = durations[id] ?? 0;
    if (before + length > frames) return (id + (frames - before) / length) / durations.length;
    before += length;
  }
  return 1;
}
