import browser from "webextension-polyfill";
import type { Narration } from "../shared/protocol.ts";

const symbols: Record<Narration["status"], string> = { idle: "", preparing: "…", speaking: "▶", paused: "❚❚" };

/** Shows on the toolbar button what the narrator does. */
export async function showStatusBadge(status: Narration["status"]): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ color: "#5b4bd6" });
  await browser.action.setBadgeText({ text: symbols[status] });
}
