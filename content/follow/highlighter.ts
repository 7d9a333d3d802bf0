import type { FollowSettings } from "../../src/shared/settings.ts";
import { documentSelection } from "../text/dom.ts";
import { adoptSheet, dropSheet, type StyledRoot } from "./adopted-sheets.ts";
import { elementAround } from "./ranges.ts";
import { highlightStyles, sentenceHighlight, wordHighlight } from "./highlight-styles.ts";
import { shadeAt } from "./shade.ts";

/** Draws the sentence and the word that are heard. The page's DOM is not changed. */
export interface Highlighter {
  /** Draws a sentence in place of the one before. Without ranges nothing is drawn. */
  drawSentence(ranges: readonly Range[], settings: Pick<FollowSettings, "highlight" | "highlightColour">): void;
  /** Draws a word in place of the one before. */
  drawWord(ranges: readonly Range[], settings: Pick<FollowSettings, "highlight">): void;
  /** Takes everything out of the page. */
  remove(): void;
}

/**
 * Creates the highlighter of this document.
 *
 * Firefox applies a document's style to highlights only outside of shadow roots, so the sheet is adopted by each root in which something is
 * drawn, and only while it is.
 */
export function createHighlighter(): Highlighter {
  const sheet = new CSSStyleSheet();
  const sentence = new Highlight();
  const word = new Highlight();
  // The page may have highlights of its own, of priority 0.
  sentence.priority = 1;
  word.priority = 2;
  let styles = "";
  let roots = new Set<StyledRoot>();

  const adopt = (wanted: Set<StyledRoot>): void => {
    for (const root of roots) if (!wanted.has(root)) dropSheet(root, sheet);
    // Again each time: a page that sets its own sheets drops this one.
    for (const root of wanted) adoptSheet(root, sheet);
    roots = wanted;
  };

  const fill = (highlight: Highlight, name: string, ranges: readonly Range[]): void => {
    highlight.clear();
    for (const range of ranges) highlight.add(range);
    if (ranges.length > 0) CSS.highlights.set(name, highlight);
    else CSS.highlights.delete(name);
  };

  return {
    drawSentence(ranges, { highlight, highlightColour }) {
      const around = ranges[0] && elementAround(ranges[0]);
      if (around && highlight !== "off") {
        const wanted = highlightStyles(highlightColour, shadeAt(around), isCovered());
        if (wanted !== styles) sheet.replaceSync((styles = wanted));
        adopt(new Set(ranges.map(rootOf).filter((root) => root !== null)));
      } else adopt(new Set());
      fill(sentence, sentenceHighlight, highlight === "both" || highlight === "sentence" ? ranges : []);
    },
    drawWord: (ranges, { highlight }) => fill(word, wordHighlight, highlight === "both" || highlight === "word" ? ranges : []),
    remove() {
      CSS.highlights.delete(sentenceHighlight);
      CSS.highlights.delete(wordHighlight);
      adopt(new Set());
    },
  };
}

/** Only Firefox knows this property. There a selection hides what a highlight says of the colour of its text. */
const isFirefox = CSS.supports("-moz-appearance: none");

const isCovered = (): boolean => isFirefox && documentSelection()?.isCollapsed === false;

function rootOf({ startContainer }: Range): StyledRoot | null {
  const root = Node.prototype.getRootNode.call(startContainer);
  return root instanceof ShadowRoot || root instanceof Document ? root : null;
}
