import { byId } from "./dom.ts";
import { setText } from "../src/shared/set-text.ts";

/**
 * Announces `text` politely to screen readers. The same text twice in a row is announced once. The page must have an element
 * `#announcement`.
 */
export function announce(text: string): void {
  setText(byId("announcement", HTMLElement), text);
}
