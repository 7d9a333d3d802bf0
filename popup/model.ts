import type { SelectionStart } from "../src/shared/protocol.ts";
import type { PageModel } from "../ui/page-model.ts";

/** Everything that the popup shows. */
export interface PopupModel extends PageModel {
  /** The base language whose voices are listed; `null` until the page's language is known. */
  language: string | null;
  /** The first words of the page's selection; `null` if there is none, or until it is known. */
  selection: SelectionStart | null;
  /** What the main button reads; `null` until the selection is known. */
  offer: "selection" | "page" | null;
}
