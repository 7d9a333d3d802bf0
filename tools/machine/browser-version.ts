import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Windows programs open a window when asked for their version, so read it from the files beside them. */
function versionBesideProgram(path: string): string | undefined {
  const folder = dirname(path);
  try {
    const ini = readFileSync(join(folder, "application.ini"), "utf8");
    return /^Version=(.+)$/m.exec(ini)?.[1]?.trim();
  } catch {
    return readdirSync(folder).find((entry) => /^\d+(\.\d+){3}$/.test(entry));
  }
}

/** The version a browser program reports ("156.0.8078.79"), or undefined when it does not start or does not say. */
export function browserVersion(path: string): string | undefined {
  if (process.platform === "win32") return versionBesideProgram(path);
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return status === 0 ? /\d+(\.\d+)+\w*/.exec(stdout)?.[0] : undefined;
}
