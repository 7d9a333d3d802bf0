import assert from "node:assert/strict";
import { test } from "node:test";
import type { TextMap } from "../../content/text/text-map.ts";
import type { MoreText } from "../../src/shared/article.ts";
import { defaultSettings, type LeftOut } from "../../src/shared/settings.ts";
import { comments, footer, nav, page as documentOf, paragraphs, related } from "./articles/parts.ts";
import { english } from "./articles/texts.ts";
import { missing } from "./harness/requirements.ts";
import { scoreArticle, showDocument } from "./harness/score-article.ts";
import { useChromium } from "./harness/use-chromium.ts";

/** What a page has got behind a text since that was read. */
const skip = missing("chromium");

const { chromium, page } = await useChromium({ skip, page: "article.html" });

// The right to look into the page, which a gesture grants.
if (!skip) await (await chromium.openPopup(page)).close();

interface Answer {
  more: MoreText | null;
  /** The text of the map, and the last of it as its nodes show it. */
  whole: string;
  shown: string;
}

/** What the page answers when it is asked for what follows the first `length` units of the text that was read last; by default all of it. */
function ask(wished: LeftOut, length: number | null = null): Promise<Answer> {
  return chromium.evaluateInServiceWorker(
    async (given) => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      const [injected] = await chrome.scripting.executeScript({
        target: { tabId: tab?.id ?? -1 },
        args: [given],
        func: ({ wishes, length: read }: { wishes: LeftOut; length: number | null }): Answer => {
          // The types do not know what the packaged script keeps.
          const { readAloudTextMaps: maps } = globalThis as unknown as { readAloudTextMaps: Map<string, TextMap> };
          const mapId = [...maps.keys()].at(-1) ?? "";
          const map = maps.get(mapId);
          const request = { mapId, leftOut: wishes, length: read ?? map?.text.length ?? 0, limit: 500_000 };
          const more = globalThis.readAloudMore?.(request) ?? null;
          const end = map?.text.length ?? 0;
          return { more, whole: map?.text ?? "", shown: map?.rangesOf(end - 20, end).join("") ?? "" };
        },
      });
      if (!injected?.result) throw new Error("the page gave no answer");
      return injected.result;
    },
    { wishes: { ...wished }, length },
  );
}

const leftOut = defaultSettings.leftOut;
const article = (from: number, count: number): string => `<article class="post"><h2>Part ${from}</h2>${paragraphs(from, count)}</article>`;
const [p0 = "", p1 = "", p2 = "", p3 = "", p4 = ""] = english;

/** Shows a page, reads it, and resolves to its text. Nothing follows that as long as the page stays as it is. */
async function read(body: string): Promise<string> {
  await showDocument(page, documentOf("A town at the sea", body));
  const { text } = await scoreArticle(chromium, leftOut);
  assert.equal((await ask(leftOut)).more, null, "nothing came, so nothing follows");
  return text;
}

/** Changes the page with a function of a browser's console, and resolves to what is read then behind `text`. */
async function readAfter(text: string, change: string): Promise<string | null> {
  await page.evaluate(change);
  const { more, whole, shown } = await ask(leftOut);
  if (!more) return null;
  assert.equal(whole, text + more.gap + more.text);
  assert.equal(more.gap, "\n\n");
  // The gap is shown nowhere.
  assert.equal(shown.replace(/\s+/g, ""), whole.slice(-20).replace(/\s+/g, ""));
  assert.deepEqual([more.ranges[0]?.start, more.ranges.at(-1)?.end, more.truncated], [0, more.text.length, false]);
  assert.equal((await ask(leftOut)).more, null, "it is read once");
  return more.text;
}

/** Code that puts HTML into the page, beside the element that is found first. */
const put = (selector: string, where: InsertPosition, html: string): string =>
  `document.querySelector(${JSON.stringify(selector)}).insertAdjacentHTML("${where}", ${JSON.stringify(html)})`;

const around = (inner: string): string => `${nav}<main>${inner}${related}${comments()}</main>${footer}`;
const story = around(`<article id="story"><h1>A town at the sea</h1>${paragraphs(0, 3)}</article>`);

test("paragraphs that come at the end of an article are read on, in their language", { skip }, async () => {
  const text = await read(story);
  assert.ok(text.endsWith(p2));
  await page.evaluate(put("#story", "beforeend", `<p lang="fr">${p3}</p><nav>More</nav>`));
  const { more } = await ask(leftOut);
  assert.equal(more?.text, p3);
  assert.deepEqual(more.ranges, [{ start: 0, end: p3.length, language: "fr" }]);
});

test("the article that follows an article is read on, with its title", { skip }, async () => {
  const text = await read(`${nav}<main id="feed">${article(0, 3)}</main>${related}${comments()}${footer}`);
  const next = `<article class="post" id="next"><header><h2>The next one</h2></header><p>${p3}</p><p>${p4}</p></article>`;
  assert.equal(await readAfter(text, put("#feed", "beforeend", next)), `The next one\n\n${p3}\n\n${p4}`);
});

test("what was in the page before, remarks, and what is laid over the page are not read on", { skip }, async () => {
  const text = await read(story);
  assert.equal(await readAfter(text, put("main", "beforeend", comments(6))), null);
  assert.equal(await readAfter(text, put("footer", "beforeend", `<p>${p3}</p>`)), null);
  assert.equal(await readAfter(text, put("#story", "beforeend", `<div style="position:fixed"><p>${p4}</p></div>`)), null);
  assert.equal(await readAfter(text, put("#story", "beforeend", `<p>${p3}</p>`)), p3);
});

test("what comes before the place that was read is not read", { skip }, async () => {
  const text = await read(story);
  assert.equal(await readAfter(text, put("#story p", "beforebegin", `<p>${p4}</p>`)), null);
  assert.equal(await readAfter(text, put("#story", "beforeend", `<p>${p3}</p>`)), p3);
});

test("what was read above is not read again", { skip }, async () => {
  const text = await read(story);
  assert.equal(await readAfter(text, put("#story", "beforeend", `<div><p>${p1}</p><p>${p3}</p></div>`)), p3);
});

test("a button or a notice at the end may go when more comes", { skip }, async () => {
  const text = await read(
    `${nav}<p>${p0}</p><p id="last">${p1}</p><button>Load more</button><p class="spinner">Loading</p><p id="end">More below</p>`,
  );
  assert.ok(text.endsWith("More below"));
  await page.evaluate(`document.querySelector("button").outerHTML = '<p aria-busy="true">Loading …</p>'`);
  assert.equal((await ask(leftOut)).more, null);
  const change = `for (const gone of document.querySelectorAll("#end, .spinner, [aria-busy]")) gone.remove();`;
  assert.equal(await readAfter(text, change + put("#last", "afterend", `<p>${p2}</p><p id="end">More</p>`)), `${p2}\n\nMore`);
});

test("the end of a text may be made anew with more behind it", { skip }, async () => {
  const text = await read(story);
  const change = `document.querySelector("#story p:last-of-type").remove();`;
  assert.equal(await readAfter(text, change + put("#story", "beforeend", `<p>${p2}</p><p>${p3}</p>`)), p3);
});

test("a page that makes all its nodes anew is read on where the text ended", { skip }, async () => {
  const text = await read(story);
  assert.equal(await readAfter(text, `document.querySelector("#story").innerHTML += ${JSON.stringify(`<p>${p3}</p>`)}`), p3);
});

test("a text that grows in its last node is read on", { skip }, async () => {
  const text = await read(`<p id="answer">${p0}</p>`);
  const change = `document.querySelector("#answer").lastChild.appendData(" And then it ended.")`;
  assert.equal(await readAfter(text, change), "And then it ended.");
});

test("what was hidden behind the text and is shown now is read on", { skip }, async () => {
  const text = await read(`<article id="story">${paragraphs(0, 3)}<div id="rest" hidden>${paragraphs(3, 2)}</div></article>`);
  assert.equal(await readAfter(text, `document.querySelector("#rest").hidden = false`), `${p3}\n\n${p4}`);
});

test("what a person leaves out is left out of it too", { skip }, async () => {
  await read(story);
  await page.evaluate(put("#story", "beforeend", `<p>${p3} [12]</p><pre><code>let a = 1;</code></pre><p>${p4}</p>`));
  assert.equal((await ask({ ...leftOut, citations: false, code: false })).more?.text, `${p3} [12]\n\nlet a = 1;\n\n${p4}`);
  await read(story);
  await page.evaluate(put("#story", "beforeend", `<p>${p3} [12]</p><pre><code>let a = 1;</code></pre><p>${p4}</p>`));
  assert.equal((await ask(leftOut)).more?.text, `${p3}\n\n${p4}`);
});

test("an answer that nobody waited for is given again", { skip }, async () => {
  const text = await read(story);
  await page.evaluate(put("#story", "beforeend", `<p>${p3}</p>`));
  assert.equal((await ask(leftOut)).more?.text, p3);
  const again = await ask(leftOut, text.length);
  assert.deepEqual([again.more?.text, again.whole], [p3, `${text}\n\n${p3}`]);
});

test("a page whose end is gone gives nothing", { skip }, async () => {
  const text = await read(story);
  assert.equal(await readAfter(text, `document.querySelector("main").innerHTML = ${JSON.stringify(article(4, 3))}`), null);
});

test("a page that is longer than what is read at once is read on in parts, to the end of its article", { skip }, async () => {
  const text = await read(story);
  const parts = await chromium.evaluateInServiceWorker(
    async (wishes) => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      const [injected] = await chrome.scripting.executeScript({
        target: { tabId: tab?.id ?? -1 },
        args: [wishes],
        func: (leaveOut: LeftOut): string[] => {
          const first = globalThis.readAloudArticle({ from: "start", leftOut: leaveOut, limit: 400 });
          const found = [first?.text ?? ""];
          for (let length = found[0]?.length ?? 0; ;) {
            const request = { mapId: first?.mapId ?? "", leftOut: leaveOut, length, limit: length + 400 };
            const more = globalThis.readAloudMore?.(request);
            if (!more) return found;
            found.push(more.gap + more.text);
            length += more.gap.length + more.text.length;
          }
        },
      });
      return injected?.result ?? [];
    },
    { ...leftOut },
  );
  assert.ok(parts.length > 2, `${parts.length} parts`);
  assert.equal(parts.join("").replace(/\s+/g, " "), text.replace(/\s+/g, " "));
});
