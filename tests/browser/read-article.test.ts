import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultSettings, type LeftOut } from "../../src/shared/settings.ts";
import { makes } from "./articles/makes.ts";
import { english } from "./articles/texts.ts";
import { missing } from "./harness/requirements.ts";
import { scoreArticle, showDocument } from "./harness/score-article.ts";
import { useChromium } from "./harness/use-chromium.ts";

/** What of a page is read when the page is read: the article with its title, and nothing that is around it. */
const skip = missing("chromium");

const { chromium, page } = await useChromium({ skip, page: "article.html" });

// The right to look into the page, which a gesture grants.
if (!skip) await (await chromium.openPopup(page)).close();

const scores: { precision: number; recall: number }[] = [];

for (const [name, html] of Object.entries(makes)) {
  test(`the main content of a page of this make: ${name}`, { skip }, async () => {
    await showDocument(page, html);
    const score = await scoreArticle(chromium, defaultSettings.leftOut);
    assert.ok(score.precision >= 0.9, `precision ${score.precision}: ${score.wrong.join(" | ")}`);
    // The library takes the question of a page of questions for no part of its answers.
    assert.ok(score.recall >= (name === "question and answers" ? 0.75 : 0.95), `recall ${score.recall}`);
    scores.push(score);
  });
}

test("over all makes hardly anything is missed or wrong", { skip }, (t) => {
  const meanOf = (key: "precision" | "recall"): number => scores.reduce((sum, score) => sum + score[key], 0) / scores.length;
  t.diagnostic(`${scores.length} pages: precision ${meanOf("precision").toFixed(3)}, recall ${meanOf("recall").toFixed(3)}`);
  assert.ok(scores.length >= 40);
  assert.ok(meanOf("precision") >= 0.99, `precision ${meanOf("precision")}`);
  assert.ok(meanOf("recall") >= 0.98, `recall ${meanOf("recall")}`);
});

/** What is read of this body. */
async function readBody(body: string, leftOut: Partial<LeftOut> = {}): Promise<string> {
  await showDocument(page, `<!doctype html><html lang="en"><title>Test</title><body><article>${body}</article></body></html>`);
  return (await scoreArticle(chromium, { ...defaultSettings.leftOut, ...leftOut })).text;
}

const long = english
  .slice(0, 2)
  .map((text) => `<p>${text}</p>`)
  .join("");
const [first = "", second = ""] = english;

test("marks of citations are left out, and exponents are not", { skip }, async () => {
  const body = `<p>One<sup><a href="#n1">[12]</a></sup> two <a href="#n2">[3]</a>, three [4, 5]. Four x<sup>2</sup> [sic].</p>${long}`;
  assert.equal(await readBody(body), `One two, three. Four x2 [sic].\n\n${first}\n\n${second}`);
  assert.match(await readBody(body, { citations: false }), /^One\[12\] two \[3\], three \[4, 5\]\. Four x2/);
});

test("of long addresses only the host is read", { skip }, async () => {
  const body = `<p>See https://www.example.org/a/very/long/way/to/go?and=more#there, or example.com/short, or http://x.example/y.</p>${long}`;
  assert.match(await readBody(body), /^See example\.org, or example\.com\/short, or http:\/\/x\.example\/y\.\n/);
  assert.match(await readBody(body, { longAddresses: false }), /^See https:\/\/www\.example\.org\/a\/very/);
});

test("code is left out, and a poem that is preformatted is not", { skip }, async () => {
  const body = `${long}<pre><code>let a = 1;</code></pre><p>Then <code>a</code> is one.</p><pre>The sea is wide,\nthe ship is small.</pre>`;
  assert.equal(await readBody(body), `${first}\n\n${second}\n\nThen a is one.\n\nThe sea is wide,\nthe ship is small.`);
  assert.match(await readBody(body, { code: false }), /\n\nlet a = 1;\n\n/);
});

test("tables are read by row with the headers of their columns, or left out", { skip }, async () => {
  const table = `<table><caption>Fees</caption><thead><tr><th>Ship</th><th>Metres:</th></tr></thead><tbody><tr><th>Ann</th><td>12</td></tr><tr><td>Bob</td><td>8</td></tr></tbody></table>`;
  const body = `${long}${table}<p>The end of the fees.</p>`;
  assert.match(await readBody(body), /\n\nFees\n\nAnn, Metres: 12\n\nShip: Bob, Metres: 8\n\nThe end of the fees\.$/);
  assert.equal(await readBody(body, { tables: true }), `${first}\n\n${second}\n\nThe end of the fees.`);
});

test("figures are read by their alternative text, unless it repeats the caption", { skip }, async () => {
  const image = (alt: string): string =>
    `<img alt="${alt}" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E" width="200" height="100">`;
  const body = `${long}<figure>${image("A ship at sea")}<figcaption>Ann, 1887.</figcaption></figure><p>After ${image("").replaceAll("200", "16")} it.</p><figure>${image("Ann in port")}<figcaption>Ann in port.</figcaption></figure>`;
  assert.equal(await readBody(body), `${first}\n\n${second}\n\nA ship at sea\n\nAnn, 1887.\n\nAfter it.\n\nAnn in port.`);
  assert.doesNotMatch(await readBody(body, { figures: true }), /A ship at sea/);
});

test("a page without an article is read as a whole, without its clutter", { skip }, async () => {
  await showDocument(page, `<!doctype html><nav>Home News</nav><p>Closed on Monday.</p><button>OK</button><footer>Imprint</footer>`);
  assert.equal((await scoreArticle(chromium, defaultSettings.leftOut)).text, "Closed on Monday.");
});

test("the page's own nodes are not changed", { skip }, async () => {
  await showDocument(page, makes["news with landmarks"] ?? "");
  const changes = await page.evaluateHandle(() => {
    const seen: string[] = [];
    const observer = new MutationObserver((records) => seen.push(...records.map(({ type }) => type)));
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    return seen;
  });
  assert.notEqual((await scoreArticle(chromium, defaultSettings.leftOut)).text, "");
  assert.deepEqual(await changes.jsonValue(), []);
});
