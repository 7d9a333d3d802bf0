import type { FoundBrowser } from "../machine/find-browser.ts";

/** Puppeteer's own flags that would hide what we test: sound, scroll bars, and the bar that moves the page down. */
export const unwantedDefaultArgs = ["--disable-extensions", "--mute-audio", "--hide-scrollbars", "--enable-automation"];

/** Command line of a quiet browser with one unpacked extension, whose hosts in `hostMap` ("huggingface.co": "127.0.0.1:8443") are elsewhere. */
export function chromiumArgs(browser: FoundBrowser, extensionDir: string, hostMap: Readonly<Record<string, string>>): string[] {
  const rules = Object.entries(hostMap).map(([host, place]) => `MAP ${host} ${place}`);
  return [
    ...(browser.loadsExtensionByFlag ? [`--load-extension=${extensionDir}`, `--disable-extensions-except=${extensionDir}`] : []),
    "--enable-unsafe-extension-debugging",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--password-store=basic",
    "--hide-crash-restore-bubble",
    "--lang=en-GB",
    // Without it the browser shows a bar about flags it does not support, which moves the page down.
    "--test-type",
    "--window-position=0,0",
    "--window-size=1000,800",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ...(rules.length > 0 ? [`--host-resolver-rules=${rules.join(",")}`, "--ignore-certificate-errors"] : []),
  ];
}
