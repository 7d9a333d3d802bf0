import type { Page } from "puppeteer-core";

/** Drops a file on a page, as from the desktop. */
export async function dropDocument(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  await page.evaluate(
    (fileName, base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], fileName));
      for (const type of ["dragover", "drop"])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    name,
    Buffer.from(content).toString("base64"),
  );
}
