import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { readFromPopup } from "./harness/read-from-popup.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useChromium } from "./harness/use-chromium.ts";
import { useExtension } from "./harness/use-extension.ts";
import { useFolder } from "./harness/use-folder.ts";

/** What the browser itself makes of the manifest, and what leaves the device while something is read: nothing. */
const skip = missing("chromium");

test("the shortcuts are bound, the names are those of the language, the rights are the least", { skip }, async () => {
  const { chromium } = await useChromium({});
  const seen = await chromium.evaluateInServiceWorker(async () => ({
    shortcuts: (await chrome.commands.getAll()).map(({ name = "", shortcut = "", description = "" }) => [name, shortcut, description]),
    rights: await chrome.permissions.getAll(),
    manifest: { ...chrome.runtime.getManifest() } as Record<string, unknown> as Record<string, string>,
  }));
  // The browser adds one of its own, for the toolbar button.
  assert.deepEqual(seen.shortcuts.filter(([name]) => name !== "_execute_action").toSorted(), [
    ["next-paragraph", "", "Go to the next paragraph"],
    ["next-sentence", "", "Go to the next sentence"],
    ["pause-resume", "Alt+Shift+D", "Pause or resume"],
    ["previous-paragraph", "", "Go to the previous paragraph"],
    ["previous-sentence", "", "Go to the previous sentence"],
    ["read-page", "Alt+Shift+G", "Read the page aloud"],
    ["read-selection", "Alt+Shift+S", "Read the selection aloud"],
    ["repeat-sentence", "", "Repeat this sentence"],
    ["repeat-slowly", "", "Repeat it slowly"],
    ["stop", "Alt+Shift+Q", "Stop reading"],
  ]);
  assert.deepEqual((seen.rights.permissions ?? []).toSorted(), [
    "activeTab",
    "contextMenus",
    "offscreen",
    "scripting",
    "storage",
    "unlimitedStorage",
  ]);
  assert.deepEqual(seen.rights.origins ?? [], []);
  for (const key of ["host_permissions", "optional_permissions", "content_scripts", "web_accessible_resources", "externally_connectable"]) {
    assert.equal(seen.manifest[key], undefined, key);
  }
  // Asked for only when the user switches on the button beside a selection.
  assert.deepEqual(seen.manifest["optional_host_permissions"], ["*://*/*"]);
  assert.deepEqual([seen.manifest["name"], seen.manifest["incognito"]], ["Read Aloud, On Device", "spanning"]);
  assert.match(seen.manifest["description"] ?? "", /^Reads the text you select/);
});

test("the content security policy closes everything but the package itself and the voices' host", { skip }, async () => {
  const manifest = JSON.parse(await readFile("dist/chromium/manifest.json", "utf8")) as { content_security_policy: Record<string, string> };
  assert.deepEqual(Object.keys(manifest.content_security_policy), ["extension_pages"]);
  const policy = (manifest.content_security_policy["extension_pages"] ?? "").split(";").map((directive) => directive.trim());
  assert.deepEqual(policy.toSorted(), [
    "base-uri 'none'",
    // The reader fetches documents that a person asks it for. The other pages have a narrower policy of their own.
    "connect-src 'self' https: http:",
    "default-src 'none'",
    "font-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "frame-src 'self'",
    // Images of documents that a person opened.
    "img-src 'self' blob:",
    "media-src blob:",
    "object-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "worker-src 'self'",
  ]);
});

test("extension pages are cross-origin isolated, and their policy is in force", { skip }, async () => {
  const { chromium } = await useChromium({});
  const page = await chromium.extensionPage("popup/popup.html");
  assert.equal(await page.evaluate(() => crossOriginIsolated), true);
  const answers = await page.evaluate(async () => {
    const fetched = await fetch("https://example.org/").then(
      () => "fetched",
      () => "refused",
    );
    // What a debugger evaluates may evaluate; a timer set by it may not.
    setTimeout("document.title = 'evaluated'");
    const script = document.createElement("script");
    script.textContent = "document.title = 'run inline'";
    document.body.append(script);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [fetched, document.title];
  });
  assert.deepEqual(answers, ["refused", "Read aloud"]);
  assert.equal(await chromium.evaluateInOffscreen(() => crossOriginIsolated), true);
});

test(
  "nothing leaves the device: from an empty profile to the end of a text, the browser's own log has no request of ours to anywhere",
  { skip },
  async () => {
    const log = join(await useFolder(), "log.json");
    const { chromium, page, watcher, origin } = await useExtension({ page: "article.html", args: [`--log-net-log=${log}`] });
    await select(page, "#title");
    assert.notEqual(typeof (await readFromPopup(chromium, watcher, page)), "string");
    await watcher.waitForEnd(1);
    // The log is complete when the browser has ended.
    await chromium.close();
    const requests = requestsIn(await readFile(log, "utf8"));
    assert.ok(
      requests.some(({ url }) => url === `${origin}/article.html`),
      "the log has the page's own request",
    );
    // The browser asks its maker for the time and for updates; that has no origin.
    const abroad = requests.filter(
      ({ url, initiator }) => initiator !== "not an origin" && /^(https?|wss?):/.test(url) && !url.startsWith(origin),
    );
    assert.deepEqual(abroad, []);
    assert.deepEqual(
      requests.filter(({ url }) => /hugging|\bhf\.co/.test(url)),
      [],
    );
  },
);

/** Every request in Chromium's log of its network, with the origin that made it. */
function requestsIn(log: string): { url: string; initiator: string }[] {
  // As Chromium writes it; an event's parameters depend on its kind.
  const { events } = JSON.parse(log) as { events: { params?: { url?: unknown; initiator?: unknown } }[] };
  return events.flatMap(({ params }) =>
    typeof params?.url === "string" && typeof params.initiator === "string" ? [{ url: params.url, initiator: params.initiator }] : [],
  );
}
