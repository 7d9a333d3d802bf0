/** Something of the document that is seen, and how far below the upper edge of the window it is. */
export interface PlaceInView {
  readonly element: Element;
  readonly top: number;
}

/** A share of the window's height above which the bar may be. */
const coveredShare = 0.12;

/** What is read, if it is seen, or else the first text in the window. Null if there is none. */
export function placeInView(shown: Element): PlaceInView | null {
  const isSeen = (top: number): boolean => top > coveredShare * innerHeight && top < 0.9 * innerHeight;
  const found = (element: Element): PlaceInView | null => {
    const { top } = element.getBoundingClientRect();
    return isSeen(top) ? { element, top } : null;
  };
  for (const name of ["read-aloud-word", "read-aloud-sentence"]) {
    for (const range of CSS.highlights.get(name) ?? []) {
      const element = range.startContainer.parentElement;
      const place = element && shown.contains(element) ? found(element) : null;
      if (place) return place;
    }
  }
  let first: PlaceInView | null = null;
  for (const element of shown.querySelectorAll("[data-box]")) {
    const place = found(element);
    if (place && (!first || place.top < first.top)) first = place;
  }
  return first;
}

/** Scrolls so that what was seen is where it was. */
export function bringBack({ element, top }: PlaceInView): void {
  scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
}
