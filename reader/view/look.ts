import { maxTextSize, minTextSize, readerFonts, pdfViews, readerThemes, readerWidths, type ReaderLook } from "../../src/shared/settings.ts";
import { byId } from "../../ui/dom.ts";
import { formatShare } from "../../ui/format.ts";

const step = 0.1;

/** Sets up the choice of how a document looks. `change` is called with each new look. Returns a function that shows one. */
export function createLook(change: (look: ReaderLook) => void): (look: ReaderLook) => void {
  const form = byId("look", HTMLFormElement);
  const size = byId("text-size", HTMLInputElement);
  const sizeValue = byId("text-size-value", HTMLOutputElement);
  const button = byId("show-look", HTMLButtonElement);
  button.title = button.ariaLabel ?? "";
  Object.assign(size, { min: minTextSize, max: maxTextSize, step });
  let shown: ReaderLook | null = null;

  form.addEventListener("input", () => {
    if (!shown) return;
    const chosen = new FormData(form);
    const find = <T extends string>(name: string, all: readonly T[], otherwise: T): T =>
      all.find((each) => each === chosen.get(name)) ?? otherwise;
    change({
      font: find("font", readerFonts, shown.font),
      width: find("width", readerWidths, shown.width),
      theme: find("theme", readerThemes, shown.theme),
      pdfView: find("pdfView", pdfViews, shown.pdfView),
      textSize: size.valueAsNumber,
    });
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  return (look) => {
    shown = look;
    const { documentElement: root } = document;
    Object.assign(root.dataset, { font: look.font, width: look.width, theme: look.theme });
    root.style.setProperty("--text-scale", String(look.textSize));
    size.value = String(look.textSize);
    sizeValue.value = formatShare(look.textSize);
    for (const name of ["font", "width", "theme", "pdfView"] as const) {
      const choice = form.querySelector<HTMLInputElement>(`[name="${name}"][value="${look[name]}"]`);
      if (choice) choice.checked = true;
    }
  };
}
