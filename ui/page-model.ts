import type { ErrorCode } from "../src/shared/errors.ts";
import type { OffscreenState } from "../src/shared/protocol.ts";
import type { Settings } from "../src/shared/settings.ts";

/** What every page shows. */
export interface PageModel {
  /** `null` until the first snapshot. */
  state: OffscreenState | null;
  /** `null` until the background has answered. */
  settings: Settings | null;
  /** Why the last thing that was asked of the extension here was refused. */
  failure: ErrorCode | null;
}

/** Nothing is known yet. */
export const unknownModel: PageModel = { state: null, settings: null, failure: null };
