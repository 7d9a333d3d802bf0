import { servePages, type Pages } from "./serve-pages.ts";
import { useOpened } from "./use-opened.ts";

/** Serves the fixture pages until the file or the test has ended. */
export function usePages(): Promise<Pages> {
  return useOpened(async (closeLater) => {
    const pages = await servePages();
    closeLater(pages.close);
    return pages;
  });
}
