import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { checkDist } from "../../scripts/check-dist.ts";
import { firefoxManifest } from "../../scripts/build/firefox-manifest.ts";
import manifest from "../../manifest.json" with { type: "json" };

/** As every page but the reader has it. */
const narrowPolicy = `<meta http-equiv="Content-Security-Policy" content="connect-src 'self' https://huggingface.co https://*.huggingface.co https://*.hf.co" />`;

type Files = Record<string, string | Uint8Array>;

/** Two correct packages, except for `changes` in the Chromium one. */
async function packages(t: TestContext, changes: Files): Promise<string> {
  const dist = await mkdtemp(join(tmpdir(), "dist-"));
  t.after(() => rm(dist, { recursive: true }));
  const files: Files = {
    "chromium/manifest.json": JSON.stringify(manifest),
    "chromium/background.js":
      'fetch("https://huggingface.co/a/b"); const ns = "http://www.w3.org/2000/svg"; import("./part.js"); retrieval(1); isFunction("x");',
    "chromium/popup/popup.html": `<!doctype html>${narrowPolicy}<link rel="stylesheet" href="popup.css"><script src="popup.js"></script><a href="https://github.com/x">x</a>`,
    "firefox/manifest.json": JSON.stringify(firefoxManifest(manifest)),
    ...Object.fromEntries(Object.entries(changes).map(([name, content]) => [`chromium/${name}`, content])),
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(dist, dirname(name)), { recursive: true });
    await writeFile(join(dist, name), content);
  }
  return dist;
}

test("finds no fault in correct packages, and reports their sizes", async (t) => {
  const { faults, packageBytes } = await checkDist(await packages(t, {}));
  assert.deepEqual(faults, []);
  assert.deepEqual(Object.keys(packageBytes), ["chromium", "firefox"]);
});

const faulty: readonly [name: string, content: string, fault: RegExp][] = [
  ["a.js", 'x=eval ("1")', /eval/],
  ["a.js", 'new  Function("return 1")', /new Function/],
  ["a.js", 'Function("return this")()', /Function called with code/],
  ["a.js", 'importScripts("https://huggingface.co/a.js")', /importScripts/],
  ["a.js", "import(`https://huggingface.co/a.js`)", /import from a server/],
  ["a.js", 'import("//huggingface.co/a.js")', /import from a server/],
  ["a.mjs", 'import{a}from"https://huggingface.co/a.js"', /static import/],
  ["a.mjs", 'import "https://huggingface.co/a.js"', /static import/],
  ["a.js", 'new Worker("https://huggingface.co/a.js")', /worker from a server/],
  ["a.html", '<script type="module" src="https://huggingface.co/a.js"></script>', /an element/],
  ["a.html", "<link rel=stylesheet href=//huggingface.co/a.css>", /an element/],
  ["options/a.html", "<!doctype html>", /may connect to every site/],
  ["deep/er/a.css", "@import url(https://huggingface.co/a.css)", /a style/],
  ["a.css", 'b{background:url("//huggingface.co/a.png")}', /a style/],
  ["a.js", 'const base="cdn.jsdelivr.net"', /CDN/],
  ["a.js", 'fetch("https://collector.example/x")', /the host collector\.example is named/],
  ["a.json", '{"hosts":["http://HUGGINGFACE.co.evil.example"]}', /the host HUGGINGFACE\.co\.evil\.example is named/],
  ["a.js", 'new WebSocket("wss://collector.example")', /the host collector\.example is named/],
];
for (const [name, content, expected] of faulty) {
  test(`finds what is wrong with ${content}`, async (t) => {
    const { faults } = await checkDist(await packages(t, { [name]: content }));
    assert.ok(faults.length > 0);
    assert.ok(
      faults.every((fault) => fault.startsWith(`${join("chromium", name)}: `)),
      faults.join("\n"),
    );
    assert.ok(
      faults.some((fault) => expected.test(fault)),
      faults.join("\n"),
    );
  });
}

const policy = manifest.content_security_policy.extension_pages;
const manifests: readonly [change: object, fault: RegExp][] = [
  [{ host_permissions: ["<all_urls>"] }, /host permissions/],
  [{ content_scripts: [{ matches: ["*://*/*"], js: ["a.js"] }] }, /a script into pages/],
  [{ content_security_policy: {} }, /default-src is not 'none'/],
  [
    { content_security_policy: { extension_pages: policy.replace("default-src 'none'", "default-src 'self'") } },
    /default-src is not 'none'/,
  ],
  [{ content_security_policy: { extension_pages: policy.replace("'wasm-unsafe-eval'", "'unsafe-eval'") } }, /other scripts/],
  [{ content_security_policy: { extension_pages: policy.replace("connect-src", "connect-src wss:") } }, /connect-src allows wss:$/],
  [
    { content_security_policy: { extension_pages: policy.replace("img-src", "img-src https://huggingface.co") } },
    /img-src allows https:\/\/huggingface\.co/,
  ],
  [{ content_security_policy: { extension_pages: policy.replace("worker-src", "worker-src blob:") } }, /worker-src allows blob:$/],
  [{ content_security_policy: { extension_pages: policy.replace("media-src", "media-src https:") } }, /media-src allows https:$/],
];
for (const [change, expected] of manifests) {
  test(`finds what is wrong with a manifest that has ${JSON.stringify(change).slice(0, 90)}`, async (t) => {
    const { faults } = await checkDist(await packages(t, { "manifest.json": JSON.stringify({ ...manifest, ...change }) }));
    assert.ok(
      faults.some((fault) => expected.test(fault)),
      faults.join("\n"),
    );
  });
}

test("finds a package whose compressed size is too large", async (t) => {
  const budgetBytes = 100_000;
  const light = await checkDist(await packages(t, { "zeros.bin": new Uint8Array(10 * budgetBytes) }), budgetBytes);
  assert.deepEqual(light.faults, []);
  const heavy = await checkDist(await packages(t, { "noise.bin": randomBytes(budgetBytes) }), budgetBytes);
  assert.match(heavy.faults.join(), /^chromium: \d+ bytes compressed, the budget is 100000$/);
});

test("finds that a package was not built", async (t) => {
  const dist = await packages(t, {});
  await rm(join(dist, "firefox"), { recursive: true });
  assert.deepEqual((await checkDist(dist)).faults, ["firefox: it is not built"]);
});
