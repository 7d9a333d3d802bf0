import { defaultSettings, type LeftOut, type Settings } from "../src/shared/settings.ts";
import { byId, within } from "../ui/dom.ts";

/** Sets up the settings of what is left out when a whole page is read. Returns a function that shows the saved settings. */
export function createWholePages(change: (settings: Partial<Settings>) => void): (settings: Settings) => void {
  const section = byId("whole-pages", HTMLElement);
  let leftOut = defaultSettings.leftOut;
  // The settings have exactly these names.
  const names = Object.keys(leftOut) as (keyof LeftOut)[];
  const boxes = names.map((name) => ({ name, box: within(section, `input[name=leftOut][value=${name}]`, HTMLInputElement) }));
  for (const { name, box } of boxes) box.addEventListener("change", () => change({ leftOut: { ...leftOut, [name]: box.checked } }));

  return (settings) => {
    ({ leftOut } = settings);
    for (const { name, box } of boxes) box.checked = leftOut[name];
  };
}
