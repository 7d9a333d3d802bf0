import browser from "webextension-polyfill";
import { followPortName, type FollowCommand, type FollowMessage } from "../../src/shared/protocol.ts";
import { createTextView, type TextView } from "./text-view.ts";

/** What follows the reading in this frame. */
export interface Follower {
  /** Scrolls to what is heard, if it is in this frame. */
  comeBack(): void;
  /** Takes everything out of the page. */
  end(): void;
}

/** Shows in this frame what is heard, until nothing of this tab is read any more. */
export function follow(): Follower {
  let port: browser.Runtime.Port | undefined;
  let textView: TextView | undefined;
  /** `comeBack` was called before the first message came. */
  let comesBack = false;

  const send = (command: FollowCommand): void => port?.postMessage(command);

  const show = ({ state }: FollowMessage): void => {
    if (state.hasText) {
      textView ??= createTextView(
        (view) => send({ type: "tellView", view }),
        (offset) => send({ type: "jump", target: { to: "offset", offset } }),
      );
      textView.show(state);
      if (comesBack) textView.comeBack();
      comesBack = false;
    } else removeAll();
  };

  const removeAll = (): void => {
    textView?.remove();
    textView = undefined;
  };

  const connect = (): void => {
    port = browser.runtime.connect({ name: followPortName });
    // Only the offscreen document has the other end.
    port.onMessage.addListener((message: unknown) => show(message as FollowMessage));
    port.onDisconnect.addListener(end);
  };

  const disconnect = (): void => {
    port?.disconnect();
    port = undefined;
    removeAll();
  };

  /** A page in the back/forward cache has no open port. */
  const returned = ({ persisted }: PageTransitionEvent): void => {
    if (persisted && !port) connect();
  };

  const end = (): void => {
    removeEventListener("pagehide", disconnect);
    removeEventListener("pageshow", returned);
    disconnect();
  };

  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", returned);
  connect();
  return {
    comeBack() {
      if (textView) textView.comeBack();
      else comesBack = true;
    },
    end,
  };
}
