import type { ErrorCode } from "../src/shared/errors.ts";
import type { Install, Narration } from "../src/shared/protocol.ts";
import type { VoiceChoice } from "../src/shared/settings.ts";

/** A voice that is being heard on this page, or is about to be. */
export interface Preview {
  choice: VoiceChoice;
  /** The base language (BCP 47) that it speaks. */
  language: string;
  text: string;
  stage: "downloading" | "asked" | "heard" | "failed";
  utteranceId: string;
  /** The last state of an earlier download of the voice, which must be ignored. */
  before: Install | null;
  error: ErrorCode | null;
}

/** True from the request until the sound has ended. */
export function isHeard(preview: Preview | null): boolean {
  return preview?.stage === "asked" || preview?.stage === "heard";
}

/** `preview` after a change of the narration; `null` when it is over. */
export function afterNarration(preview: Preview | null, { utteranceId, status, error }: Narration): Preview | null {
  if (!preview || preview.stage === "downloading" || preview.stage === "failed") return preview;
  if (utteranceId !== preview.utteranceId) return preview.stage === "asked" ? preview : null;
  if (error) return { ...preview, stage: "failed", error: error.code };
  return status === "idle" ? null : { ...preview, stage: "heard" };
}

/** How the download that `preview` waits for has ended, or null if it has not. */
export function downloadEnd(preview: Preview | null, installs: Install[]): "installed" | "failed" | null {
  if (preview?.stage !== "downloading") return null;
  const install = installs.find(({ voiceId }) => voiceId === preview.choice.voiceId);
  if (!install || install === preview.before) return null;
  if (install.status === "installed") return "installed";
  return install.status === "failed" || install.status === "cancelled" ? "failed" : null;
}
