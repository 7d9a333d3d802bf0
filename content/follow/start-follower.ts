import { follow, type Follower } from "./follow.ts";

declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a property of the global object.
  var readAloudFollower: Follower | undefined;
}

/** Follows the reading in this frame, in place of what an earlier injection left. */
export function startFollower(): void {
  // An element with this id would be found as a property of the global object's prototype.
  if (Object.hasOwn(globalThis, "readAloudFollower")) globalThis.readAloudFollower?.end();
  globalThis.readAloudFollower = follow(() => (globalThis.readAloudFollower = undefined));
}
