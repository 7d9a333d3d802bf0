import { outwards } from "../text/dom.ts";
import { freePlace } from "./free-place.ts";
import { buttonSize, showPlayButton, type PlayButton } from "./play-button.ts";
import { selectionEnds, visibleSelection } from "./visible-selection.ts";

/** What the window loses to scroll bars at most, in CSS pixels. */
const scrollBar = 16;

/**
 * Shows the button near what a person selects, until the selection changes, the page scrolls, or Escape or another place is pressed. `press`
 * is called for a press on it. Call the returned function to end it.
 */
export function watchSelection(name: { text: string; language: string }, press: () => void): () => void {
  const listening = new AbortController();
  let shown: { button: PlayButton; ends: readonly unknown[] } | null = null;
  /** The selection for which the button was shown last. For the same selection it does not come again. */
  let seen: readonly unknown[] = [];

  function hide(): void {
    shown?.button.remove();
    shown = null;
  }

  function look(pointerX: number | null): void {
    const ends = selectionEnds();
    if (isSame(ends, seen)) return;
    hide();
    seen = ends;
    const found = visibleSelection(pointerX);
    const root = rootElement();
    if (!found || !root) return;
    const room = { width: innerWidth - scrollBar, height: innerHeight - scrollBar };
    const place = freePlace(buttonSize, found.end, found.taken, room, found.isRightToLeft);
    if (!place) return;
    const button = showPlayButton(root, place, name, () => {
      hide();
      press();
    });
    shown = { button, ends };
  }

  const isOnButton = ({ target }: Event): boolean => shown !== null && target === shown.button.host;
  /** A press on what is selected ends the selection only after the event. */
  const lookSoon = (pointerX: number | null) => setTimeout(() => !listening.signal.aborted && look(pointerX));

  on("pointerup", (event) => !isOnButton(event) && event.button === 0 && lookSoon(event.clientX));
  on("keyup", () => lookSoon(null));
  on("pointerdown", (event) => !isOnButton(event) && hide());
  on("keydown", ({ key }) => key === "Escape" && hide());
  on("selectionchange", () => {
    const ends = selectionEnds();
    if (ends.length === 0) seen = ends;
    if (shown && !isSame(ends, shown.ends)) hide();
  });
  on("scroll", ({ target }) => shown && isAround(target, shown.ends) && hide());
  on("resize", hide);
  on("pagehide", hide);
  // Another frame or window is in use now.
  on("blur", ({ target }) => target === window && hide());

  return () => {
    listening.abort();
    hide();
  };

  /** Listens before the page does, and only to what is not made by a script. */
  function on<K extends keyof WindowEventMap>(type: K, act: (event: WindowEventMap[K]) => unknown): void {
    window.addEventListener(type, (event) => void (event.isTrusted && act(event)), {
      capture: true,
      passive: true,
      signal: listening.signal,
    });
  }
}

const isSame = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((each, index) => each === others[index]);

/** True if what scrolls contains a part of the selection. */
function isAround(scrolled: EventTarget | null, ends: readonly unknown[]): boolean {
  return ends.some((end) => end instanceof Node && [...outwards(end)].some((node) => node === scrolled));
}

/** The element of the page that can contain the button. Other documents, for example an image, have none. */
function rootElement(): Element | null {
  const root = Document.prototype.querySelector.call(document, ":root");
  return root instanceof HTMLElement ? root : null;
}
