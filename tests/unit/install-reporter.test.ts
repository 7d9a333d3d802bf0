import assert from "node:assert/strict";
import { test } from "node:test";
import { createInstallReporter } from "../../offscreen/voice/install-reporter.ts";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { Install } from "../../src/shared/protocol.ts";

test("an error during a download is reported at once, until bytes come or the download ends", () => {
  const reported: Install[] = [];
  const reporter = createInstallReporter("v", 1_000, (install) => reported.push(install));
  const last = () => {
    const install = reported.at(-1);
    return [install?.status, install?.loadedBytes, install?.error?.code ?? null];
  };
  reporter.faulted(new UserFacingError("hostUnreachable"));
  assert.deepEqual(last(), ["downloading", 0, "hostUnreachable"]);
  reporter.progressed({ status: "downloading", loadedBytes: 0 });
  assert.deepEqual(last(), ["downloading", 0, "hostUnreachable"]);
  reporter.progressed({ status: "downloading", loadedBytes: 10 });
  assert.deepEqual(last(), ["downloading", 10, null]);
  reporter.faulted(new UserFacingError("downloadStalled"));
  reporter.ended({ status: "cancelled" });
  assert.deepEqual(last(), ["cancelled", 10, null]);
});
