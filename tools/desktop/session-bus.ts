/** @file On Linux a browser is in the system's player, and gets the media keys from the desktop, over a session bus. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startChild, stopChild } from "./child.ts";

const execute = promisify(execFile);

/** A bus that starts no programs by itself, as a desktop's would. */
const config = (directory: string): string => `<busconfig>
  <type>session</type>
  <listen>unix:dir=${directory}</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`;

/** A bus of our own. */
export interface SessionBus {
  /** For the environment of a browser (`DBUS_SESSION_BUS_ADDRESS`). */
  readonly address: string;
  /** What the one media player on the bus shows of a property (MPRIS: `PlaybackStatus`, `Metadata`, …), in the text form of `gdbus`; undefined without a player. */
  player(property: string): Promise<string | undefined>;
  /** Does what a desktop does at a media key: calls `PlayPause`, `Next`, … of the player. */
  press(method: string, ...args: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the bus; resolves when it can be used. */
export async function startSessionBus(): Promise<SessionBus> {
  const directory = await mkdtemp(join(tmpdir(), "bus-"));
  await writeFile(join(directory, "bus.conf"), config(directory));
  const daemon = startChild("dbus-daemon", [`--config-file=${join(directory, "bus.conf")}`, "--nofork", "--print-address"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (!daemon.stdout) throw new Error("dbus-daemon tells no address");
  const ended = once(daemon, "exit").then(() => Promise.reject(new Error("dbus-daemon ended")));
  ended.catch(() => undefined);
  const [line] = (await Promise.race([once(daemon.stdout, "data"), ended])) as [Buffer];
  const address = line.toString().trim();

  const call = async (destination: string, path: string, method: string, ...args: readonly string[]): Promise<string> =>
    (await execute("gdbus", ["call", "--address", address, "--dest", destination, "--object-path", path, "--method", method, ...args]))
      .stdout;
  const callPlayer = async (method: string, ...args: readonly string[]): Promise<string | undefined> => {
    const names = await call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.ListNames");
    const [name] = /org\.mpris\.MediaPlayer2\.[\w.]+/.exec(names) ?? [];
    return name && call(name, "/org/mpris/MediaPlayer2", method, ...args);
  };

  return {
    address,
    player: (property) => callPlayer("org.freedesktop.DBus.Properties.Get", "org.mpris.MediaPlayer2.Player", property),
    async press(method, ...args) {
      const answer = await callPlayer(`org.mpris.MediaPlayer2.Player.${method}`, ...args);
      if (answer === undefined) throw new Error("There is no player");
    },
    async stop() {
      await stopChild(daemon);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
