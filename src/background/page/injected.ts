/** @file A file of its own in the package, to be run in a frame of any page: its last expression, which the build adds, is `answer`. */
import { maxSelectionLength } from "../../shared/protocol.ts";
import { readSelectionInPage } from "./read-selection.ts";

export const answer = readSelectionInPage(maxSelectionLength);
