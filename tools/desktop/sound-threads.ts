/**
 * @file Chromium hands its sound to PulseAudio in threads of normal priority, named `threaded-ml`, which are late on a machine with more to do
 * than it has processors for. How well the extension copes with that is what `npm run bench -- gaps` measures; a test that asks what is heard must
 * give the same answer on any machine.
 */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const lookEveryMs = 100;
const mostLooks = 20;

/** Gives those threads real-time priority as they appear, where that is allowed (it is for root), for as long as this process lives. */
export function hurrySoundThreads(): void {
  /** How often each process was looked at that has not been found to play sound: soon after it was forked it still bears the name of another. */
  const looks = new Map<string, number>();
  const playing = new Set<string>();
  const hurried = new Set<string>();
  const look = (): void => {
    for (const pid of entriesOf("/proc")) {
      const count = looks.get(pid) ?? 0;
      if (!/^\d+$/.test(pid) || count > mostLooks) continue;
      if (!playing.has(pid) && !contentOf(`/proc/${pid}/cmdline`).includes("audio.mojom.AudioService")) {
        looks.set(pid, count + 1);
        continue;
      }
      playing.add(pid);
      for (const thread of entriesOf(`/proc/${pid}/task`)) {
        if (hurried.has(thread) || contentOf(`/proc/${pid}/task/${thread}/comm`).trim() !== "threaded-ml") continue;
        hurried.add(thread);
        execFile("chrt", ["--rr", "--pid", "5", thread], () => undefined);
      }
    }
  };
  setInterval(look, lookEveryMs).unref();
}

/** Processes and threads come and go: what is gone has nothing in it. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
