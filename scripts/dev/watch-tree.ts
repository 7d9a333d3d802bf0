import { readdirSync, statSync, watch, type FSWatcher } from "node:fs";
import { join } from "node:path";

/** What is no source, wherever it lies: results of tools, and hidden folders. */
const isIgnored = (name: string): boolean => name === "node_modules" || name === "dist" || name.startsWith(".");

/** So long nothing more must come until what came is told: editors and git write files in several steps. */
const quietMs = 25;

/**
 * Gives the files below `root` (relative, with slashes) that were changed, created, renamed or removed, those together that belong together or
 * that came while the last ones were dealt with. Watching has begun when this returns, and ends with `signal`, which ends the iteration too.
 *
 * Each folder has a watcher of its own, because Node's recursive watching loses files on Linux that editors replace when they save.
 */
export function watchTree(root: string, signal: AbortSignal): AsyncGenerator<ReadonlySet<string>> {
  const watchers = new Map<string, FSWatcher>();
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let wake = (): void => undefined;

  function note(path: string): void {
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => wake(), quietMs);
  }

  /** Watches a folder and all below it; tells the files that are there already when `isNew`. */
  function watchFolder(folder: string, isNew: boolean): void {
    const watcher = watch(join(root, folder), (_event, name) => {
      if (name !== null && !isIgnored(name)) look(pathOf(folder, name));
    });
    // A folder that was removed; what was in it has been told by its own events.
    watcher.on("error", () => forget(folder));
    watchers.set(folder, watcher);
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (isIgnored(entry.name)) continue;
      if (entry.isDirectory()) watchFolder(pathOf(folder, entry.name), isNew);
      else if (isNew) note(pathOf(folder, entry.name));
    }
  }

  function look(path: string): void {
    const isFolder = statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (isFolder && !watchers.has(path)) watchFolder(path, true);
    if (!isFolder) {
      forget(path);
      note(path);
    }
  }

  function forget(folder: string): void {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(`${folder}/`)) continue;
      watcher.close();
      watchers.delete(path);
    }
  }

  async function* take(): AsyncGenerator<ReadonlySet<string>> {
    while (!signal.aborted) {
      if (changed.size === 0) await new Promise<void>((resolve) => (wake = resolve));
      if (signal.aborted) return;
      const taken = changed;
      changed = new Set();
      yield taken;
    }
  }

  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
    wake();
  });
  watchFolder("", false);
  return take();
}

function pathOf(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
