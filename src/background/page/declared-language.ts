import { attribute } from "./dom.ts";
import { outwards } from "./selected-range.ts";

/** Longest language tag that is meant as one, in UTF-16 units: a page can write what it likes there. */
const longestTag = 35;

/**
 * The `lang` nearest to a node, which for what is in a slot is not the slot's; an empty string where there is none, or none that is
 * meant as one. What was found before is in `known`, and what is found now is put there.
 */
export function declaredLanguage(from: Node, known = new Map<Node, string>()): string {
  let language = "";
  for (const node of outwards(from)) {
    // An empty `lang` says that the language is not known, whatever it is further out.
    const declared = known.get(node) ?? (node instanceof Element ? (attribute(node, "lang") ?? attribute(node, "xml:lang")) : null);
    if (declared === null) continue;
    if (declared.length <= longestTag) language = declared;
    break;
  }
  known.set(from, language);
  return language;
}
