import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { waitFor } from "../../../tools/wait-for.ts";

/** A folder for what the browser of a page downloads. */
export interface Downloads {
  /** Lets another browser download into the same folder. */
  of(page: Page): Promise<void>;
  /** The bytes of a file that is downloaded completely; it is deleted afterwards. */
  take(fileName: string): Promise<Buffer>;
  remove(): Promise<void>;
}

/** Lets the browser download without asking, into a folder of its own. */
export async function useDownloads(page: Page): Promise<Downloads> {
  const downloadPath = await mkdtemp(join(tmpdir(), "downloads-"));
  const of = async (opened: Page): Promise<void> => {
    const session = await opened.createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath });
  };
  await of(page);
  return {
    of,
    async take(fileName) {
      await waitFor(`${fileName} to be downloaded`, async () => {
        const names = await readdir(downloadPath);
        return names.includes(fileName) && !names.some((name) => name.endsWith(".crdownload"));
      });
      const bytes = await readFile(join(downloadPath, fileName));
      await rm(join(downloadPath, fileName));
      return bytes;
    },
    remove: () => rm(downloadPath, { recursive: true, force: true }),
  };
}
