import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeEvent, installFakeBrowser } from "./fake-browser.ts";

const tabs = [
  { id: 1, incognito: false },
  { id: 2, incognito: true, url: "https://a.example/page?q=1" },
  { id: 3, incognito: false, url: "https://a.example/page?q=1#below" },
  { id: 4, incognito: false, url: "https://a.example/page" },
];
installFakeBrowser({ runtime: { onMessage: fakeEvent() }, tabs: { query: async () => tabs } });
const { tabOfLink } = await import("../../src/background/tab-of-link.ts");

test("a link's tab is the one with its address, whatever the fragment, in windows of the same kind", async () => {
  assert.equal((await tabOfLink("https://a.example/page?q=1#above", false))?.id, 3);
  assert.equal((await tabOfLink("https://a.example/page?q=1", true))?.id, 2);
  assert.equal((await tabOfLink("https://a.example/page", false))?.id, 4);
  assert.equal(await tabOfLink("https://a.example/page", true), undefined);
  assert.equal(await tabOfLink("https://a.example/", false), undefined);
});
