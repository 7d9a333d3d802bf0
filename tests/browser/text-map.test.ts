import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkMap } from "./harness/check-map.ts";
import { missing } from "./harness/requirements.ts";
import { selectAllIn } from "./harness/select.ts";
import { useChromium } from "./harness/use-chromium.ts";

/** The way back from a text that was read to the nodes that show it. */
const skip = missing("chromium");

const { chromium, page, origin } = await useChromium({ skip });

/** Opens a page, with the right to look into it that a gesture grants until the next one is opened. */
async function open(path: string): Promise<void> {
  await page.goto(`${origin}/${path}`);
  await page.bringToFront();
  await (await chromium.openPopup(page)).close();
}

/** An element of a made-up page. In its texts each "W" becomes a word that is in the page once, and each "H" one that nobody sees. */
interface Tree {
  tag: string;
  style?: string;
  attributes?: Record<string, string>;
  shadow?: "open" | "closed";
  children: (Tree | string)[];
}

const space = fc.constantFrom(" ", "  ", "\n      ", "\t", " \n", "\r", "\u00a0", "\f ", "");
const text = fc
  .array(fc.tuple(fc.constantFrom("W", "W", "W,", "WW", "W\u00adW", "(W)", "W.", "\u{1F600}", "字W", "W\u200b"), space), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((words) => space.map((first) => first + words.flat().join("")));

const inlineTags = fc.constantFrom("b", "i", "a", "span", "code", "q", "sup", "bdo", "mark", "small");
const blockTags = fc.constantFrom("div", "p", "section", "blockquote", "pre", "h2", "article", "figure");
const inlineStyles = fc.constantFrom(
  "",
  "text-transform: uppercase",
  "white-space: pre-wrap",
  "white-space: pre-line",
  "white-space: nowrap",
  "white-space-collapse: preserve-spaces",
  "display: inline-block",
  "float: left",
  "font-variant: small-caps",
  "position: relative; top: 3px",
);
const blockStyles = fc.constantFrom(
  "",
  "columns: 2",
  "direction: rtl",
  "writing-mode: vertical-rl",
  "display: flex",
  "display: grid",
  "white-space: pre",
  "display: contents",
  "text-transform: capitalize",
  "overflow: auto; max-height: 40px",
);
const hiding = fc.constantFrom(
  "display: none",
  "visibility: hidden",
  "opacity: 0",
  "user-select: none",
  "position: absolute; left: -9999px",
  "font-size: 0",
);

const { tree } = fc.letrec<{ tree: Tree; inline: Tree; child: Tree | string }>((tie) => ({
  child: fc.oneof(
    { maxDepth: 5 },
    { arbitrary: text, weight: 3 },
    { arbitrary: tie("inline"), weight: 3 },
    { arbitrary: tie("tree"), weight: 2 },
  ),
  inline: fc.oneof(
    {
      arbitrary: element(
        inlineTags,
        inlineStyles,
        fc.array(fc.oneof({ maxDepth: 3 }, text, tie("inline")), { minLength: 1, maxLength: 4 }),
      ),
      weight: 5,
    },
    {
      arbitrary: fc.constantFrom<Tree>({ tag: "br", children: [] }, { tag: "wbr", children: [] }, { tag: "img", children: [] }),
      weight: 1,
    },
    {
      arbitrary: fc.constantFrom<Tree>(
        { tag: "ruby", children: ["W", { tag: "rp", children: ["("] }, { tag: "rt", children: ["H"] }, { tag: "rp", children: [")"] }] },
        { tag: "textarea", children: ["H"] },
        { tag: "math", attributes: { alttext: "a half" }, children: ["H"] },
      ),
      weight: 1,
    },
    {
      arbitrary: fc
        .tuple(inlineTags, hiding)
        .map(([tag, style]): Tree => ({ tag, style: `display: inline-block; ${style}`, children: ["H"] })),
      weight: 1,
    },
  ),
  tree: fc.oneof(
    { arbitrary: element(blockTags, blockStyles, fc.array(tie("child"), { minLength: 1, maxLength: 5 })), weight: 6 },
    { arbitrary: fc.array(tie("child"), { minLength: 1, maxLength: 4 }).map(listOf), weight: 1 },
    { arbitrary: fc.array(fc.array(tie("child"), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }).map(tableOf), weight: 1 },
    { arbitrary: fc.tuple(fc.constantFrom("open" as const, "closed" as const), tie("child"), tie("child"), text).map(hostOf), weight: 2 },
    { arbitrary: tie("child").map(detailsOf), weight: 1 },
  ),
}));

function element(tags: fc.Arbitrary<string>, styles: fc.Arbitrary<string>, children: fc.Arbitrary<(Tree | string)[]>): fc.Arbitrary<Tree> {
  return fc.record({ tag: tags, style: styles, children });
}

function listOf(items: (Tree | string)[]): Tree {
  return { tag: "ul", children: items.map((item) => ({ tag: "li", children: [item] })) };
}

function tableOf(rows: (Tree | string)[][]): Tree {
  const cells = (row: (Tree | string)[]): Tree[] => row.map((cell) => ({ tag: "td", children: [cell] }));
  return { tag: "table", children: rows.map((row) => ({ tag: "tr", children: cells(row) })) };
}

/** A shadow root with a slot in its middle; `light` is shown in the slot. */
function hostOf([shadow, inside, light, after]: ["open" | "closed", Tree | string, Tree | string, string]): Tree {
  const root = [inside, { tag: "slot", children: ["H"] }, after];
  return {
    tag: "section",
    shadow,
    children: [
      { tag: "template", children: root },
      { tag: "span", children: [light] },
    ],
  };
}

/** Closed, so only the summary is seen. */
function detailsOf(summary: Tree | string): Tree {
  return {
    tag: "details",
    children: [
      { tag: "summary", children: [summary] },
      { tag: "div", children: ["H"] },
    ],
  };
}

/** Puts the trees into the page, in place of what was there, and selects all of it. */
async function show(trees: readonly Tree[]): Promise<void> {
  await page.evaluate((made) => {
    let count = 0;
    const build = (parent: Node, child: Tree | string): void => {
      if (typeof child === "string") {
        parent.appendChild(document.createTextNode(child.replace(/[WH]/g, (kind) => `${kind === "W" ? "q" : "h"}${(count += 1)}z`)));
        return;
      }
      const element = document.createElement(child.tag);
      element.style.cssText = child.style ?? "";
      for (const [name, value] of Object.entries(child.attributes ?? {})) element.setAttribute(name, value);
      parent.appendChild(element);
      const root = child.shadow && element.attachShadow({ mode: child.shadow });
      for (const each of child.children) {
        if (root && typeof each !== "string" && each.tag === "template") for (const inner of each.children) build(root, inner);
        else build(element, each);
      }
    };
    document.body.replaceChildren();
    for (const each of made) build(document.body, each);
    getSelection()?.selectAllChildren(document.body);
  }, trees);
}

test("on any page, each unit of the text leads to the unit of the node that shows it", { skip, timeout: 300_000 }, async () => {
  await open("article.html");
  let words = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { minLength: 1, maxLength: 6 }), async (trees) => {
      await show([...trees, { tag: "p", children: ["W"] }]);
      const checked = await checkMap(chromium);
      assert.deepEqual(checked.faults, [], checked.text);
      assert.doesNotMatch(checked.text, /h\d+z/, "what is hidden");
      words += checked.text.match(/q\d+z/g)?.length ?? 0;
    }),
    { numRuns: 150 },
  );
  assert.ok(words > 1_500, `${words} words`);
});

test("the pages of the other tests, and frames of the same origin", { skip }, async () => {
  for (const path of ["article.html", "seen.html", "hostile.html", "unselectable.html", "shadow-root.html"]) {
    await open(path);
    await page.evaluate(() =>
      window.getSelection()?.selectAllChildren(Object.getOwnPropertyDescriptor(Document.prototype, "body")?.get?.call(document)),
    );
    const { text, faults } = await checkMap(chromium);
    assert.ok(text.length > 20, path);
    assert.deepEqual([path, faults], [path, []]);
  }
  await open("iframes.html");
  const frameIds = await chromium.evaluateInServiceWorker(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const frames = await chrome.scripting.executeScript({
      target: { tabId: tab?.id ?? -1, allFrames: true },
      func: () => {
        getSelection()?.selectAllChildren(document.body);
      },
    });
    return frames.map(({ frameId }) => frameId);
  });
  const inFrames: string[] = [];
  for (const frameId of frameIds) {
    const { text, faults } = await checkMap(chromium, frameId);
    if (text === "") continue;
    assert.deepEqual([text, faults], [text, []]);
    inFrames.push(text);
  }
  // The names are those of the frames of the same origin: one in the page, and one in another frame.
  assert.match(inFrames.join(), /is same\./);
  assert.match(inFrames.join(), /is nested\./);
});

test("a field has a map without ranges", { skip }, async () => {
  await open("fields.html");
  await selectAllIn(page, "textarea");
  const { text, ranges } = await checkMap(chromium);
  assert.deepEqual([text.trim(), ranges], ["First paragraph of the text area.\n\nSecond paragraph of the text area.", 0]);
});
