import { SpokenError } from "../../../../src/shared/errors.ts";
import { BOARD_FLOATS, leadCrew } from "./crew.ts";
import type { CrewRequest } from "./crew-worker.ts";
import { makeWorkshop, MOST_PAGES, type Workshop } from "./kernels.ts";
import { shareKernels } from "./shared-kernels.ts";

/** Opens a workshop with the packaged kernels (`assetsUrl` is the extension's root); more than one thread needs a cross-origin isolated worker. */
export async function openWorkshop(assetsUrl: string, threads: number): Promise<Workshop> {
  const memory = threads > 1 ? sharedMemory() : undefined;
  if (!memory) return makeWorkshop(await load(`${assetsUrl}offscreen/kernels.wasm`), new WebAssembly.Memory({ initial: 1 }));
  const module = await load(`${assetsUrl}offscreen/kernels-shared.wasm`);
  const workshop = makeWorkshop(module, memory);
  const board = workshop.reserve(BOARD_FLOATS);
  for (let helper = 1; helper < threads; helper++) {
    const worker = new Worker(`${assetsUrl}offscreen/crew-worker.js`, { type: "module" });
    worker.postMessage({ module, memory, board } satisfies CrewRequest);
  }
  return { ...workshop, kernels: shareKernels(workshop.kernels, leadCrew(memory, board, workshop.kernels)) };
}

/** Where so much address space is not to be had, one thread does the work. */
function sharedMemory(): WebAssembly.Memory | undefined {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  } catch {
    return undefined;
  }
}

async function load(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new SpokenError("unexpected", `the packaged file ${url} is missing`);
  return WebAssembly.compile(await response.arrayBuffer());
}
