import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useOpened } from "./use-opened.ts";

/** An empty folder, which is removed when the file or the test that calls this has ended. */
export function useFolder(): Promise<string> {
  return useOpened(async (closeLater) => {
    const folder = await mkdtemp(join(tmpdir(), "test-"));
    closeLater(() => rm(folder, { recursive: true, force: true }));
    return folder;
  });
}
