import { SpokenError } from "../../src/shared/errors.ts";
import type { CatalogueVoice } from "./catalogue.ts";
import { download } from "./download.ts";
import type { VoiceStore } from "./store.ts";
import { parseVoiceConfig } from "./voice-config.ts";

/** How far an install is; `loadedBytes` counts the model and its config. */
export interface InstallProgress {
  status: "downloading" | "verifying";
  loadedBytes: number;
}

/** Faults of one host that another may not have. */
const worthAnotherHost = new Set(["hostUnreachable", "hostRefused", "hostAnswerWrong", "downloadIncomplete", "downloadStalled"]);

/** Downloads and verifies a voice from the first of `hosts` that serves it; nothing is installed unless it resolves. */
export async function installVoice(
  voice: CatalogueVoice,
  hosts: string[],
  store: VoiceStore,
  onProgress: (progress: InstallProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  let lastFault: unknown = new SpokenError("hostUnreachable", "there is no host to ask");
  for (const host of hosts) {
    try {
      return await installFrom(host, voice, store, onProgress, signal);
    } catch (thrown) {
      await store.remove(voice.voiceId);
      if (!(thrown instanceof SpokenError && worthAnotherHost.has(thrown.code))) throw thrown;
      lastFault = thrown;
    }
  }
  throw lastFault;
}

async function installFrom(
  host: string,
  voice: CatalogueVoice,
  store: VoiceStore,
  onProgress: (progress: InstallProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const configParts: Uint8Array<ArrayBuffer>[] = [];
  await download(host, voice.config, (chunk) => void configParts.push(chunk), () => undefined, signal);
  const parameters = parseVoiceConfig(await new Blob(configParts).text());

  const file = await store.writeModel(voice.voiceId);
  const sha256 = await download(
    host,
    voice.model,
    (chunk) => file.write(chunk),
    (loadedBytes) => onProgress({ status: "downloading", loadedBytes: voice.config.sizeBytes + loadedBytes }),
    signal,
  ).catch(async (thrown: unknown) => {
    await file.abort();
    throw thrown;
  });
  onProgress({ status: "verifying", loadedBytes: voice.config.sizeBytes + voice.model.sizeBytes });
  await file.close();
  await store.finish({ voiceId: voice.voiceId, sizeBytes: voice.model.sizeBytes, sha256, parameters });
}
