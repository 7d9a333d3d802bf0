import { after, test } from "node:test";
import { launchFirefox, type Firefox } from "../../tools/browser/firefox.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
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

test("the system's player shows what is read in Firefox, pauses it and goes on, and is gone when it is stopped", { skip }, async () => {
  firefox = await launchFirefox({ headless: false });
  const page = await firefox.page(`${origin}/long.html?sentences=60`);
  for (const stopsWhilePaused of [true, false]) {
    await selectAllIn(page, "long");
    await firefox.pressShortcut(page, "alt+shift+l");
    await shows("PlaybackStatus", /Playing/);
    await shows("Metadata", /'xesam:title': <'A very long text'>/);
    const recording = await recordSound();
    await recording.waitForSound({ aboveDb: -35 });
    await bus?.press("PlayPause");
    await recording.waitForSilence(500);
    await shows("PlaybackStatus", /Paused/);
    await shows("Metadata", /'xesam:title': <'A very long text'>/);
    if (!stopsWhilePaused) {
      const resumedAt = recording.seconds();
      await bus?.press("PlayPause");
      await recording.waitForSound({ aboveDb: -35, sinceSeconds: resumedAt });
      await shows("PlaybackStatus", /Playing/);
    }
    await recording.stop();
    await firefox.pressShortcut(page, "alt+shift+q");
    await shows("PlaybackStatus", /^$/);
  }
});
