import browser from "webextension-polyfill";
import { t } from "../shared/i18n.ts";
import type { Narration } from "../shared/protocol.ts";

const symbols: Record<Narration["status"], string> = { idle: "", preparing: "…", speaking: "▶", paused: "❚❚" };
const failureSymbol = "!";
/** The accent and the problem colour of `ui/styles/tokens.css`, in the shades that white text is read on. */
const colours = { status: "#0b6e69", failure: "#a3271f" };

/** Shows on the toolbar button what the narrator does, in place of a failure that it told of. */
export function showStatusBadge(status: Narration["status"]): Promise<void> {
  return showBadge(symbols[status], colours.status, t("extensionName"));
}

/** Tells of a failure on the toolbar button, with `message` as its title, until the next status or `hideFailureBadge`. */
export function showFailureBadge(message: string): Promise<void> {
  return showBadge(failureSymbol, colours.failure, message);
}

/** Whether the toolbar button tells of a failure. */
export async function isFailureShown(): Promise<boolean> {
  return (await browser.action.getBadgeText({})) === failureSymbol;
}

/** Takes back what `showFailureBadge` showed, and nothing else. */
export async function hideFailureBadge(): Promise<void> {
  if (await isFailureShown()) await showStatusBadge("idle");
}

async function showBadge(text: string, color: string, title: string): Promise<void> {
  await Promise.all([browser.action.setBadgeBackgroundColor({ color }), browser.action.setBadgeText({ text }), browser.action.setTitle({ title })]);
}
