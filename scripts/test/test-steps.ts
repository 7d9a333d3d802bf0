import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Outcome } from "./test-reporter.ts";

/** A part of the test command that is not a test file. It passes if `run` resolves and fails if it rejects. */
export interface Step {
  readonly name: string;
  run(): Promise<unknown>;
}

const bin = (...path: readonly string[]): string => join("node_modules", ...path);

/** Runs a Node program to its end. If it fails, throws its output. */
async function runNode(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_UPDATE_NOTIFIER: "1" } });
  const ended = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`${out}${err}`.trim() || `It ended with exit code ${code}`);
}

const node = (name: string, ...args: readonly string[]): Step => ({ name, run: () => runNode(args) });

/** Checks of all sources that do not run them. */
export const sourceSteps: readonly Step[] = [
  ...(existsSync("tsconfig.json") ? [node("types of the extension", bin("typescript", "bin", "tsc"), "-b")] : []),
  node("types of the engine's tests and build", bin("typescript", "bin", "tsc"), "-p", join("engine", "tests", "tsconfig.json")),
  node("types of the engine's demo", bin("typescript", "bin", "tsc"), "-p", join("engine", "demo", "tsconfig.json")),
  node("types of tests and scripts", bin("typescript", "bin", "tsc"), "-p", join("tests", "tsconfig.json")),
  node("lint rules, with types", bin("oxlint", "bin", "oxlint")),
  node("formatting", bin("oxfmt", "bin", "oxfmt"), "--check"),
  node("unused files, exports and packages", bin("knip", "bin", "knip.js"), "--config", join("scripts", "knip-config.ts")),
];

/** Writes `dist/`. */
export const buildStep: Step = {
  name: "build",
  run: async () => (await import("../build.ts")).build(),
};

/** Checks of the packages in `dist/`. */
export const packageSteps: readonly Step[] = [
  ...(existsSync(join("scripts", "check-dist.ts"))
    ? [node("packages: no remote code, size", "--import", "tsx", join("scripts", "check-dist.ts"))]
    : []),
  ...["chromium", "firefox"].map((family) =>
    node(
      `web-ext lint of ${family}`,
      bin("web-ext", "bin", "web-ext.js"),
      "lint",
      "--source-dir",
      join("dist", family),
      "--no-config-discovery",
    ),
  ),
];

/** Runs a step; never throws. */
export async function runStep({ name, run }: Step): Promise<Outcome> {
  const started = performance.now();
  try {
    await run();
    return { name, result: "passed", durationMs: performance.now() - started };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, result: "failed", durationMs: performance.now() - started, reason };
  }
}
