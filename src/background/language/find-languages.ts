import browser from "webextension-polyfill";
import { detectionTimeoutMs, pageLanguageOf } from "../../shared/page-language.ts";
import type { Selection } from "../../shared/selection.ts";
import type { Settings } from "../../shared/settings.ts";
import { orUndefined } from "../../shared/with-timeout.ts";
import { splitSpans } from "./split-spans.ts";
import { withoutFormulas } from "./without-formulas.ts";
import { nameLanguages, type NamedSpan } from "./name-languages.ts";

/** The language of each part of a selection. The parts cover the whole text. `tabId` is the selection's tab, if it has one. */
export function findLanguages(
  { text, ranges, formulas }: Selection,
  tabId: number | undefined,
  { mixesLanguages }: Pick<Settings, "mixesLanguages">,
): Promise<NamedSpan[]> {
  const words = withoutFormulas(text, formulas ?? []);
  return nameLanguages(words, splitSpans(words, ranges), {
    detect: (sample) => orUndefined(browser.i18n.detectLanguage(sample), detectionTimeoutMs),
    likely: async () => [(await pageLanguageOf(tabId)) ?? "", browser.i18n.getUILanguage()],
    mixes: mixesLanguages,
  });
}
