import { watchOffscreen } from "../src/shared/event-port.ts";
import { request } from "../src/shared/messaging.ts";
import type { OffscreenState } from "../src/shared/protocol.ts";

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
    watchOffscreen((state) => {
      delayMs = firstDelayMs;
      onState(state);
    }, connectLater);
  };
  void connect();
}
