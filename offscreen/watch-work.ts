/** Reports whether the work with this name is in progress. */
export type ReportWork = (what: string, isUnderWay: boolean) => void;

/** Tracks whether any work is in progress. `onChange` is called when the first work starts and when the last has ended. */
export function watchWork(onChange: (isBusy: boolean) => void): ReportWork {
  const underWay = new Set<string>();
  return (what, isUnderWay) => {
    const wasBusy = underWay.size > 0;
    if (isUnderWay) underWay.add(what);
    else underWay.delete(what);
    if (wasBusy !== underWay.size > 0) onChange(!wasBusy);
  };
}
