import type { FollowSettings } from "../../src/shared/settings.ts";

/** The names of the highlights in `CSS.highlights`. */
export const sentenceHighlight = "read-aloud-sentence";
export const wordHighlight = "read-aloud-word";

/** The kind of page at a place: dark text on light, or light text on dark. */
export type Shade = "light" | "dark";

/** A background, and text on it. */
interface Pair {
  back: string;
  text: string;
}

interface Pairs {
  sentence: Pair;
  word: Pair;
}

/** The colours of each palette. Text has a contrast of 7:1 or more to its background, whatever the page's own colours are. */
export const palettes: Record<FollowSettings["highlightColour"], Record<Shade, Pairs>> = {
  yellow: {
    light: { sentence: { back: "#fff3b0", text: "#1f1a00" }, word: { back: "#ffd000", text: "#1a1400" } },
    dark: { sentence: { back: "#4a3f00", text: "#fff8d6" }, word: { back: "#ffd83d", text: "#1a1400" } },
  },
  green: {
    light: { sentence: { back: "#d3f5d6", text: "#06210b" }, word: { back: "#5fd873", text: "#04190a" } },
    dark: { sentence: { back: "#0f4420", text: "#e6ffea" }, word: { back: "#6fe585", text: "#04190a" } },
  },
  blue: {
    light: { sentence: { back: "#d6e8ff", text: "#071c36" }, word: { back: "#7db8ff", text: "#04152b" } },
    dark: { sentence: { back: "#123a6b", text: "#e8f2ff" }, word: { back: "#8ec2ff", text: "#04152b" } },
  },
  pink: {
    light: { sentence: { back: "#ffdcec", text: "#3a0620" }, word: { back: "#ff9ac6", text: "#2e0018" } },
    dark: { sentence: { back: "#5c1438", text: "#ffeaf4" }, word: { back: "#ffa6cf", text: "#2e0018" } },
  },
};

/**
 * On a dark page, for the browser in which selected text keeps the page's colour whatever the highlight under it says: light text must be
 * read on the word too. The text of the word is the least that it can be read with, 4.5:1.
 */
export const selectedWords: Record<FollowSettings["highlightColour"], Pair> = {
  yellow: { back: "#7a6800", text: "#fff8d6" },
  green: { back: "#1b7538", text: "#e6ffea" },
  blue: { back: "#2465b8", text: "#e8f2ff" },
  pink: { back: "#a02a64", text: "#ffeaf4" },
};

const rule = (name: string, { back, text }: Pair, more = ""): string =>
  `::highlight(${name}) { background-color: ${back}; color: ${text}; -webkit-text-fill-color: ${text}; text-shadow: none;${more} }`;

/** A line tells the word apart also for those who do not see the colours. */
const underlined = (colour: string): string => ` text-decoration: underline 0.12em ${colour};`;

/**
 * The browser paints a selection over highlights, and what is read is often selected. So the selection is only a tint meanwhile. Its text has
 * the colour of what is under it, also where the page gives its selections a colour: the highlight's in Chromium, the element's in Firefox.
 */
const tintedSelection = [
  "::selection {",
  "background-color: color-mix(in srgb, Highlight 18%, transparent) !important;",
  "color: currentcolor !important;",
  "-webkit-text-fill-color: currentcolor !important;",
  "}",
].join(" ");

/** The style sheet of both highlights. With forced colours it uses those of the system. `isCovered`: a selection decides the text's colour. */
export function highlightStyles(colour: FollowSettings["highlightColour"], shade: Shade, isCovered = false): string {
  const { sentence } = palettes[colour][shade];
  const word = isCovered && shade === "dark" ? selectedWords[colour] : palettes[colour][shade].word;
  return [
    rule(sentenceHighlight, sentence),
    rule(wordHighlight, word, underlined(word.text)),
    `@media (forced-colors: none) { ${tintedSelection} }`,
    "@media (forced-colors: active) {",
    rule(sentenceHighlight, { back: "Mark", text: "MarkText" }),
    rule(wordHighlight, { back: "Highlight", text: "HighlightText" }, underlined("HighlightText")),
    "}",
  ].join("\n");
}
