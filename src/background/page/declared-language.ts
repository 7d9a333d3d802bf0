import { attribute } from "./dom.ts";
import { outwards } from "./selected-range.ts";

/** How much of a tag is looked at, in UTF-16 units: a page can write what it likes there, and the tags that mean something are shorter. */
const longestTag = 35;

/**
 * The `lang` nearest to a node, cut where it is too long, which for what is in a slot is not the slot's; an empty string where there
 * is none. What was found before is in `known`, and what is found now is put there.
 */
export function declaredLanguage(from: Node, known = new Map<Node, string>()): string {
  let language = "";
  for (const node of outwards(from)) {
    // An empty `lang` says that the language is not known, whatever it is further out.
    const declared = known.get(node) ?? (node instanceof Element ? (attribute(node, "lang") ?? attribute(node, "xml:lang")) : null);
    if (declared === null) continue;
    language = declared.slice(0, longestTag);
    break;
  }
  known.set(from, language);
  return language;
}
