/** @file A separate file in the package, which is run in a frame of any page. The build adds `answer` as its last expression. */
import { maxSelectionLength } from "../src/shared/protocol.ts";
import { readSelectionInPage } from "./text/read-selection.ts";

export const answer = readSelectionInPage(maxSelectionLength);
