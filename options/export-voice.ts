import { request } from "../src/shared/messaging.ts";
import { saveFiles } from "../ui/save-files.ts";

/** Saves an installed voice's two files to the browser's download folder. */
export async function exportVoice(voiceId: string): Promise<void> {
  saveFiles(await request("offscreen", "exportVoice", { voiceId }));
}
