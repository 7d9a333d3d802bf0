import browser from "webextension-polyfill";
import { followPortName, type FollowCommand, type FollowMessage, type FollowView } from "../../src/shared/protocol.ts";
import { createPlayer, type Player } from "../player/create-player.ts";
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
  /** What this frame shows of the text, which is known here before the message tells it. */
  let ownView: FollowView | undefined;
  let latest: FollowMessage | undefined;
  let player: Player | undefined;
  /** `comeBack` was called before the first message came. */
  let comesBack = false;

  const send = (command: FollowCommand): void => port?.postMessage(command);

  const comeBack = (): void => {
    if (textView) textView.comeBack();
    else send({ type: "showPlace" });
  };

  const showPlayer = (): void => {
    // The page has one, whatever frame the text is in.
    if (!latest || window.parent !== window) return;
    player ??= createPlayer(send, { comeBack });
    player.show(latest.state, ownView ?? latest.view);
  };

  const showText = ({ state }: FollowMessage): void => {
    if (!state.hasText) return removeText();
    textView ??= createTextView(
      (view) => {
        ownView = view;
        send({ type: "tellView", view });
        showPlayer();
      },
      (offset) => send({ type: "jump", target: { to: "offset", offset } }),
    );
    textView.show(state);
    if (comesBack) textView.comeBack();
    comesBack = false;
  };

  const removeText = (): void => {
    textView?.remove();
    textView = undefined;
    ownView = undefined;
  };

  const connect = (): void => {
    port = browser.runtime.connect({ name: followPortName });
    // Only the offscreen document has the other end.
    port.onMessage.addListener((message: unknown) => {
      latest = message as FollowMessage;
      showText(latest);
      showPlayer();
    });
    port.onDisconnect.addListener(() => {
      // If nothing answered, Chromium writes so to the console unless this is read.
      void browser.runtime.lastError;
      end();
    });
  };

  const disconnect = (): void => {
    port?.disconnect();
    port = undefined;
    latest = undefined;
    removeText();
    player?.remove();
    player = undefined;
  };

  /** A page in the back/forward cache has no open port. */
  const returned = ({ persisted }: PageTransitionEvent): void => {
    // Without an id the extension was removed or reloaded meanwhile.
    if (persisted && !port && browser.runtime.id) connect();
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
