/** @file A separate file in the package, which is run in frames of the page that is read. */
import { startFollower } from "./start-follower.ts";

startFollower();
