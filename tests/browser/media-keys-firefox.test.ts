import { after, test } from "node:test";
import type { Page } from "puppeteer-core";
import { launchFirefox, type Firefox } from "../../tools/browser/firefox.ts";
import { recordSound, type Recording } from "../../tools/desktop/record-sound.ts";
import { startSessionBus } from "../../tools/desktop/session-bus.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { missing } from "./harness/requirements.ts";
import { selectAllIn } from "./harness/select.ts";
import { usePages } from "./harness/use-pages.ts";

/** The same as `media-keys`, in short, in Firefox. */
const skip = missing("firefox") || missing("desktop");

const { origin } = await usePages();
const bus = skip ? undefined : await startSessionBus();
if (bus) process.env["DBUS_SESSION_BUS_ADDRESS"] = bus.address;
let firefox: Firefox | undefined;
after(() => firefox?.close());
after(() => bus?.stop());

const shows = (property: string, expected: RegExp): Promise<unknown> =>
  waitFor(`${property} to be ${expected}`, async () => expected.test((await bus?.player(property)) ?? ""));

/** A Firefox that has just started sometimes misses a shortcut. */
async function readAndHear(page: Page, recording: Recording): Promise<boolean> {
  await firefox?.pressShortcut(page, "alt+shift+l");
  return recording.waitForSound({ aboveDb: -35, timeoutMs: 8_000 }).then(
    () => true,
    () => false,
  );
}

test("the system's player shows what is read in Firefox, pauses it and goes on, and is gone when it is stopped", { skip }, async () => {
  firefox = await launchFirefox({ headless: false });
  const page = await firefox.page(`${origin}/long.html?sentences=60`);
  await selectAllIn(page, "long");
  const recording = await recordSound();
  await waitFor("speech", () => readAndHear(page, recording), { timeoutMs: 60_000 });
  await shows("PlaybackStatus", /Playing/);
  await shows("Metadata", /'xesam:title': <'A very long text'>/);
  await bus?.press("PlayPause");
  await recording.waitForSilence(500);
  await shows("PlaybackStatus", /Paused/);
  const resumedAt = recording.seconds();
  await bus?.press("PlayPause");
  await recording.waitForSound({ aboveDb: -35, sinceSeconds: resumedAt });
  await shows("PlaybackStatus", /Playing/);
  await recording.stop();
  await firefox.pressShortcut(page, "alt+shift+q");
  await shows("PlaybackStatus", /^$/);
});
