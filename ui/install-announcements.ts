import { errorText, t } from "../src/shared/i18n.ts";
import type { Install, OffscreenState } from "../src/shared/protocol.ts";
import { announce } from "./announce.ts";
import { voiceNameOf } from "./voice-name.ts";

/** Announces once the result of each install that was seen in progress. Call the returned function with every new state. */
export function createInstallAnnouncements(): (state: OffscreenState) => void {
  const seen = new Map<string, Install["status"]>();
  return ({ installs, voices }) => {
    for (const { voiceId, status, error } of installs) {
      const before = seen.get(voiceId);
      seen.set(voiceId, status);
      if (before === undefined || before === status) continue;
      const name = voiceNameOf(voiceId, voices);
      if (status === "installed") announce(t("installedAnnouncement", name));
      if (status === "failed") announce(`${name}: ${errorText(error?.code ?? "unexpected")}`);
    }
  };
}
