import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame, Page } from "puppeteer-core";
import { focusPage, xdotool } from "../../tools/browser/pointer-and-keys.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { settingsOf, waitForText } from "./harness/extension-page.ts";
import { missing } from "./harness/requirements.ts";
import { selectAllIn } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** The button beside a selection: the access to all pages is asked for by the browser's own dialog, which is answered with real keys. */
const skip = missing("chromium") || missing("desktop");

const { chromium, page, watcher, origin } = await useExtension({ skip, headless: false, page: "article.html" });

/** The settings page as someone who has seen the welcome finds it. */
async function openSettings(): Promise<Page> {
  await watcher.request("background", "updateSettings", { welcomed: true });
  const options = await chromium.extensionPage("options/options.html#settings");
  await options.waitForSelector("#pages:not([hidden])");
  return options;
}

const options = skip ? page : await openSettings();

/** What the browser lets the extension do, and what the extension made of it. */
async function arrangement(): Promise<{ isOn: unknown; origins: string[]; scripts: number }> {
  const { showsSelectionButton } = await settingsOf(options);
  const browsers = await chromium.evaluateInServiceWorker(async () => ({
    origins: (await chrome.permissions.getAll()).origins ?? [],
    scripts: (await chrome.scripting.getRegisteredContentScripts()).length,
  }));
  return { isOn: showsSelectionButton, ...browsers };
}

const waitUntilOn = () =>
  waitFor("the button to be on", async () => {
    const { isOn, origins, scripts } = await arrangement();
    return isOn === true && origins.length === 1 && scripts === 1;
  });
const waitUntilOff = () =>
  waitFor("the button to be off, and the access to be given back", async () => {
    const { isOn, origins, scripts } = await arrangement();
    return isOn === false && origins.length === 0 && scripts === 0;
  });

/**
 * Presses the switch and then the keys, one at a time, until the browser's dialog has taken the answer. The dialog has the focus on Deny. It
 * takes no press that comes soon after it opened or after another one, and if it took a wrong one it is opened again.
 */
async function answerDialog(keys: readonly string[], isAnswered: () => Promise<boolean>): Promise<void> {
  await focusPage(options);
  let waiting = [...keys];
  const look = async (): Promise<boolean> => {
    if (await isAnswered()) return true;
    if (await options.evaluate(() => document.hasFocus())) {
      waiting = [...keys];
      await options.click("#selection-button");
    } else await xdotool("key", waiting.shift() ?? "Return");
    return false;
  };
  await waitFor("the answer to be taken", look, { everyMs: 1_000 });
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const buttonIn = (frame: Page | Frame): Promise<Box | null> =>
  frame.evaluate(() => {
    const box = Document.prototype.querySelector.call(document, "#read-aloud-selection-button")?.getBoundingClientRect();
    return box ? { left: box.left, top: box.top, right: box.right, bottom: box.bottom } : null;
  });
const waitForButton = (frame: Page | Frame = page): Promise<Box> => waitFor("the button", () => buttonIn(frame));
const waitForNone = (frame: Page | Frame = page): Promise<unknown> =>
  waitFor("the button to go", async () => (await buttonIn(frame)) === null);

/** Resolves when the page has done everything that earlier events led to. */
const settled = (frame: Page | Frame = page): Promise<unknown> =>
  frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

/** Selects words of a paragraph with the mouse, from its first line to its last. */
async function drag(selector: string): Promise<void> {
  const box = await (await page.waitForSelector(selector))?.boundingBox();
  if (!box) throw new Error(`${selector} is not to be seen`);
  await page.mouse.move(box.x + 5, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + box.height - 10, { steps: 5 });
  await page.mouse.up();
}

async function open(path: string): Promise<void> {
  await page.goto(`${origin}/${path}`);
  await page.bringToFront();
}

/** Presses the button, and resolves to the text that is read then. */
async function textAfterPress({ left, top }: Box): Promise<string> {
  const before = (await watcher.utterances()).length;
  await page.mouse.click(left + 16, top + 16);
  const { text } = await waitFor("an utterance", async () => (await watcher.utterances())[before]);
  await watcher.request("offscreen", "stop");
  return text.trim();
}

const count = async (): Promise<number> => (await watcher.utterances()).length;

test("nothing runs in pages before it is switched on; whoever denies the access is told, and it stays off", { skip }, async () => {
  await page.bringToFront();
  await drag("#en");
  await settled();
  assert.equal(await buttonIn(page), null);
  await answerDialog([], () => options.evaluate(() => document.querySelector("#selection-button-refused")?.textContent !== ""));
  await waitForText(options, "#selection-button-refused", "Without that access the button stays off.");
  assert.deepEqual(await arrangement(), { isOn: false, origins: [], scripts: 0 });
});

test("whoever allows it has the button, also in pages that were open before, and hears what is selected", { skip }, async () => {
  await answerDialog(["Tab"], async () => (await arrangement()).origins.length > 0);
  await waitUntilOn();
  assert.deepEqual((await arrangement()).origins, ["*://*/*"]);
  await waitForText(options, "#settings-form", "Show a small play button");
  assert.equal(await options.evaluate(() => document.querySelector("#selection-button-refused")?.textContent), "");
  await page.bringToFront();
  // The script comes to an open page a moment later.
  const button = await waitFor("the button", async () => {
    await page.mouse.click(600, 5);
    await drag("#en");
    await settled();
    return buttonIn(page);
  });
  const overlaps = await page.evaluate(
    ({ left, top, right, bottom }) =>
      [...(getSelection()?.getRangeAt(0).getClientRects() ?? [])].filter(
        (box) => box.left < right && box.right > left && box.top < bottom && box.bottom > top,
      ).length,
    button,
  );
  assert.equal(overlaps, 0, "it covers nothing of what is selected");
  const selected = await page.evaluate(() => getSelection()?.toString().trim() ?? "");
  assert.ok(selected.length > 5);
  assert.equal(await textAfterPress(button), selected);
  assert.equal(await buttonIn(page), null, "it goes when it was pressed");
  assert.equal(await page.evaluate(() => getSelection()?.toString().trim()), selected, "the selection stays");
});

test("it goes with Escape, a press elsewhere, scrolling, and when the selection changes", { skip }, async () => {
  await open("article.html");
  await drag("#en");
  await waitForButton();
  await page.keyboard.press("Escape");
  await waitForNone();
  await page.keyboard.press("Shift");
  await settled();
  assert.equal(await buttonIn(page), null, "it does not come back for the same selection");

  await drag("#en-2");
  await waitForButton();
  await page.mouse.click(700, 5);
  await waitForNone();

  await page.evaluate(() => document.body.style.setProperty("height", "5000px"));
  await drag("#en");
  await waitForButton();
  await page.mouse.wheel({ deltaY: 40 });
  await waitForNone();
  await page.evaluate(() => scrollTo(0, 0));

  await page.keyboard.down("Shift");
  await page.keyboard.press("End");
  await page.keyboard.up("Shift");
  const first = await waitForButton();
  // Each key that is let go has the page looked at again.
  await settled();
  await selectAllIn(page, "en-2");
  await waitForNone();
  assert.ok(first.right > 0);
});

test("the keyboard brings it too, and it is where no text is selected even when everything is", { skip }, async () => {
  await open("article.html");
  await page.mouse.click(700, 5);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  const button = await waitForButton();
  const covered = await page.evaluate(({ left, top, right, bottom }) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = new Range();
    const boxes: DOMRect[] = [];
    while (walker.nextNode()) {
      range.selectNodeContents(walker.currentNode);
      boxes.push(...range.getClientRects());
    }
    return boxes.filter((box) => box.width > 0 && box.left < right && box.right > left && box.top < bottom && box.bottom > top).length;
  }, button);
  assert.equal(covered, 0);
  assert.match(await textAfterPress(button), /^The lighthouse[^]*selv\.$/);
});

test("a page cannot press it, nor make it come", { skip }, async () => {
  await open("article.html");
  await drag("#en");
  await waitForButton();
  const before = await count();
  const reached = await page.evaluate(() => {
    const host = document.querySelector<HTMLElement>("#read-aloud-selection-button");
    for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
      host?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
    host?.click();
    return { shadow: host?.shadowRoot === null, runtime: typeof chrome.runtime };
  });
  assert.deepEqual(reached, { shadow: true, runtime: "undefined" });
  await settled();
  // A press of a person comes after them and is the only one that counts.
  await textAfterPress(await waitForButton());
  assert.equal(await count(), before + 1);

  await page.evaluate(() => {
    getSelection()?.selectAllChildren(document.querySelector("#en-2") ?? document.body);
    window.dispatchEvent(new PointerEvent("pointerup", { bubbles: true, button: 0 }));
    window.dispatchEvent(new KeyboardEvent("keyup", { key: "a" }));
  });
  await settled();
  assert.equal(await buttonIn(page), null);
});

test("fields have it outside of them; a password and nothing at all have none", { skip }, async () => {
  await open("fields.html");
  await page.click("#input", { count: 3 });
  const button = await waitForButton();
  const field = await page.evaluate(() => document.querySelector("#input")?.getBoundingClientRect().bottom ?? 0);
  assert.ok(button.top >= field, "it is below the field");
  assert.equal(await textAfterPress(button), "A sentence inside an input field.");
  await page.click("#password", { count: 3 });
  await settled();
  assert.equal(await buttonIn(page), null);
  await page.click("#outside");
  await settled();
  assert.equal(await buttonIn(page), null);
  await page.click("#outside", { count: 3 });
  await waitForButton();
});

test("frames of every kind and shadow roots have it, and what is read is from there", { skip }, async () => {
  await open("iframes.html");
  for (const [name, text] of [
    ["same", "This sentence is inside a frame. Its name is same."],
    ["other", "This sentence is inside a frame. Its name is other."],
    ["sandboxed", "This sentence is inside a sandboxed frame."],
  ] as const) {
    const element = await page.waitForSelector(`#${name}`);
    const frame = await element?.contentFrame();
    const place = await element?.boundingBox();
    if (!frame || !place) throw new Error(`${name} is missing`);
    await (await frame.waitForSelector("#text"))?.click({ count: 3 });
    const { left, top, right, bottom } = await waitForButton(frame);
    assert.equal(await buttonIn(page), null, "the page around it has none");
    const inPage = { left: left + place.x, top: top + place.y, right: right + place.x, bottom: bottom + place.y };
    assert.equal(await textAfterPress(inPage), text);
  }
  await open("shadow-root.html");
  const inside = await page.evaluateHandle(() => document.querySelector("#host")?.shadowRoot?.querySelector("#inside") as Element);
  await inside.click({ count: 3 });
  assert.equal(await textAfterPress(await waitForButton()), "Une phrase dans la racine fantôme.");
});

test("a page that forbids styles and gives its elements the names of the DOM changes nothing", { skip }, async () => {
  await open("hostile.html");
  await page.evaluate(() => {
    const policy = Document.prototype.createElement.call(document, "meta");
    Element.prototype.setAttribute.call(policy, "http-equiv", "Content-Security-Policy");
    Element.prototype.setAttribute.call(policy, "content", "default-src 'none'; style-src 'none'");
    Document.prototype.querySelector.call(document, "head")?.append(policy);
    const style = new CSSStyleSheet();
    style.replaceSync("html > div { display: none !important; transform: scale(3) !important; }");
    document.adoptedStyleSheets = [style];
    const text = Document.prototype.createElement.call(document, "p");
    text.id = "to-select";
    text.textContent = "One sentence in a difficult page.";
    Document.prototype.querySelector.call(document, "body")?.prepend(text);
    for (const name of [
      "createElement",
      "createElementNS",
      "getSelection",
      "querySelector",
      "documentElement",
      "activeElement",
      "chrome",
    ]) {
      const form = Document.prototype.createElement.call(document, "form");
      Element.prototype.setAttribute.call(form, "name", name);
      Element.prototype.setAttribute.call(form, "id", name);
      text.after(form);
    }
  });
  assert.equal(await page.evaluate(() => typeof document.createElement), "object", "the page has replaced it");
  await page.click("#to-select", { count: 3 });
  const button = await waitForButton();
  assert.equal(button.right - button.left, 32);
  assert.equal(await textAfterPress(button), "One sentence in a difficult page.");
});

test("it has a name for screen readers, and is not in the way of the keyboard", { skip }, async () => {
  await open("article.html");
  await drag("#en");
  await waitForButton();
  const { nodes } = await (await page.createCDPSession()).send("Accessibility.getFullAXTree");
  const button = nodes.find(({ role }) => role?.value === "button");
  assert.equal(button?.name?.value, "Read aloud");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
});

test("switched off, it goes from open pages, and the access is given back", { skip }, async () => {
  await open("article.html");
  await drag("#en");
  await waitForButton();
  await options.bringToFront();
  await options.click("#selection-button");
  await waitUntilOff();
  await page.bringToFront();
  await waitForNone();
  await drag("#en-2");
  await settled();
  assert.equal(await buttonIn(page), null);
});

test("access that is taken away in the browser's own list switches it off", { skip }, async () => {
  await options.bringToFront();
  // The browser does not ask again for what it was once allowed to give.
  await options.click("#selection-button");
  await waitUntilOn();
  const list = await chromium.page("chrome://extensions", { fresh: true });
  await list.evaluate(async (extensionId) => {
    // The types do not know the functions that only this page has.
    const { developerPrivate } = chrome as unknown as { developerPrivate: Record<string, (...args: string[]) => Promise<void>> };
    await developerPrivate["removeHostPermission"]?.(extensionId, "*://*/*");
  }, chromium.extensionId);
  await list.close();
  await waitUntilOff();
  await options.bringToFront();
  assert.equal(await options.evaluate(() => document.querySelector<HTMLInputElement>("#selection-button")?.checked), false);
});
