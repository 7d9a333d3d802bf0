import type { Page } from "puppeteer-core";
import { waitFor } from "../../../tools/wait-for.ts";
import { dropDocument } from "./drop-document.ts";

/** What the reader shows after a file was opened. */
export interface ShownDocument {
  title: string;
  lang: string;
  html: string;
}

/** Drops a file on the reader. Resolves to what it shows, or to the sentence with which it refuses. */
export async function openInReader(reader: Page, name: string, content: string | Uint8Array): Promise<ShownDocument | string> {
  await dropDocument(reader, name, content);
  return waitFor(`${name} to be opened`, () =>
    reader.evaluate(() => {
      if (document.body.ariaBusy !== "false" || document.querySelector("[data-still-opening]")) return null;
      const failure = document.querySelector<HTMLElement>("#failure");
      if (failure && !failure.hidden) return failure.innerText;
      const shown = document.querySelector<HTMLElement>("#document");
      return shown && { title: document.querySelector("#title")?.textContent ?? "", lang: shown.lang, html: shown.innerHTML };
    }),
  );
}
