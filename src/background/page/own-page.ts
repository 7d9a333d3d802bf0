/** @file Runs in the extension's own pages, into which the browser lets no script be put. */
import { answer } from "../../shared/messaging.ts";
import { maxSelectionLength } from "../../shared/protocol.ts";
import { readSelectionInPage } from "./read-selection.ts";
import { showHintInPage } from "./show-hint.ts";

answer("page", {
  getSelection: () => readSelectionInPage(maxSelectionLength),
  showHint: showHintInPage,
});
