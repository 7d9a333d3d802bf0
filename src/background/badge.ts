import browser from "webextension-polyfill";
import { t } from "../shared/i18n.ts";
import type { Narration } from "../shared/protocol.ts";

const symbols: Record<Narration["status"], string> = { idle: "", preparing: "…", speaking: "▶", paused: "❚❚" };
const failureSymbol = "!";
/** The accent colour and the error colour of `ui/styles/tokens.css`, in shades on which white text can be read. */
const colours = { status: "#0b6e69", failure: "#a3271f" };

/** Shows the narrator's status on the toolbar button. It replaces a failure shown there. */
export function showStatusBadge(status: Narration["status"]): Promise<void> {
  return showBadge(symbols[status], colours.status, t("extensionName"));
}

/** Shows a failure on the toolbar button, with `message` as its title, until the next status or `hideFailureBadge`. */
export function showFailureBadge(message: string): Promise<void> {
  return showBadge(failureSymbol, colours.failure, message);
}

/** True if the toolbar button shows a failure. */
export async function isFailureShown(): Promise<boolean> {
  return (await browser.action.getBadgeText({})) === failureSymbol;
}

/** Removes what `showFailureBadge` showed, and nothing else. */
export async function hideFailureBadge(): Promise<void> {
  if (await isFailureShown()) await showStatusBadge("idle");
}

async function showBadge(text: string, color: string, title: string): Promise<void> {
  await Promise.all([
    browser.action.setBadgeBackgroundColor({ color }),
    browser.action.setBadgeText({ text }),
    browser.action.setTitle({ title }),
  ]);
}
