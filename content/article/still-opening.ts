import { stillOpeningMark } from "../../src/shared/document-marks.ts";

/** True if parts of the document are still to come. */
export const isStillOpening = (shown: Element): boolean => shown.hasAttribute(stillOpeningMark);

/** Resolves when the document has got another part, when nothing more is to come, or when the time is over. */
export function waitForPart(shown: Element, timeoutMs: number): Promise<void> {
  if (!isStillOpening(shown)) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    };
    const observer = new MutationObserver(end);
    const timer = setTimeout(end, timeoutMs);
    observer.observe(shown, { childList: true, attributes: true, attributeFilter: [stillOpeningMark] });
  });
}
