import browser from "webextension-polyfill";
import { formatReport } from "./format-report.ts";
import { request } from "./messaging.ts";
import type { OffscreenState } from "./protocol.ts";

/**
 * A report for error analysis, in Markdown. It contains no text that was read, no address, no title, and no name of the user's own voices.
 * `state` is what the calling page already knows.
 */
export async function diagnosticReport(state: OffscreenState): Promise<string> {
  const [settings, diagnostics] = await Promise.all([request("background", "getSettings"), request("offscreen", "getDiagnostics")]);
  return formatReport({
    version: browser.runtime.getManifest().version,
    userAgent: navigator.userAgent,
    processors: navigator.hardwareConcurrency,
    languages: navigator.languages,
    settings,
    state,
    diagnostics,
  });
}
