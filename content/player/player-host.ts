import { isDarkPage } from "./is-dark-page.ts";
import { listen, make, modalElements, rootElement } from "./page-document.ts";
import { playerStyle } from "./player-style.ts";

/** How often the player is put back after the page took it out or disabled it. */
const maxRepairs = 5;

/** The events by which a page would act on what is meant for the player. */
const presses = ["pointerdown", "mousedown", "touchstart", "click", "auxclick", "dblclick", "contextmenu"];
const edits = ["input", "beforeinput", "focusout", "dragstart", "selectstart"];
const gestures = ["pointermove", "pointerup", "pointercancel", "mousemove", "mouseup", "touchmove", "touchend", "touchcancel"];

/** Attributes with which a page disables what is beside its own dialog. */
const disabling = ["inert", "aria-hidden"];

/** The place of the player in the page: an element of which the page sees nothing but that it is there. */
export interface PlayerHost {
  /** Puts the player in the page, above everything else, or takes it out and leaves nothing behind. */
  setShown(isShown: boolean): void;
  /** The element of the player that has the focus. */
  focused(): Element | null;
  /** Gives the focus back to the element of the page that had it before. Does nothing if the player does not have the focus. */
  giveFocusBack(): void;
  /** Does so if the player was used with the pointer, so that the keys still act on the page. */
  giveFocusBackAfterPointer(): void;
  /** Calls `press` for each key that is pressed on `target`. It returns true if the key did something. */
  onKey(target: Element, press: (event: KeyboardEvent) => boolean): void;
  /** Shows the player in light or dark colours, as the page is. */
  matchPage(): void;
  /** Moves the player to where it can be pressed, if the page has opened or closed a dialog. */
  settle(): void;
}

/**
 * Gives the player its style. In other pages it is an element: that is not subject to the page's policy, and older versions of Firefox let a
 * content script adopt no style sheet. In the extension's own pages it is subject to theirs, which allows no such element.
 */
function style(root: ShadowRoot): void {
  if (!location.protocol.endsWith("-extension:")) return root.prepend(make("style", { textContent: playerStyle }));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(playerStyle);
  root.adoptedStyleSheets = [sheet];
}

/**
 * Creates the place of the player in the page. `panel` is put into a closed shadow root. `on.escape` is called
 * for the Escape key, `on.pressOutside` when the page is pressed. `signal` ends everything.
 *
 * - The page's styles do not reach it: important rules of a shadow root win over all rules of the page.
 * - It is a popover, so it is above everything else, and nothing of the page's elements (opacity, transform) acts on it.
 * - Keys are taken at the window, before most of the page's listeners, so that its shortcuts and focus traps do not act on them. What
 *   browsers do by themselves (press a button, move a slider) still happens, because it does not depend on listeners.
 */
export function createPlayerHost(panel: HTMLElement, on: { escape(): void; pressOutside(): void }, signal: AbortSignal): PlayerHost {
  const host = make("div");
  const root = host.attachShadow({ mode: "closed" });
  panel.popover = "manual";
  root.append(panel);
  style(root);

  let isShown = false;
  let repairs = 0;
  let isOurGesture = false;
  let isByPointer = false;
  let before: WeakRef<HTMLElement> | null = null;
  const keyListeners = new Map<Element | null, (event: KeyboardEvent) => boolean>();
  /** The keys that were pressed in the player and are not released. */
  const held = new Set<string>();
  const isOurs = (event: Event): boolean => event.target === host;

  const giveFocusBack = (): void => {
    const active = root.activeElement;
    if (!(active instanceof HTMLElement)) return;
    const previous = before?.deref();
    if (previous?.isConnected) HTMLElement.prototype.focus.call(previous, { preventScroll: true });
    active.blur();
  };
  const isWhole = (): boolean => panel.matches(":popover-open") && !disabling.some((name) => host.hasAttribute(name));
  const observer = new MutationObserver(() => {
    if (isWhole() || repairs >= maxRepairs) return;
    repairs += 1;
    for (const name of disabling) host.removeAttribute(name);
    if (!panel.matches(":popover-open")) attach();
  });
  const attach = (): void => {
    observer.disconnect();
    const home = homeInPage();
    Element.prototype.append.call(home, host);
    panel.showPopover();
    observer.observe(document, { childList: true });
    observer.observe(home, { childList: true });
    observer.observe(host, { attributeFilter: disabling });
  };
  const settle = (): void => {
    if (isShown && !root.activeElement && host.parentNode !== homeInPage()) attach();
  };

  const atWindow = { capture: true, signal };
  listen<KeyboardEvent>(
    window,
    ["keydown", "keypress", "keyup"],
    (event) => {
      // A key is released where the focus is then.
      const isReleased = event.type === "keyup" && held.delete(event.code);
      if (!isOurs(event) && !isReleased) return;
      event.stopImmediatePropagation();
      if (event.type !== "keydown") return;
      held.add(event.code);
      isByPointer = false;
      if (keyListeners.get(root.activeElement)?.(event)) event.preventDefault();
      else if (event.key === "Escape") on.escape();
    },
    atWindow,
  );
  listen<FocusEvent>(
    window,
    ["focus", "focusin"],
    (event) => {
      if (!isOurs(event)) return;
      event.stopImmediatePropagation();
      before = event.relatedTarget instanceof HTMLElement ? new WeakRef(event.relatedTarget) : null;
    },
    atWindow,
  );
  listen(
    window,
    "pointerdown",
    (event) => {
      isOurGesture = isOurs(event);
      isByPointer ||= isOurGesture;
      if (!isOurGesture) on.pressOutside();
    },
    atWindow,
  );
  listen(host, [...presses, ...edits], (event) => event.stopPropagation());
  // A gesture that began in the page is the page's to its end.
  listen(host, gestures, (event) => {
    if (isOurGesture) event.stopPropagation();
  });
  // The pointer leaves the page's focus and selection as they are, except where the browser needs the focus to act.
  listen(panel, "mousedown", (event) => {
    if (!(event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement)) event.preventDefault();
  });
  listen(window, ["fullscreenchange", "toggle", "close"], settle, atWindow);

  const matchPage = (): void => {
    panel.dataset.scheme = isDarkPage() ? "dark" : "light";
  };
  listen(matchMedia("(prefers-color-scheme: dark)"), "change", matchPage, { signal });

  const setShown = (shown: boolean): void => {
    if (shown === isShown) return;
    isShown = shown;
    if (shown) {
      repairs = 0;
      matchPage();
      attach();
    } else {
      observer.disconnect();
      giveFocusBack();
      host.remove();
    }
  };
  signal.addEventListener("abort", () => setShown(false));
  return {
    setShown,
    focused: () => root.activeElement,
    giveFocusBack,
    giveFocusBackAfterPointer: () => isByPointer && giveFocusBack(),
    onKey: (target, press) => keyListeners.set(target, press),
    matchPage,
    settle,
  };
}

/** Elements that show nothing of what they contain. */
const closed = "video, audio, iframe, object, embed, img, canvas";

/** The dialog or the element in full screen beside which nothing can be pressed, or the whole page. */
function homeInPage(): Element {
  const modal = modalElements().findLast((element) => !Element.prototype.matches.call(element, closed));
  return modal ?? rootElement();
}
