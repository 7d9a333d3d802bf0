import { applyEvent } from "../src/shared/apply-event.ts";
import { watchOffscreen } from "../src/shared/event-port.ts";
import { request } from "../src/shared/messaging.ts";
import type { OffscreenEvent, OffscreenState } from "../src/shared/protocol.ts";

const firstDelayMs = 250;
const longestDelayMs = 4000;

/** Keeps `onState` told of the offscreen document's state for as long as the page is open, and connects again whenever the port closes. */
export function followOffscreen(onState: (state: OffscreenState) => void, onFailure: (thrown: unknown) => void): void {
  let delayMs = firstDelayMs;
  const connectLater = () => {
    setTimeout(connect, delayMs);
    delayMs = Math.min(delayMs * 2, longestDelayMs);
  };
  const connect = async () => {
    try {
      await request("background", "ensureOffscreen");
    } catch (thrown) {
      onFailure(thrown);
      connectLater();
      return;
    }
    let state: OffscreenState | null = null;
    watchOffscreen((event) => {
      delayMs = firstDelayMs;
      state = stateAfter(state, event);
      if (state) onState(state);
    }, connectLater);
  };
  void connect();
}

/** Nothing is known before the snapshot, whatever else arrives. */
function stateAfter(state: OffscreenState | null, event: OffscreenEvent): OffscreenState | null {
  if (event.type === "snapshot") return event.state;
  return state && applyEvent(state, event);
}
