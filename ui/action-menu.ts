import { icon } from "./icon.ts";
import { make, makeButton } from "./dom.ts";

/** Actions that are needed seldom, behind one button. */
export interface ActionMenu {
  element: HTMLElement;
  /** Names the button; a menu without an `item` that is shown has no button either. */
  update(label: string): void;
  /** Puts the focus on the button. */
  focus(): void;
}

/**
 * A button that shows and hides `items`, which are buttons or links. Escape, a press elsewhere and the choice of an item close it, and
 * the focus goes back to the button.
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
  // Before the item itself hears of it, which may want the focus elsewhere.
  panel.addEventListener("click", () => {
    panel.hidePopover();
    button.focus();
  }, { capture: true });
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

/** Below the button and as far to the end as it, or above where there is no room; it scrolls with the page. */
function place(panel: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const fitsBelow = at.bottom + height <= innerHeight;
  panel.style.top = `${scrollY + (fitsBelow ? at.bottom : at.top - height)}px`;
  panel.style.left = `${scrollX + Math.max(0, at.right - width)}px`;
}
