import type { SelectionStart } from "../src/shared/protocol.ts";
import type { PageModel } from "../ui/page-model.ts";

/** All that the popup shows. */
export interface PopupModel extends PageModel {
  /** The base language whose voices are listed; `null` until the page's language is known. */
  language: string | null;
  /** How what is selected on the page begins; `null` where nothing is, or until it is known. */
  selection: SelectionStart | null;
}
