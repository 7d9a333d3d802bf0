import assert from "node:assert/strict";
import { test } from "node:test";
import { refusalOf } from "../../src/background/refused-page.ts";

test("a page that allows no script is recognised by its kind", () => {
  const kinds: Record<string, string[]> = {
    browserPage: [
      "chrome://settings/",
      "edge://flags/",
      "about:config",
      "view-source:https://example.org/a.pdf",
      "devtools://devtools/bundled/inspector.html",
    ],
    storePage: [
      "https://chromewebstore.google.com/detail/abc",
      "https://chrome.google.com/webstore/detail/abc",
      "https://addons.mozilla.org/en-GB/firefox/",
      "https://microsoftedge.microsoft.com/addons/detail/abc",
    ],
    documentViewer: ["https://example.org/paper.pdf", "https://example.org/paper.PDF?page=2#top", "file:///a/paper.pdf"],
    otherExtensionPage: ["chrome-extension://abc/page.html", "moz-extension://abc/page.html"],
    filePage: ["file:///a/page.html"],
    pageRefused: ["https://example.org/", "https://example.org/about.pdf.html", "data:text/html,text", ""],
  };
  for (const [kind, urls] of Object.entries(kinds)) for (const url of urls) assert.deepEqual([url, refusalOf(url)], [url, kind]);
  assert.equal(refusalOf(undefined), "pageRefused");
});

test("without the address, the browser's error message gives the kind", () => {
  const kinds: [reason: string, kind: string][] = [
    ["Error: Cannot access a chrome:// URL", "browserPage"],
    ["Error: Cannot access a chrome-extension:// URL of different extension", "otherExtensionPage"],
    ["Error: The extensions gallery cannot be scripted.", "storePage"],
    [
      'Error: Cannot access contents of url "view-source:https://example.org/". Extension manifest must request permission to access this host.',
      "browserPage",
    ],
    [
      'Error: Cannot access contents of url "file:///a/page.html". Extension manifest must request permission to access this host.',
      "filePage",
    ],
    ["Error: Missing host permission for the tab", "pageRefused"],
  ];
  for (const [reason, kind] of kinds) assert.deepEqual([reason, refusalOf(undefined, reason)], [reason, kind]);
});
