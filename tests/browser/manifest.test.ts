import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { launch, type Chromium } from "../../tools/browser/chromium.ts";
import { missing } from "./harness/requirements.ts";
import { servePages } from "./harness/serve-pages.ts";
import { readFromPopup } from "./read-from-popup.ts";
import { watch } from "../../tools/extension/watcher.ts";

/** What the browser itself makes of the manifest, and what leaves the device while something is read: nothing. */
const skip = missing("chromium");

async function withChromium(args: string[], use: (chromium: Chromium, page: Page) => Promise<void>): Promise<void> {
  const chromium = await launch({ args });
  try {
    await use(chromium, await chromium.page());
  } finally {
    await chromium.close();
  }
}

test("the shortcuts are bound, the names are those of the language, the rights are the least", { skip }, async () => {
  await withChromium([], async (chromium) => {
    const seen = await chromium.evaluateInServiceWorker(async () => ({
      shortcuts: (await chrome.commands.getAll()).map(({ name = "", shortcut = "", description = "" }) => [name, shortcut, description]),
      rights: await chrome.permissions.getAll(),
      manifest: { ...chrome.runtime.getManifest() } as Record<string, unknown> as Record<string, string>,
    }));
    // The browser adds one of its own, for the toolbar button.
    assert.deepEqual(seen.shortcuts.filter(([name]) => name !== "_execute_action").toSorted(), [
      ["pause-resume", "Alt+Shift+D", "Pause or resume"],
      ["read-selection", "Alt+Shift+S", "Read the selection aloud"],
      ["stop", "Alt+Shift+Q", "Stop reading"],
    ]);
    assert.deepEqual((seen.rights.permissions ?? []).toSorted(), ["activeTab", "contextMenus", "offscreen", "scripting", "storage", "unlimitedStorage"]);
    assert.deepEqual(seen.rights.origins ?? [], []);
    for (const key of ["host_permissions", "optional_permissions", "optional_host_permissions", "content_scripts", "web_accessible_resources", "externally_connectable"]) {
      assert.equal(seen.manifest[key], undefined, key);
    }
    assert.deepEqual([seen.manifest["name"], seen.manifest["incognito"]], ["Read Aloud, On Device", "spanning"]);
    assert.match(seen.manifest["description"] ?? "", /^Reads the text you select/);
  });
});

test("the content security policy closes everything but the package itself and the voices' host", { skip }, async () => {
  const manifest = JSON.parse(await readFile("dist/chromium/manifest.json", "utf8")) as { content_security_policy: Record<string, string> };
  assert.deepEqual(Object.keys(manifest.content_security_policy), ["extension_pages"]);
  const policy = (manifest.content_security_policy["extension_pages"] ?? "").split(";").map((directive) => directive.trim());
  assert.deepEqual(policy.toSorted(), [
    "base-uri 'none'",
    "connect-src 'self' https://huggingface.co https://*.huggingface.co https://*.hf.co",
    "default-src 'none'",
    "font-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "frame-src 'self'",
    "img-src 'self'",
    "media-src 'none'",
    "object-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "worker-src 'self'",
  ]);
});

test("extension pages are cross-origin isolated, and their policy is in force", { skip }, async () => {
  await withChromium([], async (chromium) => {
    const page = await chromium.extensionPage("popup/popup.html");
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    const answers = await page.evaluate(async () => {
      const fetched = await fetch("https://example.org/").then(() => "fetched", () => "refused");
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
});

test("nothing leaves the device: from an empty profile to the end of a text, the browser's own log has no request of ours to anywhere", { skip }, async () => {
  const pages = await servePages();
  const folder = await mkdtemp(join(tmpdir(), "net-log-"));
  const log = join(folder, "log.json");
  try {
    await withChromium([`--log-net-log=${log}`], async (chromium, page) => {
      await page.goto(`${pages.origin}/article.html`);
      const watcher = await watch(chromium, page);
      await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector("#title") ?? document.body));
      assert.notEqual(typeof (await readFromPopup(chromium, watcher, page)), "string");
      await watcher.waitForEnd(1);
    });
    const requests = requestsIn(await readFile(log, "utf8"));
    assert.ok(requests.some(({ url }) => url === `${pages.origin}/article.html`), "the log has the page's own request");
    // The browser asks its maker for the time and for updates; that has no origin.
    const abroad = requests.filter(({ url, initiator }) => initiator !== "not an origin" && /^(https?|wss?):/.test(url) && !url.startsWith(pages.origin));
    assert.deepEqual(abroad, []);
    assert.deepEqual(requests.filter(({ url }) => /hugging|\bhf\.co/.test(url)), []);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await pages.close();
  }
});

/** Every request in Chromium's log of its network, with the origin that made it. */
function requestsIn(log: string): { url: string; initiator: string }[] {
  // As Chromium writes it; an event's parameters depend on its kind.
  const { events } = JSON.parse(log) as { events: { params?: { url?: unknown; initiator?: unknown } }[] };
  return events.flatMap(({ params }) =>
    typeof params?.url === "string" && typeof params.initiator === "string" ? [{ url: params.url, initiator: params.initiator }] : [],
  );
}
