import { SpokenError } from "../../../src/shared/errors.ts";

/** Compiles the packaged kernels, the file at `url`. */
export async function loadKernels(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new SpokenError("unexpected", `the packaged file ${url} is missing`);
  return WebAssembly.compile(await response.arrayBuffer());
}
