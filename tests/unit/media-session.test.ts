import assert from "node:assert/strict";
import { before, beforeEach, mock, test } from "node:test";
import { createMediaSession, type SystemPlayer } from "../../offscreen/media-session.ts";
import { idleNarration } from "../../offscreen/narrator.ts";
import type { JumpTarget, Narration } from "../../src/shared/protocol.ts";

/** What the browser would be told. */
class FakeSession {
  metadata: { title: string; artist: string } | null = null;
  playbackState = "none";
  position: MediaPositionState | undefined;
  readonly handlers = new Map<string, (details: object) => void>();

  setActionHandler(action: string, handler: ((details: object) => void) | null): void {
    if (handler) this.handlers.set(action, handler);
    else this.handlers.delete(action);
  }

  setPositionState(position?: MediaPositionState): void {
    this.position = position;
  }
}

const reading: Narration = {
  ...idleNarration,
  status: "speaking",
  source: { tabId: 1, frameId: 0, title: "The lighthouse", site: "example.org" },
  clock: { atMs: 1_000_000, seconds: 2, rate: 1.5 },
  timeline: { beforeSeconds: 30, totalSeconds: 600 },
};

let session: FakeSession;
let holder: string;
let interrupt: () => void;
let opensAtOnce = true;
let open: () => void;
let asked: (string | JumpTarget)[];
let player: SystemPlayer;

before(() => {
  Object.assign(globalThis, {
    document: { title: "Read aloud" },
    MediaMetadata: function (this: object, fields: object) {
      Object.assign(this, fields);
    },
  });
  mock.timers.enable({ apis: ["Date"], now: 1_002_000 });
});

beforeEach(() => {
  session = new FakeSession();
  holder = "none";
  asked = [];
  const note = (what: string | JumpTarget) => (): void => void asked.push(what);
  player = createMediaSession(
    { pause: note("pause"), resume: note("resume"), stop: note("stop"), jump: (target) => note(target)() },
    (onOpen, onInterrupted) => {
      interrupt = onInterrupted;
      holder = "opening";
      session = new FakeSession();
      open = () =>
        onOpen({ session: session as unknown as MediaSession, play: () => (holder = "plays"), pause: () => (holder = "paused") });
      if (opensAtOnce) open();
      return { close: () => (holder = "closed") };
    },
  );
});

const press = (action: string, details: object = {}): void => session.handlers.get(action)?.(details);

test("nothing is held before the first sound, and nothing stays after the end", () => {
  player.show({ ...reading, status: "preparing" }, false);
  assert.equal(holder, "none");
  player.show(reading, false);
  assert.deepEqual(
    [session.playbackState, { ...session.metadata }, holder],
    ["playing", { title: "The lighthouse", artist: "example.org" }, "plays"],
  );
  player.show({ ...reading, status: "preparing" }, false);
  assert.deepEqual([session.playbackState, holder], ["playing", "plays"]);
  player.show({ ...reading, status: "paused" }, false);
  assert.deepEqual([session.playbackState, holder], ["paused", "paused"]);
  player.show(idleNarration, false);
  assert.equal(holder, "closed");
  const first = session;
  player.show(reading, false);
  assert.notEqual(session, first);
  assert.deepEqual([{ ...session.metadata }, holder], [{ title: "The lighthouse", artist: "example.org" }, "plays"]);
});

test("a holder that opens late shows what is true then", () => {
  opensAtOnce = false;
  player.show(reading, false);
  player.show({ ...reading, status: "paused" }, false);
  assert.equal(holder, "opening");
  open();
  assert.deepEqual([session.playbackState, holder, session.metadata?.title], ["paused", "paused", "The lighthouse"]);
  opensAtOnce = true;
});

test("of a private window the system sees neither title nor site; of a page without a title, the extension's name", () => {
  player.show(reading, true);
  assert.deepEqual({ ...session.metadata }, { title: "Read aloud", artist: "" });
  assert.doesNotMatch(JSON.stringify(session), /lighthouse|example/);
  player.show({ ...reading, source: { tabId: 1, frameId: 0, title: "", site: "example.org" } }, false);
  assert.deepEqual({ ...session.metadata }, { title: "Read aloud", artist: "example.org" });
  player.show({ ...reading, source: { tabId: 1, frameId: 0, title: "a".repeat(10_000), site: "" } }, false);
  assert.equal(session.metadata?.title.length, 200);
});

test("the metadata is set only when it changes, since the system shows each anew", () => {
  player.show(reading, false);
  const first = session.metadata;
  player.show({ ...reading, status: "paused" }, false);
  assert.equal(session.metadata, first);
  player.show(reading, true);
  assert.notEqual(session.metadata, first);
});

test("the position is the timeline's, within the text", () => {
  player.show(reading, false);
  assert.deepEqual(session.position, { duration: 600, position: 35, playbackRate: 1.5 });
  player.show({ ...reading, status: "paused", clock: { atMs: 1_000_000, seconds: 2, rate: 0 } }, false);
  assert.deepEqual(session.position, { duration: 600, position: 32, playbackRate: 1 });
  player.show({ ...reading, clock: { atMs: 1_000_000, seconds: 900, rate: 1 } }, false);
  assert.deepEqual(session.position, { duration: 600, position: 600, playbackRate: 1 });
  player.show({ ...reading, clock: { atMs: 1_000_000, seconds: -90, rate: 1 } }, false);
  assert.deepEqual(session.position, { duration: 600, position: 0, playbackRate: 1 });
  player.show({ ...reading, timeline: null }, false);
  assert.equal(session.position, undefined);
});

test("each key does what it says", () => {
  player.show(reading, false);
  for (const action of ["pause", "play", "previoustrack", "nexttrack", "stop"]) press(action);
  press("seekto", { seekTime: 100 });
  press("seekto");
  interrupt();
  assert.deepEqual(asked, [
    "pause",
    "resume",
    { to: "sentence", by: -1 },
    { to: "sentence", by: 1 },
    "stop",
    { to: "second", second: 100 },
    "pause",
  ]);
});
