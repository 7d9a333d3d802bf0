import { cp, mkdtemp, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

/** The engine in a folder without the rest of the project. */
export interface EngineAlone {
  /** The path of a copied file of the engine. `path` is relative to the repository. */
  copyOf(path: string): string;
  /** The original of a copied file, relative to the repository. Any other path is returned unchanged. */
  originalOf(path: string): string;
}

/** Copies the engine to a folder with only npm's packages beside it, so that its tests fail if it needs anything else of this project. */
export async function copyEngine(): Promise<EngineAlone> {
  const folder = await mkdtemp(join(tmpdir(), "engine-alone-"));
  await cp("engine", join(folder, "engine"), { recursive: true });
  await symlink(resolve("node_modules"), join(folder, "node_modules"), "junction");
  return {
    copyOf: (path) => join(folder, path),
    originalOf: (path) => (path.startsWith(folder) ? relative(folder, path) : path),
  };
}
