import { drawnShapes, filledShapes } from "../src/shared/player-shapes.ts";

const filled = {
  ...filledShapes,
  stop: "M4.6 3h6.8A1.6 1.6 0 0 1 13 4.6v6.8a1.6 1.6 0 0 1-1.6 1.6H4.6A1.6 1.6 0 0 1 3 11.4V4.6A1.6 1.6 0 0 1 4.6 3Z",
  text: "M2 3.2h12v1.5H2zM2 7.2h8v1.5H2zM2 11.2h10v1.5H2z",
  keys: "M2.2 3.5h11.6A1.2 1.2 0 0 1 15 4.7v6.6a1.2 1.2 0 0 1-1.2 1.2H2.2A1.2 1.2 0 0 1 1 11.3V4.7a1.2 1.2 0 0 1 1.2-1.2ZM3 5.3v1.5h1.5V5.3Zm2.8 0v1.5h1.5V5.3Zm2.9 0v1.5h1.5V5.3Zm2.8 0v1.5H13V5.3ZM4.5 9v1.5h7V9Z",
  puzzle:
    "M6.2 2.9a1.8 1.8 0 0 1 3.6 0v.6h2.5A1.2 1.2 0 0 1 13.5 4.7v2.4h-.6a1.8 1.8 0 0 0 0 3.6h.6v2.3a1.2 1.2 0 0 1-1.2 1.2H3.7A1.2 1.2 0 0 1 2.5 13v-2.3h.6a1.8 1.8 0 0 0 0-3.6h-.6V4.7a1.2 1.2 0 0 1 1.2-1.2h2.5Z",
  star: "m8 1.6 1.95 3.95 4.35.63-3.15 3.07.74 4.33L8 11.53l-3.9 2.05.75-4.33L1.7 6.18l4.35-.63L8 1.6Z",
};
const drawn = {
  ...drawnShapes,
  moon: "M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7Z",
  up: "m3.8 9.8 4.2-4.2 4.2 4.2",
  down: "m3.8 6.2 4.2 4.2 4.2-4.2",
  pencil: "m3 13 .8-3 6.8-6.8a1.2 1.2 0 0 1 1.7 0l.5.5a1.2 1.2 0 0 1 0 1.7L6 12.2 3 13Z",
  add: "M8 3v10M3 8h10",
  save: "M8 2.2v7.6M4.6 6.6 8 10l3.4-3.4M2.8 13.2h10.4",
  book: "M8 3.6C6.4 2.6 4.4 2.3 2 2.4v10.2c2.4-.1 4.4.2 6 1.2 1.6-1 3.6-1.3 6-1.2V2.4c-2.4-.1-4.4.2-6 1.2ZM8 3.6v10.2",
  page: "M4 1.8h5.2L12.6 5.2v8a1 1 0 0 1-1 1H4.4a1 1 0 0 1-1-1V2.8a1 1 0 0 1 1-1ZM9 2v3.4h3.4M5.8 8.4h4.4M5.8 11h4.4",
};

/** Creates an icon of 16 by 16 in the colour of the surrounding text. */
export function icon(shape: keyof typeof filled | keyof typeof drawn): SVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("class", `icon ${shape} ${shape in drawn ? "drawn" : ""}`.trimEnd());
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", { ...filled, ...drawn }[shape]);
  svg.append(path);
  return svg;
}
