import puppeteer, { type Browser } from "puppeteer-core";
import type { FoundBrowser } from "../setup/find-browser.ts";

/** Starts a browser with the extension in a profile of its own; the page it first shows is empty. */
export async function launch({ family, path }: FoundBrowser, extension: string, headless: boolean): Promise<Browser> {
  if (family === "firefox") {
    const browser = await puppeteer.launch({ browser: "firefox", executablePath: path, headless, defaultViewport: null });
    await browser.installExtension(extension);
    return browser;
  }
  return puppeteer.launch({
    executablePath: path,
    headless,
    enableExtensions: [extension],
    defaultViewport: null,
    ignoreDefaultArgs: ["--mute-audio"],
    args: [
      "--no-first-run",
      "--no-default-browser-check",
      // Chromium has no sandbox for root, who is who runs things on servers and in containers.
      ...(process.getuid?.() === 0 ? ["--no-sandbox", "--test-type"] : []),
    ],
  });
}
