import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "puppeteer-core";
import { findBrowser } from "../../tools/machine/find-browser.ts";
import { missing } from "./harness/requirements.ts";
import { waitFor } from "../../tools/wait-for.ts";

/** `npm run dev`, on a copy of the sources: what is saved is what the browser shows. */
const skip = missing("chromium");

const root = resolve(import.meta.dirname, "../..");
const said: string[] = [];
const interruption = new AbortController();
let folder: string;
let browser: Browser;
let ended: Promise<void> | undefined;

before(async () => {
  const found = findBrowser("chromium");
  if (skip || !found) return;
  folder = await mkdtemp(join(tmpdir(), "dev-"));
  for (const name of await readdir(root)) {
    if (!/^(?:node_modules|dist|docs|bench|\..*)$/.test(name)) await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  // The copy's own program, so that it watches, builds and writes there.
  const { develop } = (await import(
    pathToFileURL(join(folder, "scripts/dev/develop.ts")).href
  )) as typeof import("../../scripts/dev/develop.ts");
  browser = await new Promise<Browser>((onOpen, reject) => {
    ended = develop({ found, headless: true, say: (message) => void said.push(message), onOpen }, interruption.signal);
    ended.catch(reject);
  });
});

after(async () => {
  interruption.abort();
  await ended;
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function change(path: string, from: string | RegExp, to: string): Promise<void> {
  const source = await readFile(join(folder, path), "utf8");
  assert.match(source, new RegExp(from));
  await writeFile(join(folder, path), source.replace(from, to));
}

/** What is said next, once `edit` is done. */
async function newsAfter(edit: () => Promise<void>): Promise<string> {
  const before = said.length;
  await edit();
  return waitFor("the next message", () => said[before]);
}

async function popup(): Promise<Page> {
  const options = (await browser.pages()).find((each) => each.url().includes("/options/options.html"));
  assert.ok(options, "the welcome is open, also after the extension was loaded anew");
  const page = await browser.newPage();
  await page.goto(new URL("../popup/popup.html", options.url()).href);
  return page;
}

test("a page, a script and the manifest that are saved are loaded anew, and a fault is told", { skip }, async () => {
  await waitFor("the first loading", () => said.find((message) => /^everything: built in \d+ ms, loaded in \d+ ms$/.test(message)));

  assert.match(
    await newsAfter(() => change("popup/popup.html", "<body>", '<body data-saved="yes">')),
    /^popup\/popup\.html: built in \d+ ms, loaded in \d+ ms$/,
  );
  let page = await popup();
  assert.equal(await page.$eval("body", (body) => body.dataset["saved"]), "yes");
  await page.close();

  assert.match(await newsAfter(() => change("popup/index.ts", /^/, "const const;\n")), /^✖ Not loaded\.[^]*popup\/index\.ts:1:6: ERROR/);
  assert.match(
    await newsAfter(() => change("popup/index.ts", "const const;", 'document.body.dataset["ran"] = "yes";')),
    /^popup\/index\.ts: built/,
  );
  page = await popup();
  assert.equal(await page.$eval("body", (body) => body.dataset["ran"]), "yes");
  await page.close();

  assert.match(await newsAfter(() => change("manifest.json", /"version": "[^"]+"/, '"version": "7.7.7"')), /^manifest\.json: built/);
  page = await popup();
  assert.equal(await page.evaluate(() => chrome.runtime.getManifest().version), "7.7.7");
});

test("development scripts are readable and know their sources", { skip }, async () => {
  const script = await readFile(join(folder, "dist/dev/chromium/popup/popup.js"), "utf8");
  assert.ok(script.includes("  // popup/index.ts\n"));
  assert.ok(script.includes("\n//# sourceMappingURL=data:application/json;base64,"));
});
