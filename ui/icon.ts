const shapes = {
  play: "M4 2.6v10.8a.8.8 0 0 0 1.2.7l8.9-5.4a.8.8 0 0 0 0-1.4L5.2 1.9A.8.8 0 0 0 4 2.6Z",
  stop: "M4.6 3h6.8A1.6 1.6 0 0 1 13 4.6v6.8a1.6 1.6 0 0 1-1.6 1.6H4.6A1.6 1.6 0 0 1 3 11.4V4.6A1.6 1.6 0 0 1 4.6 3Z",
  more: "M8 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8ZM3 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8ZM13 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8Z",
  star: "m8 1.6 1.95 3.95 4.35.63-3.15 3.07.74 4.33L8 11.53l-3.9 2.05.75-4.33L1.7 6.18l4.35-.63L8 1.6Z",
};

/** A drawing of 16 by 16 in the colour of the text around it. */
export function icon(shape: keyof typeof shapes): SVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("class", `icon ${shape}`);
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", shapes[shape]);
  svg.append(path);
  return svg;
}
