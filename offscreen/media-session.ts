import { positionAt } from "../src/shared/clock.ts";
import type { JumpTarget, Narration } from "../src/shared/protocol.ts";
import { createMediaHolder, type MediaHolder } from "./media-holder.ts";

/** A page's title may be of any length. */
const maxTitleLength = 200;

/** What a person can do with media keys and in the system's player. */
export interface MediaActions {
  pause(): void;
  resume(): void;
  stop(): void;
  jump(target: JumpTarget): void;
}

/** The narration as the system's player shows it, and the media keys. */
export interface SystemPlayer {
  /**
   * Shows the narration: from the first sound on, until nothing is read. Of a text from a private window (`isPrivate`) neither title nor site
   * is shown. Cheap enough for each change.
   */
  show(narration: Narration, isPrivate: boolean): void;
}

/** Creates the player in the system. It takes the media keys only while something is read or paused, and passes them to `actions`. */
export function createMediaSession(
  actions: MediaActions,
  session: MediaSession = navigator.mediaSession,
  createHolder: (onInterrupted: () => void) => MediaHolder = createMediaHolder,
): SystemPlayer {
  const holder = createHolder(actions.pause);
  let isHeld = false;
  let shown = "";

  const handlers = new Map<MediaSessionAction, MediaSessionActionHandler>([
    ["play", actions.resume],
    ["pause", actions.pause],
    ["stop", actions.stop],
    ["previoustrack", () => actions.jump({ to: "sentence", by: -1 })],
    ["nexttrack", () => actions.jump({ to: "sentence", by: 1 })],
    ["seekto", ({ seekTime }) => seekTime !== undefined && actions.jump({ to: "second", second: seekTime })],
  ]);

  const hold = (): void => {
    if (isHeld) return;
    isHeld = true;
    for (const [action, handler] of handlers) session.setActionHandler(action, handler);
  };

  const release = (): void => {
    if (!isHeld) return;
    isHeld = false;
    shown = "";
    for (const action of handlers.keys()) session.setActionHandler(action, null);
    session.metadata = null;
    session.setPositionState();
    session.playbackState = "none";
    holder.release();
  };

  const showSource = ({ source }: Narration, isPrivate: boolean): void => {
    const title = (!isPrivate && source?.title.slice(0, maxTitleLength)) || document.title;
    const site = (!isPrivate && source?.site) || "";
    if (shown === JSON.stringify([title, site])) return;
    shown = JSON.stringify([title, site]);
    session.metadata = new MediaMetadata({ title, artist: site });
  };

  return {
    show(narration, isPrivate) {
      const { status } = narration;
      // Before the first sound there is nothing to control, and the sound device has more urgent things to do.
      if (status === "idle") release();
      else if (status === "speaking") hold();
      if (!isHeld) return;

      showSource(narration, isPrivate);
      session.setPositionState(positionOf(narration, Date.now()));
      session.playbackState = status === "paused" ? "paused" : "playing";
      if (status === "paused") holder.pause();
      else holder.play();
    },
  };
}

/** Where the reading is in the text, in seconds at rate 1; nothing while that is not known. */
function positionOf({ clock, timeline }: Narration, nowMs: number): MediaPositionState | undefined {
  if (!clock || !timeline) return undefined;
  const { beforeSeconds, totalSeconds } = timeline;
  return {
    duration: Math.max(0, totalSeconds),
    position: Math.min(Math.max(0, totalSeconds), Math.max(0, beforeSeconds + positionAt(clock, nowMs))),
    // A session that stands still has a state, not a rate of 0.
    playbackRate: clock.rate || 1,
  };
}
