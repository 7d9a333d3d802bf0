/** @file A screen, a window manager and a sound device of our own: real menus, keys and sound exist only on a desktop. */
import { spawnSync, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Readable } from "node:stream";
import { startChild, stopChild } from "./child.ts";
import { waitFor } from "../wait-for.ts";

/** Name of the null sink that takes the sound; what it plays is heard on `<name>.monitor`. */
export const sinkName = "read_aloud";

/** The Debian packages that a desktop and its use need. */
export const desktopPackages = ["xvfb", "openbox", "xdotool", "pulseaudio", "pulseaudio-utils", "dbus-daemon", "libglib2.0-bin"] as const;

/** A running desktop: the environment in which programs appear on it, and its end. */
export interface Desktop {
  readonly environment: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * PulseAudio hands sound from programs to its devices in its main thread. On a busy machine that comes too late at normal priority, so that
 * a recording has gaps that no program made. Where real-time priority is not allowed (it is for root) it runs without.
 */
function startSound(args: readonly string[], environment: Record<string, string>): ChildProcess {
  const realTime = ["--rr", "5"];
  const isAllowed = spawnSync("chrt", [...realTime, "true"]).status === 0;
  return isAllowed
    ? startChild("chrt", [...realTime, "pulseaudio", ...args], { environment })
    : startChild("pulseaudio", args, { environment });
}

/** Starts Xvfb on a free display, openbox and PulseAudio with a null sink, in a temporary directory of their own; resolves when all three answer. */
export async function startDesktop(): Promise<Desktop> {
  const directory = await mkdtemp(join(tmpdir(), "desktop-"));
  const environment: Record<string, string> = {
    XDG_RUNTIME_DIR: directory,
    PULSE_SERVER: `unix:${join(directory, "pulse", "native")}`,
    PULSE_COOKIE: join(directory, "pulse-cookie"),
    // No session bus: browsers would start one and leave it running. A test that needs one starts it itself (`session-bus.ts`).
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
  };
  const answers = (program: string, args: readonly string[]): boolean =>
    spawnSync(program, args, { env: { ...process.env, ...environment } }).status === 0;

  const screen = startChild("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1000x24", "-nolisten", "tcp", "-noreset"], {
    environment,
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const sound = startSound(
    ["--exit-idle-time=-1", "--disallow-exit", "-n", "-L", `module-null-sink sink_name=${sinkName}`, "-L", "module-native-protocol-unix"],
    environment,
  );
  const children = [screen, sound];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(stopChild));
    await rm(directory, { recursive: true, force: true });
  };

  try {
    // The fourth stream is a pipe because of the stdio above; Xvfb writes its display number there and closes it when it is ready.
    environment["DISPLAY"] = `:${(await text(screen.stdio[3] as Readable)).trim()}`;
    children.push(startChild("openbox", ["--sm-disable"], { environment }));
    await waitFor("PulseAudio", () => answers("pactl", ["get-default-sink"]), { everyMs: 50 });
    await waitFor("openbox", () => answers("xdotool", ["get_desktop"]), { everyMs: 50 });
    return { environment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
