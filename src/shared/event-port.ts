import browser from "webextension-polyfill";
import { applyEvent } from "./apply-event.ts";
import { eventsPortName, type OffscreenEvent, type OffscreenState } from "./protocol.ts";

/**
 * Watches the offscreen document, which must exist. `onState` is called with its state at once and after each change, `onClosed` once if
 * the document ends.
 */
export function watchOffscreen(onState: (state: OffscreenState) => void, onClosed: () => void): void {
  const port = browser.runtime.connect({ name: eventsPortName });
  let state: OffscreenState | undefined;
  port.onMessage.addListener((message: unknown) => {
    // Only the offscreen document sends on this port, and it sends this type.
    const event = message as OffscreenEvent;
    // Events before the snapshot are ignored.
    state = event.type === "snapshot" ? event.state : state && applyEvent(state, event);
    if (state) onState(state);
  });
  port.onDisconnect.addListener(onClosed);
}

/** The offscreen document's side: sends every event to all watchers, and the current state to each new watcher first. */
export function publishEvents(initial: OffscreenState): {
  publish(event: OffscreenEvent): void;
  state(): OffscreenState;
  /** True if the popup is open: it is the only watching page without a tab. */
  isPopupWatching(): boolean;
} {
  const ports = new Set<browser.Runtime.Port>();
  const own = browser.runtime.getURL("");
  const popupUrl = browser.runtime.getURL("popup/");
  let state = initial;
  browser.runtime.onConnect.addListener((port) => {
    // A sender with any other URL is a content script, which may know only what is heard of its own page.
    const isOwn = port.sender?.id === browser.runtime.id && (port.sender.url === undefined || port.sender.url.startsWith(own));
    if (port.name !== eventsPortName || !isOwn) return;
    ports.add(port);
    port.onDisconnect.addListener(() => ports.delete(port));
    port.postMessage({ type: "snapshot", state } satisfies OffscreenEvent);
  });
  return {
    state: () => state,
    isPopupWatching: () => [...ports].some(({ sender }) => sender?.url?.startsWith(popupUrl) && !sender.tab),
    publish(event) {
      state = applyEvent(state, event);
      for (const port of ports) port.postMessage(event);
    },
  };
}
