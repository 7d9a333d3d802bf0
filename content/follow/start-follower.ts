import { follow, type Follower } from "./follow.ts";

declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a property of the global object.
  var readAloudFollower: Follower | undefined;
}

/** Follows the reading in this frame, in place of what an earlier injection left. */
export function startFollower(): void {
  followerHere()?.end();
  globalThis.readAloudFollower = follow();
}

/** Scrolls to what is heard, if it is in this frame. */
export function comeBack(): void {
  followerHere()?.comeBack();
}

/** An element with this id would be found as a property of the global object's prototype. */
function followerHere(): Follower | undefined {
  return Object.hasOwn(globalThis, "readAloudFollower") ? globalThis.readAloudFollower : undefined;
}
