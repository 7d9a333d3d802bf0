import { request } from "../shared/messaging.ts";
import type { ExportWish } from "../shared/protocol.ts";
import type { OffscreenHost } from "./offscreen-host.ts";
import { articleFrom, findSelection, utteranceAt, type Find, type Gesture } from "./read-aloud.ts";
import { settingsForReading } from "./settings-store.ts";

/** Saves the selection as an audio file. Rejects like `readAloud`, and with `exportsFull`. */
export function exportSelection(gesture: Gesture, host: OffscreenHost, wish: ExportWish): Promise<void> {
  return exportFound(gesture, host, wish, findSelection);
}

/** Saves the page's article as an audio file. Rejects like `readPage`, and with `exportsFull`. */
export function exportPage(gesture: Gesture, host: OffscreenHost, wish: ExportWish): Promise<void> {
  return exportFound(gesture, host, wish, articleFrom("start"));
}

async function exportFound(gesture: Gesture, host: OffscreenHost, wish: ExportWish, find: Find): Promise<void> {
  const utterance = await utteranceAt(gesture, host, settingsForReading(), find);
  await request("offscreen", "exportText", { ...wish, utterance });
}
