import { findBrowser } from "../../../tools/machine/find-browser.ts";

/** True in a test run that has a desktop of its own (the test command starts one before the browser tests). */
const hasDesktop = (): boolean => process.env["READ_ALOUD_DESKTOP"] === "1";

/** For a test's `skip` option: the reason why this machine cannot do what is named, or false when it can. */
export function missing(what: "desktop" | "chromium" | "firefox"): string | false {
  if (what === "desktop") return !hasDesktop() && "no desktop with sound here (Xvfb, openbox, xdotool, PulseAudio)";
  return findBrowser(what) === undefined && `no ${what === "firefox" ? "Firefox" : "Chrome, Chromium or Edge"} on this machine`;
}
