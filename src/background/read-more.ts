import browser from "webextension-polyfill";
import type { MoreRequest, MoreText } from "../shared/article.ts";
import { movedFormulas } from "../shared/formula.ts";
import { requestPage } from "../shared/messaging.ts";
import { maxGrownLength, maxSelectionLength, type Requests, type TextGrowth } from "../shared/protocol.ts";
import { leftOutOn } from "../shared/settings.ts";
import { passagesOf } from "./compose-utterance.ts";
import { findLanguages } from "./language/find-languages.ts";
import { settingsForReading } from "./settings-store.ts";
import type { TabFrame } from "./start-following.ts";

/** What the page of a text has got behind it, in the person's settings. Null if there is nothing that a voice can read, or no answer; "coming" if it will have more. */
export async function readMore({
  utteranceId,
  source: { tabId, frameId, site },
  length,
}: Parameters<Requests["background"]["readMore"]>[0]): Promise<TextGrowth | "coming" | null> {
  if (tabId === null) return null;
  const { settings } = await settingsForReading();
  const leftOut = leftOutOn(site, settings);
  const limit = Math.min(maxGrownLength, length + maxSelectionLength);
  const more = await moreIn({ tabId, frameId }, { mapId: utteranceId, length, leftOut, limit });
  if (!more || more === "coming") return more;
  const start = length + more.gap.length;
  const languages = await findLanguages({ ...more, mapId: null }, tabId, settings);
  const passages = passagesOf({ ...more, site, isPage: true }, languages, settings, start);
  if (passages.length === 0) return null;
  const formulas = settings.saysMaths && more.formulas ? movedFormulas(more.formulas, start) : undefined;
  return { text: more.gap + more.text, passages, ...(formulas && { formulas }), truncated: more.truncated && limit === maxGrownLength };
}

async function moreIn({ tabId, frameId }: TabFrame, request: MoreRequest): Promise<MoreText | "coming" | null> {
  try {
    const [injected] = await browser.scripting.executeScript({
      target: { tabId, frameIds: [frameId] },
      // A page that came into the place of the other one has no such function.
      func: (given: MoreRequest) => globalThis.readAloudMore?.(given) ?? null,
      args: [request],
    });
    // The result has the type of the function in the page.
    return (injected?.result as MoreText | null | undefined) ?? null;
  } catch {
    // The extension's own pages allow no script, but they answer requests. Otherwise the tab was closed, or scripts are not allowed any more.
    return requestPage(tabId, "readMore", request).catch(() => null);
  }
}
