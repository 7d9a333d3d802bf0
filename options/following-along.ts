import { highlightColours, highlights, type Settings } from "../src/shared/settings.ts";
import { byId, within } from "../ui/dom.ts";

/** Sets up the settings of what is shown in a page while it is read. Returns a function that shows the saved settings, also in a sample. */
export function createFollowingAlong(change: (settings: Partial<Settings>) => void): (settings: Settings) => void {
  const section = byId("following-along", HTMLElement);
  const sample = byId("highlight-sample", HTMLElement);
  const colours = byId("highlight-colours", HTMLFieldSetElement);
  const scrolls = byId("scrolls-along", HTMLInputElement);
  const jumps = byId("jumps-on-double-click", HTMLInputElement);
  const player = byId("shows-player", HTMLInputElement);
  const radio = (name: string, value: string) => within(section, `input[name="${name}"][value="${value}"]`, HTMLInputElement);

  for (const highlight of highlights) radio("highlight", highlight).addEventListener("change", () => change({ highlight }));
  for (const highlightColour of highlightColours)
    radio("highlightColour", highlightColour).addEventListener("change", () => change({ highlightColour }));
  scrolls.addEventListener("change", () => change({ scrollsAlong: scrolls.checked }));
  jumps.addEventListener("change", () => change({ jumpsOnDoubleClick: jumps.checked }));
  player.addEventListener("change", () => change({ showsPlayer: player.checked }));

  return ({ highlight, highlightColour, scrollsAlong, jumpsOnDoubleClick, showsPlayer }) => {
    radio("highlight", highlight).checked = true;
    radio("highlightColour", highlightColour).checked = true;
    colours.disabled = highlight === "off";
    sample.dataset.highlight = highlight;
    sample.dataset.colour = highlightColour;
    scrolls.checked = scrollsAlong;
    jumps.checked = jumpsOnDoubleClick;
    player.checked = showsPlayer;
  };
}
