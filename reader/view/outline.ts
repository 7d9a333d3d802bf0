import { byId, make, setHidden } from "../../ui/dom.ts";
import { icon } from "../../ui/icon.ts";
import type { OutlineEntry } from "../opening/sanitise.ts";

/** The list of what a document has. */
export interface Outline {
  /** Forgets all entries: another document is shown. */
  reset(): void;
  append(entries: readonly OutlineEntry[]): void;
}

/** Sets up the outline. `go` is called with the entry that was chosen. */
export function createOutline(go: (entry: OutlineEntry) => void): Outline {
  const button = byId("show-outline", HTMLButtonElement);
  button.title = button.ariaLabel ?? "";
  button.append(icon("text"));
  const list = byId("outline-list", HTMLUListElement);
  let highest = Infinity;
  return {
    reset() {
      list.replaceChildren();
      highest = Infinity;
      setHidden(button, true);
    },
    append(entries) {
      for (const entry of entries) {
        const link = make("button", { type: "button", dir: "auto" }, entry.title);
        link.style.setProperty("--level", String(entry.level));
        link.addEventListener("click", () => {
          byId("outline", HTMLElement).hidePopover();
          go(entry);
        });
        list.append(make("li", {}, link));
        highest = Math.min(highest, entry.level);
      }
      if (highest < Infinity) list.style.setProperty("--highest-level", String(highest));
      // One entry leads nowhere but to the beginning.
      setHidden(button, list.childElementCount < 2);
    },
  };
}
