import { messageLocale, t } from "../shared/i18n.ts";
import { request } from "../shared/messaging.ts";
import type { OffscreenHost } from "./offscreen-host.ts";
import { articleFrom, findSelection, hintsAbout, utteranceAt, type Find, type Gesture } from "./read-aloud.ts";
import { settingsForReading } from "./settings-store.ts";
import { showToast } from "./toast.ts";

/** What came of adding a text to the queue. */
export interface Enqueued {
  /** How many texts are in the queue. */
  count: number;
  /** What the user should know of the text, in sentences. */
  hints: string[];
}

/** Adds the selection to the queue. Rejects like `readAloud`, and with `queueFull`. */
export function enqueueSelection(gesture: Gesture, host: OffscreenHost): Promise<Enqueued> {
  return enqueue(gesture, host, findSelection);
}

/** Adds the page's article to the queue. Rejects like `readPage`, and with `queueFull`. */
export function enqueuePage(gesture: Gesture, host: OffscreenHost): Promise<Enqueued> {
  return enqueue(gesture, host, articleFrom("start"));
}

async function enqueue(gesture: Gesture, host: OffscreenHost, find: Find): Promise<Enqueued> {
  const reading = settingsForReading();
  const utterance = await utteranceAt(gesture, host, reading, find);
  const count = await request("offscreen", "enqueue", utterance);
  return { count, hints: hintsAbout(utterance, (await reading).failure) };
}

/** Says in a tab that a text was added. */
export async function confirmEnqueued(tabId: number | undefined, { count, hints }: Enqueued): Promise<void> {
  const added = t("queueAdded", new Intl.NumberFormat(messageLocale()).format(count));
  await showToast(tabId, [added, ...hints].join(" "), "status");
}
