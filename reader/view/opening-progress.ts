import { messageLocale, t } from "../../src/shared/i18n.ts";
import { setText } from "../../src/shared/set-text.ts";
import { announce } from "../../ui/announce.ts";
import { byId, setHidden } from "../../ui/dom.ts";
import type { OpenedDocument } from "../opening/sanitise.ts";

/** What is opened faster shows no progress. */
const shownAfterMs = 400;
const updateEveryMs = 200;

/** Shows how much of a document is there, while the rest of it is still being opened. */
export interface OpeningProgress {
  begin(opened: Pick<OpenedDocument, "kind" | "sectionCount">): void;
  update(sectionCount: number): void;
  /** Says what a person waits for, or null: nothing any more. */
  waitFor(what: string | null): void;
  /** Nothing more comes. `isWhole` says whether all of it is there. */
  end(isWhole: boolean): void;
}

/** Sets up the place beside the title where the progress is shown. */
export function createOpeningProgress(): OpeningProgress {
  const place = byId("opening-progress", HTMLElement);
  let opened: Pick<OpenedDocument, "kind" | "sectionCount"> | null = null;
  let count = 0;
  let waited: string | null = null;
  let beganAtMs = 0;
  let shownAtMs = 0;

  const number = (value: number): string => new Intl.NumberFormat(messageLocale()).format(value);
  const show = (): void => {
    if (!opened) return;
    shownAtMs = performance.now();
    const how = t(opened.kind === "pdf" ? "readerPageOf" : "readerPartOf", number(count), number(opened.sectionCount));
    setText(place, waited === null ? how : `${waited} ${how}`);
    setHidden(place, false);
  };

  return {
    begin(document) {
      opened = document;
      count = 0;
      waited = null;
      beganAtMs = performance.now();
      shownAtMs = 0;
      setHidden(place, true);
    },
    update(sectionCount) {
      count = sectionCount;
      const now = performance.now();
      if (now >= shownAtMs + updateEveryMs && (waited !== null || now >= beganAtMs + shownAfterMs)) show();
    },
    waitFor(what) {
      if (waited === what) return;
      waited = what;
      if (what !== null) announce(what);
      if (what !== null || !place.hidden) show();
    },
    end(isWhole) {
      // A document that was there at once needs no word.
      if (opened && isWhole && shownAtMs > 0) announce(t("readerAllThere"));
      opened = null;
      setHidden(place, true);
    },
  };
}
