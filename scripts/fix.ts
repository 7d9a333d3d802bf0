/** @file `npm run fix`: formats all files, then applies the linter's automatic fixes and shows the remaining problems. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const programs = [[join("node_modules", "oxfmt", "bin", "oxfmt")], [join("node_modules", "oxlint", "bin", "oxlint"), "--fix"]];
for (const program of programs) {
  const { status } = spawnSync(process.execPath, program, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
