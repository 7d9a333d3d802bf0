import { attribute } from "./dom.ts";

/** What browsers autofill and nobody else should hear. The attribute stays when the user shows the password for a moment. */
const secrets = new Set([
  "current-password",
  "new-password",
  "one-time-code",
  "cc-number",
  "cc-csc",
  "cc-exp",
  "cc-exp-month",
  "cc-exp-year",
]);

/** True if a field is for a secret: a password, a code, a card number, or anything shown as dots. */
export function isSecretField(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  const filledWith = attribute(field, "autocomplete")?.toLowerCase().split(/\s+/) ?? [];
  return field.type === "password" || filledWith.some((token) => secrets.has(token)) || isMasked(getComputedStyle(field));
}

/** True if text in this style is shown as dots. */
export function isMasked(style: CSSStyleDeclaration): boolean {
  return !["", "none"].includes(style.getPropertyValue("-webkit-text-security"));
}
