/** @file `npm run dev`: builds the engine and its demo, serves them on this machine, and reloads the page when a source changes. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildDemo } from "./build-demo.ts";
import { startServer } from "./start-server.ts";

/** A demo that is being served. */
export interface ServedDemo {
  /** Its address, such as `http://127.0.0.1:8080`. */
  readonly origin: string;
  close(): Promise<void>;
}

/** How the demo is served: on a free port and without watching where it is not said. */
export interface ServeOptions {
  port?: number;
  /** Builds again what changes, and reloads the pages that are open. */
  watch?: boolean;
}

/** Builds the engine's files and the demo into a folder of their own and serves them. Rejects when they do not build, or when `port` is taken. */
export async function serveDemo({ port = 0, watch = false }: ServeOptions = {}): Promise<ServedDemo> {
  const out = await mkdtemp(join(tmpdir(), "engine-demo-"));
  const removeOut = (): Promise<void> => rm(out, { recursive: true, force: true, maxRetries: 5 });
  const pages = new Set<() => void>();
  try {
    const build = await buildDemo(out, watch ? () => pages.forEach((reload) => reload()) : undefined);
    const server = await startServer([import.meta.dirname, out], port, pages).catch(async (thrown: unknown) => {
      await build.stop();
      throw thrown;
    });
    return {
      origin: server.origin,
      async close() {
        await Promise.all([server.close(), build.stop()]);
        await removeOut();
      },
    };
  } catch (thrown) {
    await removeOut();
    throw thrown;
  }
}

/** Serves the demo to a person until Ctrl+C: prints its address, watches the sources. The environment's `PORT` names another port than 8080. */
export async function runDemo(): Promise<void> {
  const port = Number(process.env["PORT"] ?? 8080);
  const demo = await serveDemo({ port, watch: true }).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== "EADDRINUSE") throw thrown;
    process.stderr.write(`Port ${port} is taken. Choose another: PORT=8081 npm run dev\n`);
    process.exit(1);
  });
  process.stdout.write(`The demo is at ${demo.origin} and follows every change. Ctrl+C ends it.\n`);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void demo.close().then(() => process.exit()));
}

const isMain = process.argv[1] !== undefined && resolve(process.argv[1]) === resolve(import.meta.filename);
if (isMain) await runDemo();
