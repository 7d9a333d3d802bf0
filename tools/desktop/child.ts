import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";

/** Starts a program that ends with this process at the latest; `environment` is added to this process's own. */
export function startChild(
  program: string,
  args: readonly string[],
  { environment = {}, stdio = "ignore" }: { environment?: Record<string, string>; stdio?: StdioOptions } = {},
): ChildProcess {
  const child = spawn(program, args, { stdio, env: { ...process.env, ...environment } });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  child.once("error", () => process.off("exit", kill));
  return child;
}

/** Asks a program to end, insists after two seconds, and resolves when it is gone. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), 2000);
  await gone;
  clearTimeout(insist);
}
