import { homedir } from "node:os";
import { join } from "node:path";
import { browserVersion } from "./browser-version.ts";
import { findProgram, isProgram } from "./find-program.ts";

/** The two families that the build writes a package for. */
export type BrowserFamily = "chromium" | "firefox";

/** A browser that was found on this machine. */
export interface FoundBrowser {
  readonly name: "Chromium" | "Microsoft Edge" | "Google Chrome" | "Firefox";
  readonly family: BrowserFamily;
  /** Full path of the program. */
  readonly path: string;
  readonly version: string;
  /**
   * Whether `--load-extension=DIR` still works. Google Chrome dropped it in version 137; there an extension is loaded with the
   * debugging command `Extensions.loadUnpacked` (`--remote-debugging-pipe --enable-unsafe-extension-debugging`).
   */
  readonly loadsExtensionByFlag: boolean;
}

interface Candidate {
  readonly name: FoundBrowser["name"];
  readonly programs: readonly string[];
  readonly macApp: string;
  readonly windowsPath: string;
}

/** Best first: those that load an extension with a flag, then Chrome, then Firefox. */
const candidates: readonly Candidate[] = [
  { name: "Chromium", programs: ["chromium", "chromium-browser"], macApp: "Chromium", windowsPath: "Chromium\\Application\\chrome.exe" },
  {
    name: "Microsoft Edge",
    programs: ["microsoft-edge", "microsoft-edge-stable"],
    macApp: "Microsoft Edge",
    windowsPath: "Microsoft\\Edge\\Application\\msedge.exe",
  },
  {
    name: "Google Chrome",
    programs: ["google-chrome", "google-chrome-stable"],
    macApp: "Google Chrome",
    windowsPath: "Google\\Chrome\\Application\\chrome.exe",
  },
  { name: "Firefox", programs: ["firefox", "firefox-esr"], macApp: "Firefox", windowsPath: "Mozilla Firefox\\firefox.exe" },
];

function placesOf({ programs, macApp, windowsPath }: Candidate): readonly (string | undefined)[] {
  if (process.platform === "darwin") {
    const program = macApp === "Firefox" ? "firefox" : macApp;
    return ["/Applications", join(homedir(), "Applications")].map((folder) => join(folder, `${macApp}.app`, "Contents", "MacOS", program));
  }
  if (process.platform === "win32") {
    return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((name) => process.env[name] && join(process.env[name], windowsPath));
  }
  return programs.map(findProgram);
}

/** Named by the person in the environment; which brand it is shows in its path. */
function namedByEnvironment(): readonly (readonly [FoundBrowser["name"], string | undefined])[] {
  const chrome = process.env["CHROME_PATH"];
  const brand = /edge/i.test(chrome ?? "") ? "Microsoft Edge" : /google/i.test(chrome ?? "") ? "Google Chrome" : "Chromium";
  return [
    [brand, chrome],
    ["Firefox", process.env["FIREFOX_PATH"]],
  ];
}

function examine(name: FoundBrowser["name"], path: string): FoundBrowser | undefined {
  const version = browserVersion(path);
  if (version === undefined) return undefined;
  return {
    name,
    family: name === "Firefox" ? "firefox" : "chromium",
    path,
    version,
    loadsExtensionByFlag: name === "Chromium" || name === "Microsoft Edge" || (name === "Google Chrome" && Number.parseInt(version) < 137),
  };
}

/**
 * The first usable browser of this machine, of one family if asked: what CHROME_PATH or FIREFOX_PATH name, else the well-known
 * places and the PATH, best first (Chromium, Edge, Chrome, Firefox). Undefined when there is none.
 */
export function findBrowser(family?: BrowserFamily): FoundBrowser | undefined {
  const known = candidates.flatMap((candidate) => placesOf(candidate).map((path) => [candidate.name, path] as const));
  for (const [name, path] of [...namedByEnvironment(), ...known]) {
    if (path === undefined || !isProgram(path)) continue;
    if (family !== undefined && (name === "Firefox") !== (family === "firefox")) continue;
    const found = examine(name, path);
    if (found !== undefined) return found;
  }
  return undefined;
}
