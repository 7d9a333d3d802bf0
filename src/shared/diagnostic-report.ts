import browser from "webextension-polyfill";
import { formatReport } from "./format-report.ts";
import { request } from "./messaging.ts";
import type { OffscreenState } from "./protocol.ts";

/**
 * A report for whoever looks into a fault, in Markdown. It holds no text that was read, no address and no title, and names no voice of
 * a person's own. `state` is what the page that asks knows already.
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
