import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** True when `path` is a file that this person may run. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The full path of the program that typing `name` would run, or undefined when it is not on the PATH. */
export function findProgram(name: string): string | undefined {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find(isProgram);
}
