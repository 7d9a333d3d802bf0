import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { FollowMessage, Narration, Voice } from "../../src/shared/protocol.ts";
import { defaultSettings } from "../../src/shared/settings.ts";
import { fakeEvent, installFakeBrowser } from "./fake-browser.ts";

const onConnect = fakeEvent();
const requested: unknown[] = [];
installFakeBrowser({
  runtime: {
    onConnect,
    sendMessage: async ({ operation, payload }: { operation: string; payload: unknown }) => {
      requested.push([operation, payload]);
      return { ok: true, result: null };
    },
  },
});
const { acceptFollowers } = await import("../../offscreen/follow-port.ts");
const { idleNarration } = await import("../../offscreen/narrator.ts");

const voice = (voiceId: string, language: string, installed = true): Voice => ({
  voiceId,
  name: voiceId,
  language,
  quality: "medium",
  speakers: [],
  sizeBytes: 0,
  installed,
  damaged: false,
  source: "catalogue",
  licenceUrl: null,
});
const reading: Narration = {
  ...idleNarration,
  status: "speaking",
  utteranceId: "u",
  language: "en",
  source: { tabId: 1, frameId: 3, title: "secret", site: "secret" },
};
const world = { narration: reading, voices: [voice("instant", "mul"), voice("a", "en"), voice("b", "en", false), voice("c", "fr")] };
const acted: unknown[] = [];
const followers = acceptFollowers(
  () => world,
  async () => ({
    pauseOrResume: () => void acted.push("pauseOrResume"),
    stop: () => void acted.push("stop"),
    jump: (target) => void acted.push(target),
  }),
);

interface Connection {
  told: FollowMessage[];
  isClosed: () => boolean;
  send(message: unknown): Promise<void>;
}

function connect(tabId: number | undefined, frameId = 0, { id = "this-extension", name = "follow" } = {}): Connection {
  const told: FollowMessage[] = [];
  const [onMessage, onDisconnect] = [fakeEvent(), fakeEvent()];
  let closed = false;
  onConnect.fire({
    name,
    sender: { id, frameId, ...(tabId !== undefined && { tab: { id: tabId } }) },
    onMessage,
    onDisconnect,
    postMessage: (message: FollowMessage) => told.push(message),
    disconnect: () => (closed = true),
  });
  return {
    told,
    isClosed: () => closed,
    async send(message) {
      onMessage.fire(message);
      await new Promise(setImmediate);
    },
  };
}

beforeEach(() => {
  world.narration = reading;
  acted.length = 0;
  requested.length = 0;
  followers.configure(defaultSettings);
});

test("the tab that is read is told at once, and after each change, and nothing of the source", () => {
  const { told } = connect(1, 3);
  assert.equal(told.length, 1);
  assert.equal(told[0]?.state.hasText, true);
  assert.equal(JSON.stringify(told).includes("secret"), false);
  assert.deepEqual(told[0]?.state.voices, [
    { choice: { voiceId: "instant", speakerId: 0 }, name: "instant" },
    { choice: { voiceId: "a", speakerId: 0 }, name: "a" },
  ]);
  followers.tell();
  assert.equal(told.length, 1, "the same is not told twice");
  world.narration = { ...reading, status: "paused" };
  followers.tell();
  assert.equal(told[1]?.state.narration.status, "paused");
  assert.equal(connect(1, 0).told[0]?.state.hasText, false);
});

test("another tab, another extension, a page without a tab and another port are told nothing", async () => {
  for (const other of [connect(2), connect(1, 3, { id: "other" }), connect(undefined)]) {
    assert.deepEqual([other.told.length, other.isClosed()], [0, true]);
    await other.send({ type: "stop" });
  }
  const unnamed = connect(1, 3, { name: "offscreen-events" });
  await unnamed.send({ type: "stop" });
  assert.deepEqual([unnamed.told.length, acted], [0, []]);
});

test("a tab is let go when reading ends, or goes on elsewhere", async () => {
  const page = connect(1, 3);
  world.narration = { ...reading, source: { tabId: 2, frameId: 0, title: "", site: "" } };
  await page.send({ type: "stop" });
  followers.tell();
  assert.deepEqual([page.told.length, page.isClosed(), acted], [1, true, []]);
  world.narration = reading;
  const again = connect(1, 3);
  world.narration = { ...reading, status: "idle" };
  followers.tell();
  assert.equal(again.isClosed(), true);
});

test("what the player offers is done", async () => {
  const page = connect(1, 0);
  for (const type of ["pauseOrResume", "stop", "hidePlayer", "showPlace"]) await page.send({ type });
  await page.send({ type: "jump", target: { to: "offset", offset: 12 } });
  await page.send({ type: "jump", target: { to: "paragraph", by: -1 } });
  await page.send({ type: "jump", target: { to: "second", second: 1.5 } });
  await page.send({ type: "setRate", rate: 1.5 });
  await page.send({ type: "chooseVoice", choice: { voiceId: "a", speakerId: 0 } });
  await page.send({ type: "movePlayer", place: { x: 0.5, y: 1, z: 2 } });
  await page.send({ type: "sayDifferently", word: "gif", language: "xx" });
  assert.deepEqual(acted, [
    "pauseOrResume",
    "stop",
    { to: "offset", offset: 12 },
    { to: "paragraph", by: -1 },
    { to: "second", second: 1.5 },
  ]);
  assert.deepEqual(requested, [
    ["updateSettings", { showsPlayer: false }],
    ["showPlace", reading.source],
    ["updateSettings", { rate: 1.5 }],
    ["updateSettings", { voices: { en: { voiceId: "a", speakerId: 0 } } }],
    ["updateSettings", { playerPlace: { x: 0.5, y: 1 } }],
    ["openDictionary", { word: "gif" }],
  ]);
});

test("anything else is ignored", async () => {
  const page = connect(1, 0);
  const forged: unknown[] = [
    null,
    "stop",
    { type: "toString" },
    { type: "clearEverything" },
    { type: "jump" },
    { type: "jump", target: { to: "offset", offset: -1 } },
    { type: "jump", target: { to: "offset", offset: 1.5 } },
    { type: "jump", target: { to: "offset", offset: Infinity } },
    { type: "jump", target: { to: "sentence", by: "1" } },
    { type: "jump", target: { to: "second", second: NaN } },
    { type: "setRate", rate: 0.1 },
    { type: "setRate", rate: 99 },
    { type: "setRate", rate: "1" },
    { type: "chooseVoice", choice: { voiceId: "b", speakerId: 0 } },
    { type: "chooseVoice", choice: { voiceId: "a", speakerId: 7 } },
    { type: "chooseVoice", choice: { voiceId: "__proto__", speakerId: 0 } },
    { type: "movePlayer", place: "left" },
    { type: "movePlayer", place: { x: 2, y: 0 } },
    { type: "sayDifferently", word: 7 },
    { type: "sayDifferently", word: "a".repeat(101) },
    { type: "tellView", view: { isDrawn: "yes", isAway: false } },
  ];
  for (const message of forged) await page.send(message);
  assert.deepEqual([acted, requested], [[], []]);
});

test("only the frame of the text tells what is seen of it, and the page around it is told", async () => {
  const [text, page] = [connect(1, 3), connect(1, 0)];
  const view = { isDrawn: true, isAway: true };
  await page.send({ type: "tellView", view });
  assert.equal(page.told.length, 1);
  await text.send({ type: "tellView", view });
  assert.deepEqual(page.told.at(-1)?.view, view);
});
