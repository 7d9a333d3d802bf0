import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "./find-program.ts";

/** The program by which we know that a package is there, where it is not called like the package. */
const programOf: Readonly<Record<string, string>> = { xvfb: "Xvfb", "pulseaudio-utils": "parec", "libglib2.0-bin": "gdbus" };

const isMissing = (name: string): boolean => findProgram(programOf[name] ?? name) === undefined;

/** How to become allowed to install: nothing for root, `sudo -n` where it asks no password, undefined where neither works. */
function elevation(): readonly string[] | undefined {
  if (process.getuid?.() === 0) return [];
  if (findProgram("sudo") === undefined) return undefined;
  return spawnSync("sudo", ["-n", "true"]).status === 0 ? ["sudo", "-n"] : undefined;
}

/**
 * Installs those of the named Debian packages whose program is missing, where apt-get exists and we may use it; returns the
 * names that are missing afterwards, so that the caller can skip what needs them by name or say what to install.
 */
export function ensureDebianPackages(names: readonly string[]): readonly string[] {
  const missing = names.filter(isMissing);
  const prefix = missing.length > 0 && findProgram("apt-get") !== undefined ? elevation() : undefined;
  if (prefix === undefined) return missing;

  const log = join(mkdtempSync(join(tmpdir(), "apt-")), "apt-get.log");
  const aptGet = (...args: readonly string[]): boolean => {
    const command = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-q", ...args];
    const { status, stdout, stderr } = spawnSync(command[0] ?? "", command.slice(1), { encoding: "utf8" });
    appendFileSync(log, `$ ${command.join(" ")}\n${stdout}${stderr}\n`);
    return status === 0;
  };
  const install = (): boolean => aptGet("update") && aptGet("install", "--no-install-recommends", ...missing);

  console.log(`Installing ${missing.join(", ")} with apt-get (its words: ${log}) …`);
  // A mirror in the middle of its own update answers with a wrong hash once: a second try is usually enough.
  if (!install()) install();
  return names.filter(isMissing);
}
