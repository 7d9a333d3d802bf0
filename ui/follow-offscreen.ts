import { watchOffscreen } from "../src/shared/event-port.ts";
import { request } from "../src/shared/messaging.ts";
import type { OffscreenState } from "../src/shared/protocol.ts";

const firstDelayMs = 250;
const maxDelayMs = 4000;

/** Calls `onState` with each state of the offscreen document for as long as the page is open. Connects again whenever the port closes. */
export function followOffscreen(onState: (state: OffscreenState) => void, onFailure: (thrown: unknown) => void): void {
  let delayMs = firstDelayMs;
  const connectLater = () => {
    setTimeout(connect, delayMs);
    delayMs = Math.min(delayMs * 2, maxDelayMs);
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
