import { test } from "node:test";
import { openVoicesInTurn } from "./harness/open-voices-in-turn.ts";
import { missing } from "./harness/requirements.ts";

test(
  "more voices than the budget holds, opened in turn, stay within it, and each that is closed frees its worker",
  { skip: missing("chromium") },
  () => openVoicesInTurn(12),
);
