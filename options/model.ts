import type { Voice } from "../src/shared/protocol.ts";
import type { PageModel } from "../ui/page-model.ts";
import type { Preview } from "./preview.ts";

/** Everything that the page shows. */
export interface OptionsModel extends PageModel {
  preview: Preview | null;
  /** The voice that was last imported on this page. */
  importedVoice: Voice | null;
}
