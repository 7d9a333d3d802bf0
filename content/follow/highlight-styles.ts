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

/** The colours of each palette. Text has a contrast of 7:1 or more to its background, whatever the page's own colours are. */
export const palettes: Record<FollowSettings["highlightColour"], Record<Shade, { sentence: Pair; word: Pair }>> = {
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

const rule = (name: string, { back, text }: Pair, more = ""): string =>
  `::highlight(${name}) { background-color: ${back}; color: ${text}; -webkit-text-fill-color: ${text}; text-shadow: none;${more} }`;

/** A line tells the word apart also for those who do not see the colours. */
const underlined = (colour: string): string => ` text-decoration: underline 0.12em ${colour};`;

/**
 * The browser paints a selection over highlights, and what is read is often selected. So the selection is only a tint meanwhile; its text has
 * the colour of what is under it.
 */
const tintedSelection = "::selection { background-color: color-mix(in srgb, Highlight 18%, transparent) !important; }";

/** The style sheet of both highlights. With forced colours it uses those of the system. */
export function highlightStyles(colour: FollowSettings["highlightColour"], shade: Shade): string {
  const { sentence, word } = palettes[colour][shade];
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
