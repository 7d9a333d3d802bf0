/** Says of a piece of work, by a name of its own, whether it is under way. */
export type TellWork = (what: string, isUnderWay: boolean) => void;

/** Knows whether any work is under way: `onChange` hears when the first begins and when the last has ended. */
export function watchWork(onChange: (isBusy: boolean) => void): TellWork {
  const underWay = new Set<string>();
  return (what, isUnderWay) => {
    const wasBusy = underWay.size > 0;
    if (isUnderWay) underWay.add(what);
    else underWay.delete(what);
    if (wasBusy !== underWay.size > 0) onChange(!wasBusy);
  };
}
