import { icon } from "./icon.ts";
import { make, makeButton } from "./dom.ts";

/** Rarely used actions behind one button. */
export interface ActionMenu {
  element: HTMLElement;
  /** Sets the button's label. The button is hidden if all items are. */
  update(label: string): void;
  /** Focuses the button. */
  focus(): void;
}

/**
 * Creates a button that shows and hides `items`, which are buttons or links. Escape, a click elsewhere and the choice of an item close the
 * menu, and the focus returns to the button.
 */
export function createActionMenu(...items: HTMLElement[]): ActionMenu {
  const panel = make("div", { className: "menu", popover: "auto" }, ...items);
  const button = makeButton("small bare more-actions", "", () => undefined);
  button.popoverTargetElement = panel;
  button.ariaExpanded = "false";
  button.append(icon("more"));
  const element = make("span", { className: "action-menu" }, button, panel);

  panel.addEventListener("beforetoggle", (event) => {
    button.ariaExpanded = String(event.newState === "open");
  });
  panel.addEventListener("toggle", (event) => {
    if (event.newState === "open") place(panel, button);
  });
  // Runs before the item's own listener, which may move the focus elsewhere.
  panel.addEventListener(
    "click",
    () => {
      panel.hidePopover();
      button.focus();
    },
    { capture: true },
  );
  return {
    element,
    update(label) {
      button.ariaLabel = label;
      button.title = label;
      element.hidden = items.every((item) => item.hidden);
    },
    focus: () => button.focus(),
  };
}

/** Places the menu below the button, or above it if there is no room, aligned with its end. It scrolls with the page. */
function place(panel: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const fitsBelow = at.bottom + height <= innerHeight;
  panel.style.top = `${scrollY + (fitsBelow ? at.bottom : at.top - height)}px`;
  panel.style.left = `${scrollX + Math.max(0, at.right - width)}px`;
}
