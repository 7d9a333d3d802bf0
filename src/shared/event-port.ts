import browser from "webextension-polyfill";
import { applyEvent } from "./apply-event.ts";
import { eventsPortName, type OffscreenEvent, type OffscreenState } from "./protocol.ts";

/** Watches the offscreen document, which must exist: `onEvent` gets the snapshot first, `onClosed` is called once if the document goes away. */
export function watchOffscreen(onEvent: (event: OffscreenEvent) => void, onClosed: () => void): void {
  const port = browser.runtime.connect({ name: eventsPortName });
  // Only the offscreen document answers on this port, with the type that it publishes.
  port.onMessage.addListener((event: unknown) => onEvent(event as OffscreenEvent));
  port.onDisconnect.addListener(onClosed);
}

/** The offscreen document's end: sends every event to all who watch, and the state they add up to to each newcomer first. */
export function publishEvents(initial: OffscreenState): {
  publish(event: OffscreenEvent): void;
  state(): OffscreenState;
  /** Whether the popup is open: of all who watch it alone is a page without a tab. */
  isPopupWatching(): boolean;
} {
  const ports = new Set<browser.Runtime.Port>();
  const popupUrl = browser.runtime.getURL("popup/");
  let state = initial;
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== eventsPortName) return;
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
