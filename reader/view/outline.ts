import { byId, make, setHidden } from "../../ui/dom.ts";
import { icon } from "../../ui/icon.ts";
import type { OpenedDocument } from "../opening/sanitise.ts";

type Entry = OpenedDocument["outline"][number];

/** Sets up the outline. `go` is called with the entry that was chosen. Returns a function that shows the outline of a document. */
export function createOutline(go: (entry: Entry) => void): (outline: readonly Entry[]) => void {
  const button = byId("show-outline", HTMLButtonElement);
  button.title = button.ariaLabel ?? "";
  button.append(icon("text"));
  const list = byId("outline-list", HTMLUListElement);
  return (outline) => {
    // One entry leads nowhere but to the beginning.
    setHidden(button, outline.length < 2);
    const highest = Math.min(...outline.map(({ level }) => level));
    list.replaceChildren(
      ...outline.map((entry) => {
        const link = make("button", { type: "button", dir: "auto" }, entry.title);
        link.style.setProperty("--level", String(entry.level - highest));
        link.addEventListener("click", () => {
          byId("outline", HTMLElement).hidePopover();
          go(entry);
        });
        return make("li", {}, link);
      }),
    );
  };
}
