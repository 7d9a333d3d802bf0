import type { ErrorCode } from "../src/shared/errors.ts";
import type { OffscreenState, SelectionStart } from "../src/shared/protocol.ts";
import type { Settings } from "../src/shared/settings.ts";

/** All that the popup shows. */
export interface PopupModel {
  /** `null` until the first snapshot. */
  state: OffscreenState | null;
  /** `null` until the background has answered. */
  settings: Settings | null;
  /** The base language whose voices are listed; `null` until the page's language is known. */
  language: string | null;
  /** How what is selected on the page begins; `null` where nothing is, or until it is known. */
  selection: SelectionStart | null;
  /** Why the last thing that was asked of the extension here was refused. */
  failure: ErrorCode | null;
}
