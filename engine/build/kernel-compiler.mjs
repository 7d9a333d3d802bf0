/**
 * @file A thread that compiles AssemblyScript. It receives the compiler's arguments and answers `{ wasm }` or `{ fault }`. It is plain JavaScript in a
 * thread of its own, because the TypeScript loader takes nine seconds to read the 13 MB of the compiler.
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

// If it throws, the thread ends, and the caller receives the thread's `error` event.
parentPort.on("message", (args) => void compile(args));
