/** @file `npm run fix`: lays all files out, then mends what the linter can mend by itself and shows the rest. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const programs = [[join("node_modules", "oxfmt", "bin", "oxfmt")], [join("node_modules", "oxlint", "bin", "oxlint"), "--fix"]];
for (const program of programs) {
  const { status } = spawnSync(process.execPath, program, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
