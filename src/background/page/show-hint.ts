/**
 * Shows `message` for a few seconds in a corner of the page it runs in. It is sent to the page as source text, so it uses nothing
 * from outside itself.
 */
export function showHintInPage(message: string): void {
  const id = "read-aloud-hint";
  document.getElementById(id)?.remove();
  const host = document.createElement("div");
  host.id = id;
  host.style.cssText = "all: initial; position: fixed; inset: auto 16px 16px auto; z-index: 2147483647;";
  const shadow = host.attachShadow({ mode: "closed" });
  const hint = document.createElement("div");
  hint.setAttribute("role", "status");
  hint.style.cssText =
    "font: 14px/1.45 system-ui, sans-serif; max-width: 320px; padding: 12px 16px; border-radius: 12px; color: #f5f4ff; " +
    "background: #26243a; box-shadow: 0 6px 24px rgb(0 0 0 / 0.3); border: 1px solid rgb(255 255 255 / 0.16);";
  hint.textContent = message;
  shadow.append(hint);
  document.documentElement.append(host);
  setTimeout(() => host.remove(), 5_000);
}
