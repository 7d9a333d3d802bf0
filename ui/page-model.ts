import type { ErrorCode } from "../src/shared/errors.ts";
import type { OffscreenState } from "../src/shared/protocol.ts";
import type { Settings } from "../src/shared/settings.ts";

/** What every page shows. */
export interface PageModel {
  /** `null` until the first snapshot. */
  state: OffscreenState | null;
  /** `null` until the background has answered. */
  settings: Settings | null;
  /** Why the last request on this page failed. */
  failure: ErrorCode | null;
}

/** The model before anything is known. */
export const unknownModel: PageModel = { state: null, settings: null, failure: null };
