import { cp, mkdtemp, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

/** The engine in a folder in which nothing else of this project is. */
export interface EngineAlone {
  /** The copy of a file of the engine; `path` is relative to the repository. */
  copyOf(path: string): string;
  /** The file that a copy was made of, relative to the repository; a file that is no copy stays as it is. */
  originalOf(path: string): string;
}

/** Copies the engine to where it has only npm's packages beside it, so that its tests fail when it needs anything else of this project. */
export async function copyEngine(): Promise<EngineAlone> {
  const folder = await mkdtemp(join(tmpdir(), "engine-alone-"));
  await cp("engine", join(folder, "engine"), { recursive: true });
  await symlink(resolve("node_modules"), join(folder, "node_modules"), "junction");
  return {
    copyOf: (path) => join(folder, path),
    originalOf: (path) => (path.startsWith(folder) ? relative(folder, path) : path),
  };
}
