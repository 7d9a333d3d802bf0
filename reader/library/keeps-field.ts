import { keepingTimes, type Settings } from "../../src/shared/settings.ts";
import { byId } from "../../ui/dom.ts";

type KeepingTime = Settings["keepsDocuments"];

/** Sets up the choice of how long documents are kept. Returns a function that shows what is chosen. */
export function createKeepsField(choose: (keeps: KeepingTime) => void): (keeps: KeepingTime) => void {
  const field = byId("keeps-documents", HTMLSelectElement);
  field.addEventListener("change", () => {
    const chosen = keepingTimes.find((each) => each === field.value);
    if (chosen) choose(chosen);
  });
  return (keeps) => {
    field.disabled = false;
    field.value = keeps;
  };
}
