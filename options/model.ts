import type { ErrorCode } from "../src/shared/errors.ts";
import type { OffscreenState, Voice } from "../src/shared/protocol.ts";
import type { Settings } from "../src/shared/settings.ts";
import type { Preview } from "./preview.ts";

/** All that the page shows. */
export interface OptionsModel {
  /** `null` until the first snapshot. */
  state: OffscreenState | null;
  /** `null` until the background has answered. */
  settings: Settings | null;
  preview: Preview | null;
  /** The voice that was imported here last. */
  arrived: Voice | null;
  /** Why the last thing that was asked of the extension here was refused. */
  failure: ErrorCode | null;
}
