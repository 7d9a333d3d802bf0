import { t } from "../src/shared/i18n.ts";
import { byId, make } from "../ui/dom.ts";
import type { LineProblem } from "./pronunciation-file.ts";

/** More lines are only counted. */
const mostShown = 20;

const messages: Record<LineProblem["reason"], string> = {
  empty: "pronunciationLineEmpty",
  long: "pronunciationLineLong",
  pattern: "pronunciationLinePattern",
  unknown: "pronunciationLineUnknown",
  known: "pronunciationLineKnown",
  full: "pronunciationLineFull",
};

/** Sets up what is told of a file that was read. Returns a function that shows the lines that are no entries. */
export function createPronunciationImport(): (problems: readonly LineProblem[]) => void {
  const element = byId("pronunciation-lines", HTMLElement);
  return (problems) => {
    element.hidden = problems.length === 0;
    element.replaceChildren(
      make("p", {}, t("pronunciationImportProblems", String(problems.length))),
      make("ul", {}, ...problems.slice(0, mostShown).map(({ line, reason }) => make("li", {}, t(messages[reason], String(line))))),
      ...(problems.length > mostShown ? [make("p", {}, "…")] : []),
    );
  };
}
