import { drawnShapes, filledShapes, type PlayerShape } from "../../src/shared/player-shapes.ts";
import { makeSvg } from "./page-document.ts";

/** Creates an icon in the colour of the surrounding text. */
export function icon(shape: PlayerShape): Element {
  const isDrawn = shape in drawnShapes;
  const svg = makeSvg("svg", { class: isDrawn ? "icon drawn" : "icon", viewBox: "0 0 16 16", "aria-hidden": "true" });
  svg.append(makeSvg("path", { d: { ...filledShapes, ...drawnShapes }[shape] }));
  return svg;
}
