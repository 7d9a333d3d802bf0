import { request } from "../src/shared/messaging.ts";
import { make } from "../ui/dom.ts";

/** Saves an installed voice's two files to the browser's download folder. */
export async function exportVoice(voiceId: string): Promise<void> {
  const files = await request("offscreen", "exportVoice", { voiceId });
  for (const { fileName, url } of files) make("a", { href: url, download: fileName }).click();
}
