import { byId } from "../../ui/dom.ts";

/** Sets up the field for a text. `onText` is called with what was written or pasted there. */
export function startPasteForm(onText: (text: string) => void): void {
  const field = byId("pasted", HTMLTextAreaElement);
  const button = byId("open-pasted", HTMLButtonElement);
  const showButton = (): void => void (button.disabled = field.value.trim() === "");
  field.addEventListener("input", showButton);
  byId("paste", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    onText(field.value);
    field.value = "";
    showButton();
  });
}
