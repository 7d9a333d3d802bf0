/**
 * @file Plain JavaScript without dependencies, because it runs before anything is installed: `node scripts/run.mjs NAME [arguments]`
 * installs what is missing, then runs `scripts/NAME.ts` (for `bench` the script in its own folder).
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const names = ["start", "test", "build", "bench", "dev", "check", "fix"];
const programOf = (name) => (name === "bench" ? join("bench", "run.ts") : join("scripts", `${name}.ts`));

/** Prints a sentence for the user and ends with exit code 1. */
function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a program to its end and forwards signals to it. Resolves to its exit code and, with `quiet`, its output. */
function run(command, args, { quiet = false, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, shell, stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit" });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    const forward = (signal) => child.kill(signal);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, forward);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(name, forward);
      resolve({ code: code ?? (signal === "SIGINT" ? 130 : 1), output });
    });
  });
}

/**
 * True if npm's record of its last install matches package-lock.json. Versions are compared and not file times, which mean nothing after a
 * checkout. Optional packages for other platforms may be missing.
 */
function isInstalled() {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const locked = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(locked).every(
    ([path, wanted]) => path === "" || (installed[path]?.version ?? (wanted.optional && wanted.version)) === wanted.version,
  );
}

async function install() {
  console.log("Installing the project's dependencies (once) …");
  const started = Date.now();
  // npm passes its own path to the scripts that it runs. Otherwise npm is found by name, which on Windows is a shell script.
  const npm = process.env.npm_execpath;
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } =
    npm && /\.c?js$/.test(npm)
      ? await run(process.execPath, [npm, ...args], { quiet: true })
      : await run("npm", args, { quiet: true, shell: process.platform === "win32" });
  if (code === 0) return console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  console.error(output.trim());
  const offline = /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH/.test(output);
  giveUp(
    offline
      ? "The dependencies could not be fetched: the package registry is out of reach. Connect to the internet (or set npm's registry or proxy), then run the same command again."
      : "The dependencies could not be installed; npm's own words are above. Run the same command again once that is put right.",
  );
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) giveUp(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);

const [name, ...args] = process.argv.slice(2);
if (!names.includes(name)) giveUp(`Say which: node scripts/run.mjs ${names.join(" | ")}`);

if (!isInstalled()) await install();
const { code } = await run(process.execPath, ["--import", "tsx", programOf(name), ...args]);
process.exit(code);
