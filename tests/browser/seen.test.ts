import assert from "node:assert/strict";
import { test } from "node:test";
import { maxSelectionLength } from "../../src/shared/protocol.ts";
import type { FrameSelection } from "../../src/shared/selection.ts";
import { missing } from "./harness/requirements.ts";
import { selectAllIn } from "./harness/select.ts";
import { useChromium } from "./harness/use-chromium.ts";

/** What the script that is put into a page makes of what is selected there: what a person sees, and in which language it is declared to be. */
const skip = missing("chromium");

const { chromium, page, origin } = await useChromium({ skip });

if (!skip) await open("seen.html");

/** Opens a page, with the right to look into it that a gesture grants until the next one is opened. */
async function open(path: string): Promise<void> {
  await page.goto(`${origin}/${path}`);
  await page.bringToFront();
  await (await chromium.openPopup(page)).close();
}

/** What the script answers in the page as it is. */
async function answer(): Promise<FrameSelection & { ms: number }> {
  return chromium.evaluateInServiceWorker(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const begin = performance.now();
    const [injected] = await chrome.scripting.executeScript({ target: { tabId: tab?.id ?? -1 }, files: ["read-selection.js"] });
    if (!injected?.result) throw new Error("the script gave no answer");
    return { ...(injected.result as unknown as FrameSelection), ms: performance.now() - begin };
  });
}

/** Selects all that is in an element or field, as a page's own script would, and resolves to the text with each range's language before it. */
async function read(id: string): Promise<string | null> {
  await selectAllIn(page, id);
  return told(await answer());
}

/** The text, or with more languages than one the ranges with their languages. */
function told({ selection }: FrameSelection): string | null {
  if (!selection) return null;
  const { text, ranges } = selection;
  assert.deepEqual([ranges[0]?.start, ranges.at(-1)?.end], [0, text.length]);
  ranges.slice(1).forEach(({ start }, index) => assert.equal(start, ranges[index]?.end));
  return ranges.map(({ start, end, language }) => `${language}: ${text.slice(start, end)}`).join("|");
}

const cases: Record<string, Record<string, string | null>> = {
  "ruby is read once, and its sentence is whole": { ruby: "ja: この漢字を読む。" },
  "what a person does not see is not read": {
    "screen-reader": "en: Seen again.",
    invisible: "en: Seen and again.",
    icon: "en: Next page",
    covered: "en: All of it is selected here.",
    unselectable: "en: One four.",
    masked: "en: The code is .",
    folded: "en: Open.\n\nSummary.\n\nAnother.\n\nShown.",
    fields: "en: Name and end.",
  },
  "words, lines and paragraphs are parted as they are seen": {
    inline: "en: international word, Once",
    written: "en: As it is written.",
    blocks: "en: Loose text\n\nFirst line and second.\n\nSecond\nline.\n\nThird.\n\nMilk\n\nBread\n\nEnd\n\nAfter a blank line",
    table: "en: Fruit\n\nName: Price\n\nApple\n\n3",
    preformatted: "en: if (a) {\nb();\n}\n\nc();",
  },
  "a formula is said once, on one line": {
    alttext: "en: Here a half stands.",
    mathml: "en: Then 1/2 + (a + b)/c = x² holds.",
    katex: "en: Let e² be.",
    exponent: "en: e²",
    wikipedia: "en: And π too.",
  },
  "each rangeIndex has the language that is declared for it": {
    languages:
      "en: English, with |fr: bon mot |en: inside.\n\n|fr: Un paragraphe en français.\n\n|de: Ein Absatz auf Deutsch.\n\n|: Unknown.\n\n|en-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-: Too long.\n\n|en: English again.",
    "open-host": "fr: Dans la fente après.",
  },
  "names of elements do not take the place of the DOM's own": {
    clobbered: "en: A form that takes names.",
    form: "en: A form that takes names.",
  },
  "secrets are not read, whether or not they are shown": {
    "plain-field": "en: A sentence in a field.",
    "masked-field": null,
    "new-password": null,
    "shown-password": null,
    code: null,
    card: null,
    "check-number": null,
    expiry: null,
    "masked-area": null,
  },
};

for (const [name, expected] of Object.entries(cases)) {
  test(name, { skip }, async () => {
    for (const [id, text] of Object.entries(expected)) assert.deepEqual([id, await read(id)], [id, text]);
  });
}

test("a secret is told from nothing", { skip }, async () => {
  await read("shown-password");
  assert.equal((await answer()).isSecret, true);
  await read("plain-field");
  assert.equal((await answer()).isSecret, false);
});

test("closed shadow roots have the language of their hosts, also where a selection goes in and out", { skip }, async () => {
  const host = await page.$("#closed-host");
  const box = await host?.boundingBox();
  if (!box) throw new Error("the host is not to be seen");
  await page.mouse.click(box.x + 20, box.y + 8, { count: 3 });
  assert.equal(told(await answer()), "fr: Une phrase fermée.");
  await page.mouse.click(box.x + 20, box.y + box.height - 8, { count: 3 });
  assert.equal(told(await answer()), "de: Ein geschlossener Satz.");
  await page.evaluate(() => {
    const [from, to] = ["open-host", "after-hosts"].map((id) => Document.prototype.getElementById.call(document, id));
    if (from && to) window.getSelection()?.setBaseAndExtent(from, 0, to, 1);
  });
  assert.equal(
    told(await answer()),
    "fr: Dans la fente après.\n\nUne phrase fermée.\n\n|de: Ein geschlossener Satz.\n\n|en: After the hosts.",
  );
});

test("half a million characters take less than a second, and no more than that are kept", { skip }, async () => {
  await open("long.html?sentences=40000");
  await read("long");
  const { selection, ms } = await answer();
  assert.deepEqual([selection?.text.length, selection?.truncated], [maxSelectionLength, true]);
  assert.ok(ms < 1_000, `${ms} ms`);
});
