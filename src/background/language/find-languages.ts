import browser from "webextension-polyfill";
import type { Selection } from "../../shared/selection.ts";
import { cutSpans } from "./cut-spans.ts";
import { nameLanguages, type NamedSpan } from "./name-languages.ts";

/** Longest wait for the browser's word on a text or a whole page, in milliseconds: while a page is loading it comes only at the end. */
const patienceMs = 250;

/** The languages of a selection, part by part; the parts cover its text. `tabId` is the tab that it is in, if it is in one. */
export function findLanguages({ text, stretches }: Selection, tabId: number | undefined): Promise<NamedSpan[]> {
  return nameLanguages(text, cutSpans(text, stretches), {
    detect: (sample) => orLate(browser.i18n.detectLanguage(sample)),
    async likely() {
      const page = tabId === undefined || tabId < 0 ? undefined : await orLate(browser.tabs.detectLanguage(tabId));
      return [page ?? "", browser.i18n.getUILanguage()];
    },
  });
}

/** What `answer` resolves with; undefined if it comes too late or rejects, as some pages, such as the browser's own, have no language to tell. */
async function orLate<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs, undefined));
  return Promise.race([answer.catch(() => undefined), late]);
}
