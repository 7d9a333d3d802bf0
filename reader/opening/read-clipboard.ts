import { UserFacingError } from "../../src/shared/errors.ts";

/** The text in the clipboard. The browser may ask the person. Rejects with `clipboardRefused`, or `clipboardEmpty` if there is no text. */
export async function readClipboard(): Promise<string> {
  let text: string;
  try {
    text = await navigator.clipboard.readText();
  } catch (thrown) {
    throw new UserFacingError("clipboardRefused", String(thrown));
  }
  if (text.trim() === "") throw new UserFacingError("clipboardEmpty");
  return text;
}
