import { readdirSync, statSync, watch, type FSWatcher } from "node:fs";
import { join } from "node:path";

/** Files and folders that are not sources, wherever they are: results of tools, and hidden folders. */
const isIgnored = (name: string): boolean => name === "node_modules" || name === "dist" || name.startsWith(".");

/** Changes are reported when none has followed for this long, because editors and git write files in several steps. */
const quietMs = 25;

/**
 * Yields the files in `root` (relative, with slashes) that were changed, created, renamed or removed. Changes that come together, or while
 * the last ones are processed, are yielded together. Watching has started when this returns. `signal` ends it, and the iteration too.
 *
 * Each folder has its own watcher, because on Linux Node's recursive watching loses files that editors replace when they save.
 */
export function watchTree(root: string, signal: AbortSignal): AsyncGenerator<ReadonlySet<string>> {
  const watchers = new Map<string, FSWatcher>();
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let wake = (): void => undefined;

  function noteChange(path: string): void {
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => wake(), quietMs);
  }

  /** Watches a folder and everything in it. With `isNew`, also reports the files that already exist. */
  function watchFolder(folder: string, isNew: boolean): void {
    const watcher = watch(join(root, folder), (_event, name) => {
      if (name !== null && !isIgnored(name)) update(pathOf(folder, name));
    });
    // The folder was removed. Its files have been reported by their own events.
    watcher.on("error", () => forget(folder));
    watchers.set(folder, watcher);
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (isIgnored(entry.name)) continue;
      if (entry.isDirectory()) watchFolder(pathOf(folder, entry.name), isNew);
      else if (isNew) noteChange(pathOf(folder, entry.name));
    }
  }

  function update(path: string): void {
    const isFolder = statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (isFolder && !watchers.has(path)) watchFolder(path, true);
    if (!isFolder) {
      forget(path);
      noteChange(path);
    }
  }

  function forget(folder: string): void {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(`${folder}/`)) continue;
      watcher.close();
      watchers.delete(path);
    }
  }

  async function* batches(): AsyncGenerator<ReadonlySet<string>> {
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
  return batches();
}

function pathOf(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
