/**
 * @file `npm run dev`: builds for development, opens a browser, and reloads the extension whenever a source is saved. `npm run dev --
 * firefox` uses Firefox; `npm run dev -- demo` serves the engine's demo page instead.
 */
import { runDemo } from "../engine/demo/serve.ts";
import { develop } from "./dev/develop.ts";
import { findBrowser, type BrowserFamily } from "../tools/machine/find-browser.ts";
import { hasDisplay } from "./start/has-display.ts";

/** Develops the extension in a browser until that is closed, or Ctrl+C. */
async function developExtension(family: BrowserFamily): Promise<void> {
  const found = findBrowser(family);
  if (!found) {
    console.error(family === "firefox" ? "Install Firefox, or set FIREFOX_PATH." : "Install Chromium, Chrome or Edge, or set CHROME_PATH.");
    process.exitCode = 1;
    return;
  }
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => interruption.abort());
  console.log("Building …");
  const headless = !hasDisplay(process.platform, process.env);
  if (headless) console.log("There is no display here, so the browser runs without a window.");
  await develop({ found, headless, say: (message) => console.log(message) }, interruption.signal);
}

if (process.argv.includes("demo")) await runDemo();
else await developExtension(process.argv.includes("firefox") ? "firefox" : "chromium");
