import { movedFormulas } from "../../src/shared/formula.ts";
import type { Selection } from "../../src/shared/selection.ts";
import type { BuiltText } from "../text/text-builder.ts";
import { textMap, type TextMap } from "../text/text-map.ts";

/** A text of the page with its map, which is not kept yet. */
export interface MappedText extends Omit<Selection, "mapId"> {
  map: TextMap;
}

/** A text and its map without the first `start` units and the gap behind them. Null if nothing is left. */
export function textAfter({ pieces, ...built }: BuiltText, start: number): MappedText | null {
  const left = built.text.slice(start);
  const from = start + left.length - left.trimStart().length;
  const text = built.text.slice(from);
  if (text === "") return null;
  const whole = textMap(built.text, pieces);
  const formulas = movedFormulas(built.formulas ?? [], -from).filter(({ start }) => start >= 0);
  return {
    text,
    truncated: built.truncated,
    ranges: built.ranges
      .filter(({ end }) => end > from)
      .map((range) => ({ ...range, start: Math.max(0, range.start - from), end: range.end - from })),
    ...(formulas.length > 0 && { formulas }),
    map: {
      text,
      rangesOf: (first, last) => whole.rangesOf(first + from, last + from),
      offsetAt(node, offset) {
        const found = whole.offsetAt(node, offset);
        return found !== undefined && found >= from ? found - from : undefined;
      },
    },
  };
}
