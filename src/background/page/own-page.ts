/** @file Runs in the extension's own pages, because the browser injects no script there. */
import { answer } from "../../shared/messaging.ts";
import { maxSelectionLength } from "../../shared/protocol.ts";
import { readSelectionInPage } from "./read-selection.ts";
import { showToastInPage } from "./show-toast.ts";

answer("page", {
  getSelection: () => readSelectionInPage(maxSelectionLength),
  showToast: showToastInPage,
});
