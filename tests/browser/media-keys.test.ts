import assert from "node:assert/strict";
import { after, test } from "node:test";
import { instantVoiceId } from "../../src/shared/settings.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import { startSessionBus } from "../../tools/desktop/session-bus.ts";
import { utteranceOf } from "../../tools/extension/utterance-of.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { missing } from "./harness/requirements.ts";
import { selectAllIn } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** The system's player shows what is read, and the media keys go there: as a desktop on Linux does both, over the session bus. */
const skip = missing("chromium") || missing("desktop");

const bus = skip ? undefined : await startSessionBus();
if (bus) process.env["DBUS_SESSION_BUS_ADDRESS"] = bus.address;
after(() => bus?.stop());

const { chromium, page, watcher, origin } = await useExtension({ skip, headless: false, page: "long.html?sentences=60" });

/** Waits until the system's player shows something; without a player it is shown nothing. */
async function shows(property: string, expected: RegExp): Promise<void> {
  let shown = "";
  await waitFor(`${property} to be ${expected}`, async () => expected.test((shown = (await bus?.player(property)) ?? ""))).catch(
    (error: unknown) => {
      throw new Error(`It is ${shown}`, { cause: error });
    },
  );
}

/** Chromium leaves an empty player on the bus. */
async function showsNothing(): Promise<void> {
  await shows("PlaybackStatus", /^$|Stopped/);
  assert.doesNotMatch((await bus?.player("Metadata")) ?? "", /xesam:title/);
}

async function readPage(): Promise<void> {
  await page.goto(`${origin}/long.html?sentences=60`);
  await selectAllIn(page, "long");
  await chromium.pressShortcut(page, "alt+shift+s");
  await shows("PlaybackStatus", /Playing/);
  await shows("Metadata", /'xesam:title': <'A very long text'>/);
  await shows("CanGoNext", /true/);
}

test("the player shows title, site and position; pause, play, next, previous and stop do what they say", { skip }, async () => {
  await readPage();
  await shows("Metadata", new RegExp(`'xesam:artist': <\\['${new URL(origin).host}'\\]>`));
  await shows("Metadata", /'mpris:length': <int64 \d{7,}>/);
  await shows("Position", /int64 \d{6,}/);

  const recording = await recordSound();
  await recording.waitForSound();
  await bus?.press("PlayPause");
  await watcher.waitForNarration("the pause", ({ status }) => status === "paused");
  await recording.waitForSilence(500);
  await shows("PlaybackStatus", /Paused/);
  await shows("Metadata", /A very long text/);
  const before = (await watcher.state()).narration.sentence?.index ?? 0;
  const resumedAt = recording.seconds();
  await bus?.press("PlayPause");
  await recording.waitForSound({ sinceSeconds: resumedAt });
  await shows("PlaybackStatus", /Playing/);
  await recording.stop();

  await bus?.press("Next");
  const next = await watcher.waitForState(
    "the next sentence",
    ({ narration: { sentence } }) => (sentence?.index ?? 0) > before && sentence,
  );
  for (let index = next.index; index >= next.index;) {
    await bus?.press("Previous");
    ({ index } = await watcher.waitForState("an earlier sentence", ({ narration: { sentence } }) => sentence));
  }

  await bus?.press("Stop");
  await watcher.waitForState("the end", ({ narration }) => narration.status === "idle");
  await showsNothing();
});

test("a text that is stopped while it is paused leaves no player, and each of the next ones has one", { skip }, async () => {
  for (let round = 0; round < 5; round++) {
    await readPage();
    await watcher.request("offscreen", "pause");
    await shows("PlaybackStatus", /Paused/);
    await watcher.request("offscreen", "stop");
    await showsNothing();
  }
});

test("the end of a text is the end of the player", { skip }, async () => {
  await watcher.request("offscreen", "speak", utteranceOf("One short sentence.", instantVoiceId));
  await shows("PlaybackStatus", /Playing/);
  await showsNothing();
});

test("of a private window's text the system sees neither title nor site", { skip }, async () => {
  const source = { tabId: null, frameId: 0, title: "A secret title", site: "secret.example" };
  const text = "Nobody must know what is read here. ".repeat(30);
  await watcher.request("offscreen", "speak", utteranceOf(text, instantVoiceId, { source, isPrivate: true }));
  await shows("Metadata", /'xesam:title': <'Read aloud'>/);
  await shows("CanGoNext", /true/);
  assert.doesNotMatch((await bus?.player("Metadata")) ?? "", /secret/);
  await watcher.request("offscreen", "stop");
  await showsNothing();
});
