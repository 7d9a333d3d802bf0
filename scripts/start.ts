import { resolve } from "node:path";
import { build } from "./build.ts";
import { ensureDebianPackages } from "./setup/debian-packages.ts";
import { findBrowser } from "./setup/find-browser.ts";
import { openForPerson } from "./start/open-for-person.ts";
import { serveSamples } from "./start/serve-samples.ts";
import { speakHeadless } from "./start/speak-headless.ts";

const root = resolve(import.meta.dirname, "..");

const hasDisplay = process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

function browserOfThisMachine() {
  const found = findBrowser();
  if (found) return found;
  ensureDebianPackages(["chromium"]);
  return findBrowser();
}

const browser = browserOfThisMachine();
if (!browser) {
  console.error("Install Chrome, Chromium, Edge or Firefox, then run npm start again.");
  process.exit(1);
}
console.log("Building …");
await build();
const samples = await serveSamples(resolve(root, "samples"));
const extension = resolve(root, "dist", browser.family);
try {
  if (hasDisplay) await openForPerson(browser, extension, samples.origin);
  else await speakHeadless(browser, extension, samples.origin, resolve(root, "dist/read-aloud-sample.wav"));
} finally {
  samples.close();
}
