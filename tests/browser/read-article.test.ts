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

test("raised numbers and lists of references go with the marks of citations", { skip }, async () => {
  const notes = `<div class="reflist"><ol class="references"><li><b><a href="#r1">^</a></b> Smith, J. (1999).</li></ol></div>`;
  const body = `<p>The mill is old.¹ The land is 5 m² wide.</p>${long}${notes}`;
  assert.equal(await readBody(body), `The mill is old. The land is 5 m² wide.\n\n${first}\n\n${second}`);
  assert.match(await readBody(body, { citations: false }), /^The mill is old\.¹ .*\n\n\^ Smith, J\. \(1999\)\.$/s);
});

test("brackets are left out, also across elements", { skip }, async () => {
  const body = `<p>The town (<a href="/x">German</a>: <i lang="de">die Stadt</i>) grew.</p><p>It has (open</p><p>brackets) too.</p>${long}`;
  assert.match(await readBody(body), /^The town \(German: die Stadt\) grew\./);
  assert.match(await readBody(body, { brackets: true }), /^The town grew\.\n\nIt has \(open\n\nbrackets\) too\.\n/);
});

test("captions are left out", { skip }, async () => {
  const body = `${long}<figure><figcaption>Ann, 1887.</figcaption></figure><p>The end of it.</p>`;
  assert.match(await readBody(body), /Ann, 1887/);
  assert.equal(await readBody(body, { captions: true }), `${first}\n\n${second}\n\nThe end of it.`);
});

test("notices of advertisements, controls and lists of other pages are not read, and what is like them is", { skip }, async () => {
  const link = (text: string): string => `<a href="/x">${text}</a>`;
  const around = [
    `<div>ADVERTISEMENT</div>`,
    `<div><span>Share</span><span>Save</span></div>`,
    `<p>Read more: ${link("The mill that never sleeps")}</p>`,
    `<h3>Lire aussi</h3><ul><li>${link("Le moulin")}</li><li>${link("La rivière et la mer")}</li></ul>`,
    `<div><h3>Mehr zum Thema</h3><ul><li>${link("Die alte Mühle")}</li></ul></div>`,
    `<p>También te puede interesar: ${link("El molino del río")}</p>`,
    `<p>Article continues below</p>`,
  ];
  const [one = "", two = ""] = english.slice(2, 4);
  const body = `${long}${around.join(`<p>${one}</p>`)}<p>Read more books: ${two}</p><p>He has a <strong>share</strong> of it.</p><ul><li>Save</li><li>Print</li></ul>`;
  const text = await readBody(body);
  assert.doesNotMatch(text, /ADVERTISEMENT|Share|Read more:|Lire aussi|moulin|Mehr|Mühle|interesar|molino|continues/);
  assert.equal(text.split(one).length - 1, around.length - 1);
  assert.ok(text.endsWith(`Read more books: ${two}\n\nHe has a share of it.\n\nSave\n\nPrint`), text.slice(-200));
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
  const spans = `<table><tr><th>Country</th><th colspan="2">Area and people</th><th>River</th></tr><tr><td rowspan="2">France</td><td>643,801</td><td>68 M</td><td>Loire</td></tr><tr><td>1</td><td>2</td><td>Seine</td></tr></table>`;
  assert.match(
    await readBody(`${long}${spans}`),
    /\n\nCountry: France, Area and people: 643,801, Area and people: 68 M, River: Loire\n\nArea and people: 1, Area and people: 2, River: Seine$/,
  );
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
