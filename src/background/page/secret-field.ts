import { attribute } from "./dom.ts";

/** What the browser fills in that nobody else should hear; they stay with a field whose secret is shown for a moment. */
const secrets = new Set(["current-password", "new-password", "one-time-code", "cc-number", "cc-csc", "cc-exp", "cc-exp-month", "cc-exp-year"]);

/** Whether a field is for a secret: a password, a code, a card's number, or whatever shows dots instead of letters. */
export function isSecretField(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  const filledWith = attribute(field, "autocomplete")?.toLowerCase().split(/\s+/) ?? [];
  return field.type === "password" || filledWith.some((token) => secrets.has(token)) || isMasked(getComputedStyle(field));
}

/** Whether text of this style shows dots instead of letters. */
export function isMasked(style: CSSStyleDeclaration): boolean {
  return !["", "none"].includes(style.getPropertyValue("-webkit-text-security"));
}
