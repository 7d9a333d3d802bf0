import { attribute, outwards } from "./dom.ts";

/** How much of a tag is read, in UTF-16 units. A page can write anything there, and valid tags are shorter. */
const maxTagLength = 35;

/**
 * The nearest `lang` around a node, shortened to 35 UTF-16 units, or an empty string. Content in a slot does not get the slot's language.
 * `known` caches the results.
 */
export function declaredLanguage(from: Node, known = new Map<Node, string>()): string {
  let language = "";
  for (const node of outwards(from)) {
    // An empty `lang` means that the language is unknown, whatever an outer element says.
    const declared = known.get(node) ?? (node instanceof Element ? (attribute(node, "lang") ?? attribute(node, "xml:lang")) : null);
    if (declared === null) continue;
    language = declared.slice(0, maxTagLength);
    break;
  }
  known.set(from, language);
  return language;
}
