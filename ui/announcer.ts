import { byId, setText } from "./dom.ts";

/** Says `text` politely to a person who listens to a screen reader; the same text twice in a row is said once. The page has a `#announcement`. */
export function announce(text: string): void {
  setText(byId("announcement", HTMLElement), text);
}
