import { positionAt } from "../src/shared/clock.ts";
import type { JumpTarget, Narration } from "../src/shared/protocol.ts";
import { openMediaHolder, type MediaHolder } from "./media-holder.ts";

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
export function createMediaSession(actions: MediaActions, openHolder = openMediaHolder): SystemPlayer {
  let opened: { close(): void } | undefined;
  let holder: MediaHolder | undefined;
  let latest: { narration: Narration; isPrivate: boolean } | undefined;
  let shownSource = "";

  const handlers: readonly [MediaSessionAction, MediaSessionActionHandler][] = [
    ["play", actions.resume],
    ["pause", actions.pause],
    ["stop", actions.stop],
    ["previoustrack", () => actions.jump({ to: "sentence", by: -1 })],
    ["nexttrack", () => actions.jump({ to: "sentence", by: 1 })],
    ["seekto", ({ seekTime }) => seekTime !== undefined && actions.jump({ to: "second", second: seekTime })],
  ];

  const take = (taken: MediaHolder): void => {
    holder = taken;
    for (const [action, handler] of handlers) holder.session.setActionHandler(action, handler);
    update();
  };

  const release = (): void => {
    opened?.close();
    opened = holder = undefined;
    shownSource = "";
  };

  const update = (): void => {
    if (!holder || !latest) return;
    const { narration, isPrivate } = latest;
    const { session } = holder;
    const title = (!isPrivate && narration.source?.title.slice(0, maxTitleLength)) || document.title;
    const artist = (!isPrivate && narration.source?.site) || "";
    const source = JSON.stringify([title, artist]);
    if (source !== shownSource) session.metadata = new MediaMetadata({ title, artist });
    shownSource = source;

    session.setPositionState(positionOf(narration, Date.now()));
    const isPaused = narration.status === "paused";
    session.playbackState = isPaused ? "paused" : "playing";
    if (isPaused) holder.pause();
    else holder.play();
  };

  return {
    show(narration, isPrivate) {
      latest = { narration, isPrivate };
      // Before the first sound there is nothing to control, and the sound device has more urgent things to do.
      if (narration.status === "idle") release();
      else if (narration.status === "speaking") opened ??= openHolder(take, actions.pause);
      update();
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
