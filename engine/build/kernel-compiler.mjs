/**
 * @file A thread that compiles AssemblyScript: hears the compiler's arguments, answers `{ wasm }` or `{ fault }`. It is plain JavaScript and a thread of
 * its own, because the loader for TypeScript takes nine seconds to read the 13 MB of the compiler.
 */
import { parentPort } from "node:worker_threads";
import asc from "assemblyscript/asc";

async function compile(args) {
  let wasm;
  const { error, stderr } = await asc.main(args, {
    writeFile(name, contents) {
      if (name.endsWith(".wasm")) wasm = Uint8Array.from(contents);
    },
  });
  parentPort.postMessage(error || !wasm ? { fault: stderr.toString() || String(error) } : { wasm });
}

// What it throws ends the thread, and whoever asked hears it as the thread's error.
parentPort.on("message", (args) => void compile(args));
