import puppeteer, { type Browser } from "puppeteer-core";
import type { FoundBrowser } from "../../tools/machine/find-browser.ts";

/**
 * Starts a browser with the extension in a new profile, which is deleted when the browser closes. Resolves when the extension has shown its
 * welcome.
 */
export async function launch(found: FoundBrowser, extension: string, headless: boolean): Promise<Browser> {
  const browser = await open(found, extension, headless);
  // The welcome would cover a page that is opened before it. Firefox does not report the extension's own pages.
  if (found.family === "chromium") await browser.waitForTarget((target) => target.url().includes("/options/options.html"));
  return browser;
}

async function open({ family, path }: FoundBrowser, extension: string, headless: boolean): Promise<Browser> {
  // Without a window, Puppeteer closes the browser when this process is terminated. With a window, we close it ourselves.
  const signals = { handleSIGINT: headless, handleSIGTERM: headless, handleSIGHUP: headless };
  if (family === "firefox") {
    const browser = await puppeteer.launch({ browser: "firefox", executablePath: path, headless, defaultViewport: null, ...signals });
    await browser.installExtension(extension);
    return browser;
  }
  return puppeteer.launch({
    executablePath: path,
    headless,
    // Chrome loads an extension from a folder only through the pipe.
    pipe: true,
    enableExtensions: [extension],
    defaultViewport: null,
    ignoreDefaultArgs: ["--mute-audio", "--enable-automation"],
    args: [
      "--no-first-run",
      "--no-default-browser-check",
      // Chromium has no sandbox for root, the usual user on servers and in containers.
      ...(process.getuid?.() === 0 ? ["--no-sandbox", "--test-type"] : []),
    ],
    ...signals,
  });
}
