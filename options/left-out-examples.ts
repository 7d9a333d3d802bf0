import { t } from "../src/shared/i18n.ts";
import type { LeftOut } from "../src/shared/settings.ts";
import { make } from "../ui/dom.ts";

/** A choice that has an example. */
export type ExampleName = Exclude<keyof LeftOut, "citationsInSelections">;

/** Makes what a page would show, for one choice. */
export function makeExample(name: ExampleName): HTMLElement {
  switch (name) {
    case "citations":
      return paragraph("exampleCitations");
    case "brackets":
      return paragraph("exampleBrackets");
    case "code":
      return make("div", {}, paragraph("exampleCode"), make("pre", {}, make("code", {}, 'print("Hello");')));
    case "tables":
      return table(t("exampleTable"));
    case "figures":
      return make("div", {}, make("img", { src: "../icons/icon-128.png", alt: t("exampleFigures"), width: 64, height: 64 }));
    case "captions":
      return make("figure", {}, make("figcaption", {}, t("exampleCaptions")));
    case "addresses":
      return paragraph("exampleAddresses");
    case "emoji":
      return paragraph("exampleEmoji");
    case "hashtags":
      return paragraph("exampleHashtags");
    case "quotesInOtherVoice":
      return paragraph("exampleQuotes");
  }
}

const paragraph = (key: string): HTMLElement => make("p", {}, t(key));

/** A table from lines of cells; the first line has the headers. */
function table(lines: string): HTMLTableElement {
  const [head = [], ...rows] = lines.split(";").map((line) => line.split("|"));
  const row = (tag: "td" | "th", cells: string[]) => make("tr", {}, ...cells.map((cell) => make(tag, {}, cell)));
  return make("table", {}, make("thead", {}, row("th", head)), make("tbody", {}, ...rows.map((cells) => row("td", cells))));
}
