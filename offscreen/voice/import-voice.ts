import { UserFacingError } from "../../src/shared/errors.ts";
import type { VoiceImport } from "../../src/shared/protocol.ts";
import { cleanVoiceName } from "../../src/shared/voice-name.ts";
import type { ModelVerdict, VerifyModel } from "../vocabulary.ts";
import { unlessNotFound } from "./disk-error.ts";
import { readImportConfig } from "./read-import-config.ts";
import { voiceFileNames, type InstalledVoice, type VoiceFileName, type VoiceStore } from "./store.ts";

/** Ten times the size of Piper's largest config. */
const maxConfigBytes = 1e6;

/** The folder where pages put files to import, each pair of files in a subfolder. */
export async function openImports(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle("imports", { create: true });
}

/**
 * Checks the two files that a page has put into `imports/<folder>` and adds them to the store as a new voice. The folder is deleted
 * afterwards in every case. `claim` resolves to the id of the new voice and reserves its folder.
 *
 * Rejects with an `import…` code, with `diskFull`, or with the signal's reason; then nothing of the voice is left.
 */
export async function importVoice(
  folder: string,
  name: string,
  store: VoiceStore,
  claim: (title: string) => Promise<string>,
  verifyModel: VerifyModel,
  onProgress: (progress: Pick<VoiceImport, "step" | "share">) => void,
  signal: AbortSignal,
): Promise<InstalledVoice> {
  const imports = await openImports();
  try {
    signal.throwIfAborted();
    onProgress({ step: "checking", share: 0 });
    const [model, config] = await stagedFiles(imports, folder);
    const { parameters, language, quality, speakers } = readImportConfig(await config.text());

    const title = cleanVoiceName(name) || "Piper";
    const voiceId = await claim(title);
    try {
      const { sha256 } = await store.write(voiceId, "model.onnx", model, signal, (bytes) =>
        onProgress({ step: "checking", share: bytes / model.size }),
      );
      await store.write(voiceId, "model.onnx.json", config, signal);
      onProgress({ step: "trying", share: 0 });
      const verdict = await verifyModel(model, parameters.speakerCount, signal, (share) => onProgress({ step: "trying", share }));
      refuse(verdict);
      const streams = verdict.kind === "streams";
      const voice: InstalledVoice = {
        voiceId,
        name: title,
        language,
        quality,
        speakers,
        source: "imported",
        sizeBytes: model.size,
        sha256,
        parameters,
        streams,
      };
      await store.finish(voice);
      signal.throwIfAborted();
      return voice;
    } catch (thrown) {
      await store.remove(voiceId);
      throw thrown;
    }
  } finally {
    await imports.removeEntry(folder, { recursive: true }).catch(unlessNotFound);
  }
}

function refuse(verdict: ModelVerdict): void {
  if (verdict.kind === "notOnnx") throw new UserFacingError("importModelNotOnnx", verdict.reason);
  if (verdict.kind === "notPiper") throw new UserFacingError("importModelNotPiper", verdict.reason);
  if (verdict.kind === "mute") throw new UserFacingError("importModelNotPiper", "it does not speak");
}

async function stagedFiles(imports: FileSystemDirectoryHandle, folder: string): Promise<[File, File]> {
  try {
    const staged = await imports.getDirectoryHandle(folder);
    const fileOf = async (name: VoiceFileName): Promise<File> => (await staged.getFileHandle(name)).getFile();
    const [model, config] = await Promise.all([fileOf(voiceFileNames[0]), fileOf(voiceFileNames[1])]);
    if (config.size > maxConfigBytes) throw new UserFacingError("importConfigDamaged", `the config has ${config.size} bytes`);
    return [model, config];
  } catch (thrown) {
    unlessNotFound(thrown);
    throw new UserFacingError("importFilesMissing", `${folder} does not have both files`, { cause: thrown });
  }
}

/** An unused id in lower-case letters and digits, made from the name as far as possible. */
export function freeVoiceId(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "voice";
  for (let number = 1; ; number += 1) {
    const voiceId = `imported-${slug}-${number}`;
    if (!taken.has(voiceId)) return voiceId;
  }
}
