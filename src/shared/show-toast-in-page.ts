import type { Toast } from "./protocol.ts";

/**
 * Shows a toast in a corner of the page, in place of an earlier one, for as long as it takes to read. The time runs while the page is
 * visible and the pointer is not on the toast. The function is sent to the page as source code, so it uses nothing from outside itself.
 */
export function showToastInPage({ message, role, dismiss, language }: Toast): void {
  const id = "read-aloud-toast";
  const tickMs = 250;
  let leftMs = 4_000 + 60 * message.length;

  const make = (style: string, ...children: Node[]): HTMLElement => {
    const element = document.createElement("div");
    element.style.cssText = style;
    element.append(...children);
    return element;
  };
  const makeCross = (): SVGElement => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 12 12");
    svg.style.cssText = "display: block; width: 12px; height: 12px; stroke: currentcolor; stroke-width: 1.5; stroke-linecap: round;";
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", "M2 2l8 8M10 2l-8 8");
    svg.append(path);
    return svg;
  };

  document.getElementById(id)?.remove();
  // The colours are those of `src/shared/styles/colours.css`. It is above the docked player, which would hide a part of it in a narrow window.
  const host = make("all: initial; color-scheme: light dark; position: fixed; inset: auto 16px 124px auto; z-index: 2147483647;");
  host.id = id;
  const text = make("flex: 1; min-width: 0;");
  text.setAttribute("role", role);
  const close = document.createElement("button");
  close.type = "button";
  close.setAttribute("aria-label", dismiss);
  close.style.cssText =
    "flex: none; margin: -4px -8px -4px 0; padding: 8px; border: 0; border-radius: 8px; background: none; color: inherit; cursor: pointer;";
  close.append(makeCross());
  const toast = make(
    "display: flex; align-items: start; gap: 12px; box-sizing: border-box; max-width: min(360px, calc(100vw - 32px)); padding: 12px 16px; border-radius: 12px; " +
      "font: 14px/1.45 system-ui, sans-serif; color: light-dark(#ffffff, #e9efee); background: light-dark(#08544f, #1d3533); " +
      "border: 1px solid light-dark(#0b6e69, #5ed3c6); box-shadow: 0 6px 24px rgb(0 0 0 / 0.3);",
    text,
    close,
  );
  toast.lang = language;
  host.attachShadow({ mode: "closed" }).append(toast);
  document.documentElement.append(host);
  // A change inside a live region is announced. A region that is inserted with its text may not be.
  text.textContent = message;

  const timer = setInterval(() => {
    if (document.visibilityState === "visible" && !host.matches(":hover, :focus-within")) leftMs -= tickMs;
    if (leftMs <= 0 || !host.isConnected) remove();
  }, tickMs);
  const remove = (): void => {
    clearInterval(timer);
    host.remove();
  };
  close.addEventListener("click", remove);
}
