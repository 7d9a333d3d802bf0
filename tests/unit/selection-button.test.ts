import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { waitFor } from "../../tools/wait-for.ts";
import { selectionButtonOff, selectionButtonPressed } from "../../src/shared/selection-button.ts";
import { fakeEvent, installFakeBrowser } from "./fake-browser.ts";

/** The browser as far as the button needs it. */
const here = { stored: {} as { showsSelectionButton?: boolean }, isAllowed: false, scripts: [] as { id: string }[] };
const done: string[] = [];
const messages = fakeEvent();

installFakeBrowser({
  runtime: { onMessage: messages },
  storage: {
    local: {
      get: async () => ({ settings: here.stored }),
      set: async ({ settings }: { settings: typeof here.stored }) => void (here.stored = settings),
    },
  },
  permissions: {
    contains: async () => here.isAllowed,
    remove: async () => {
      here.isAllowed = false;
      done.push("given back");
      return true;
    },
  },
  scripting: {
    getRegisteredContentScripts: async () => here.scripts,
    registerContentScripts: async (scripts: { id: string }[]) => void (here.scripts = scripts),
    unregisterContentScripts: async () => void (here.scripts = []),
    executeScript: async ({ target }: { target: { tabId: number } }) => {
      if (target.tabId === 2) throw new Error("Cannot access a chrome:// URL");
      done.push(`put into ${target.tabId}`);
      return [];
    },
  },
  tabs: {
    query: async () => [{ id: 1 }, { id: 2 }, { id: 3 }],
    sendMessage: async (tabId: number, message: unknown) => {
      if (message === selectionButtonOff) done.push(`ended in ${tabId}`);
    },
  },
});
const { arrangeSelectionButton, onSelectionButton } = await import("../../src/background/selection-button.ts");

const read: string[] = [];
onSelectionButton(async (tab, frameId) => void read.push(`${tab.id} ${frameId}`));

beforeEach(() => {
  Object.assign(here, { stored: {}, isAllowed: false, scripts: [] });
  done.length = 0;
  read.length = 0;
});

test("on and allowed, it is registered once and put into every open page that allows it", async () => {
  Object.assign(here, { stored: { showsSelectionButton: true }, isAllowed: true });
  await Promise.all([arrangeSelectionButton(), arrangeSelectionButton()]);
  assert.equal(here.scripts.length, 1);
  await waitFor("both pages", () => done.length === 2);
  assert.deepEqual(done.toSorted(), ["put into 1", "put into 3"]);
});

test("off, it ends everywhere, and then the access is given back", async () => {
  Object.assign(here, { stored: { showsSelectionButton: false }, isAllowed: true, scripts: [{ id: "selection-button" }] });
  await arrangeSelectionButton();
  assert.deepEqual(here.scripts, []);
  assert.deepEqual(done, ["ended in 1", "ended in 2", "ended in 3", "given back"]);
});

test("access that was given for something else is left alone while it is off", async () => {
  here.isAllowed = true;
  await arrangeSelectionButton();
  assert.equal(here.isAllowed, true);
  assert.deepEqual(done, []);
});

test("on without the access, it is switched off", async () => {
  Object.assign(here, { stored: { showsSelectionButton: true }, scripts: [{ id: "selection-button" }] });
  await arrangeSelectionButton();
  assert.equal(here.stored.showsSelectionButton, false);
  assert.deepEqual(here.scripts, []);
});

test("a press counts only from this extension's script in a tab, and while it is on", async () => {
  const sender = { id: "this-extension", tab: { id: 7 }, frameId: 3 };
  Object.assign(here, { stored: { showsSelectionButton: true }, isAllowed: true });
  messages.fire(selectionButtonPressed, { ...sender, id: "another-extension" });
  messages.fire(selectionButtonPressed, { ...sender, tab: undefined });
  messages.fire({ target: "background", operation: selectionButtonPressed }, sender);
  messages.fire(selectionButtonPressed, sender);
  await waitFor("the one that counts", () => read.length > 0);
  here.isAllowed = false;
  messages.fire(selectionButtonPressed, sender);
  Object.assign(here, { stored: {}, isAllowed: true });
  messages.fire(selectionButtonPressed, sender);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(read, ["7 3"]);
});
