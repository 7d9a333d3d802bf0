import { test } from "node:test";
import { openVoicesInTurn } from "../browser/harness/open-voices-in-turn.ts";
import { missing } from "../browser/harness/requirements.ts";

test(
  "as many voices as the catalogue has, opened in turn, stay within the budget, and each that is closed frees its worker",
  { skip: missing("chromium") },
  () => openVoicesInTurn(124),
);
