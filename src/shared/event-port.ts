import browser from "webextension-polyfill";
import { applyEvent } from "./apply-event.ts";
import { eventsPortName, type OffscreenEvent, type OffscreenState } from "./protocol.ts";

/** Watches the offscreen document, which must exist: `onState` hears its state at once and after each change, `onClosed` is called once if the document goes away. */
export function watchOffscreen(onState: (state: OffscreenState) => void, onClosed: () => void): void {
  const port = browser.runtime.connect({ name: eventsPortName });
  let state: OffscreenState | undefined;
  port.onMessage.addListener((message: unknown) => {
    // Only the offscreen document answers on this port, with the type that it publishes.
    const event = message as OffscreenEvent;
    // Nothing is known before the snapshot, whatever else arrives.
    state = event.type === "snapshot" ? event.state : state && applyEvent(state, event);
    if (state) onState(state);
  });
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
