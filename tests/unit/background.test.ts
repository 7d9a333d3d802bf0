import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Requests } from "../../src/shared/protocol.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { fakeEvent, installFakeBrowser } from "./fake-browser.ts";

/** What the browser shows of the extension, what the background requests from it, and what it answers. */
const seen = {
  badge: "▶",
  title: "",
  stop: true,
  hints: [] as { tabId: number; message: string; role: string }[],
  tabBadges: [] as string[],
};
const here = { refusesScripts: false, front: 1, offscreenAnswers: true };

const events = { installed: fakeEvent(), startup: fakeEvent(), menu: fakeEvent(), command: fakeEvent(), message: fakeEvent() };
installFakeBrowser({
  runtime: {
    onInstalled: events.installed,
    onStartup: events.startup,
    onMessage: events.message,
    onConnect: fakeEvent(),
    sendMessage: async () => {
      if (!here.offscreenAnswers) throw new Error("Could not establish connection. Receiving end does not exist.");
      return { ok: true, result: null };
    },
  },
  contextMenus: {
    onClicked: events.menu,
    update: async (id: string, { visible }: { visible: boolean }) => void (id === "stop" && (seen.stop = visible)),
  },
  commands: { onCommand: events.command },
  action: {
    setBadgeBackgroundColor: async () => undefined,
    getBadgeText: async () => seen.badge,
    getTitle: async () => seen.title,
    setTitle: async ({ title }: { title: string }) => void (seen.title = title),
    setBadgeText: async ({ text, tabId }: { text: string | null; tabId?: number }) => {
      if (tabId === undefined) seen.badge = text ?? "";
      else if (text) seen.tabBadges.push(text);
    },
  },
  scripting: {
    executeScript: async ({ target, args }: { target: { tabId: number }; args: [{ message: string; role: string }] }) => {
      if (here.refusesScripts) throw new Error("Cannot access contents of the page");
      seen.hints.push({ tabId: target.tabId, message: args[0].message, role: args[0].role });
      return [];
    },
  },
  permissions: { onRemoved: fakeEvent() },
  tabs: { query: async () => [{ id: here.front }] },
  storage: { local: { get: async () => ({}) } },
});
const { startBackground } = await import("../../src/background/start.ts");

const document = { exists: false, busy: [] as boolean[] };
startBackground({
  ensure: async () => void (document.exists = true),
  exists: async () => document.exists,
  stayAwake: (isBusy) => void document.busy.push(isBusy),
});

async function ask<K extends keyof Requests["background"]>(operation: K, payload: unknown): Promise<void> {
  const [answer] = events.message.fire(
    { target: "background", operation, payload },
    { id: "this-extension", url: "extension://this/offscreen/offscreen.html" },
  );
  assert.deepEqual(await answer, { ok: true, result: null });
}
const fail = (tabId = 1): Promise<void> => ask("showNarration", { status: "idle", failure: { tabId, code: "voiceFailed" } });

beforeEach(() => {
  Object.assign(seen, { hints: [], tabBadges: [] });
  Object.assign(here, { refusesScripts: false, front: 1, offscreenAnswers: true });
});

test("a background that starts without a document removes the badge and the menu entry of the last browser session", async () => {
  await waitFor("the menu without Stop", () => !seen.stop);
  assert.deepEqual([seen.badge, seen.title], ["", "extensionName"]);
});

test("a failure after the gesture is shown in the page that was read", async () => {
  await fail();
  assert.deepEqual(seen.hints, [{ tabId: 1, message: "error_voiceFailed", role: "alert" }]);
  assert.deepEqual([seen.badge, seen.title, seen.stop], ["", "extensionName", false]);
});

test("if the page allows no script, the toolbar button shows the failure until something else is read", async () => {
  here.refusesScripts = true;
  await fail();
  assert.deepEqual([seen.badge, seen.title], ["!", "error_voiceFailed"]);
  await ask("showNarration", { status: "preparing", failure: null });
  assert.deepEqual([seen.badge, seen.title, seen.stop], ["…", "extensionName", true]);
  await ask("showNarration", { status: "idle", failure: null });
});

test("the toolbar button also shows it if another tab is in front, until the popup has shown it", async () => {
  here.front = 2;
  await fail(1);
  assert.equal(seen.hints.length, 1);
  assert.equal(seen.badge, "!");
  await ask("dismissFailure", null);
  assert.deepEqual([seen.badge, seen.title], ["", "extensionName"]);
});

test("the popup removes only a failure from the toolbar button", async () => {
  await ask("showNarration", { status: "speaking", failure: null });
  await ask("dismissFailure", null);
  assert.equal(seen.badge, "▶");
  await ask("showNarration", { status: "idle", failure: null });
});

test("a gesture shows an error if the document does not answer", async () => {
  document.exists = true;
  here.offscreenAnswers = false;
  events.menu.fire({ menuItemId: "stop" }, { id: 1 });
  await waitFor("a toast", () => seen.hints.length === 1);
  events.command.fire("pause-resume", { id: 1 });
  await waitFor("a second toast", () => seen.hints.length === 2);
  assert.deepEqual(
    seen.hints.map(({ message }) => message),
    ["error_unexpected", "error_unexpected"],
  );
});

test("the document's reports whether it is busy reach the host", async () => {
  await ask("stayAwake", true);
  await ask("stayAwake", false);
  assert.deepEqual(document.busy, [true, false]);
});
