/**
 * @file `npm run dev`: builds for development, opens a browser, and reloads the extension whenever a source is saved. `npm run dev --
 * firefox` uses Firefox.
 */
import { develop } from "./dev/develop.ts";
import { findBrowser } from "../tools/machine/find-browser.ts";
import { hasDisplay } from "./start/has-display.ts";

const family = process.argv.includes("firefox") ? "firefox" : "chromium";
const found = findBrowser(family);
const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => interruption.abort());

if (found) {
  console.log("Building …");
  const headless = !hasDisplay(process.platform, process.env);
  if (headless) console.log("There is no display here, so the browser runs without a window.");
  await develop({ found, headless, say: (message) => console.log(message) }, interruption.signal);
} else {
  console.error(
    family === "firefox" ? "Install Firefox, or set FIREFOX_PATH." : "Install Chromium, Chrome or Edge, or set CHROME_PATH.",
  );
  process.exitCode = 1;
}
