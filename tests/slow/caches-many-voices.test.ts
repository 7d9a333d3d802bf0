import { test } from "node:test";
import { missing } from "../browser/harness/requirements.ts";
import { openVoicesInTurn } from "../browser/open-voices-in-turn.ts";

test("as many voices as the catalogue has, opened in turn, stay within the budget, and each that is closed frees its worker", { skip: missing("chromium") }, () =>
  openVoicesInTurn(124));
