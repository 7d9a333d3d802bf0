import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { changeManifest } from "../tools/extension/change-manifest.ts";
import { packExtension, type PackedExtension } from "../tools/extension/pack-extension.ts";
import { writeBenchVoice } from "../engine/tests/bench-voice/write-bench-voice.ts";

/** The name under which the bench voice is served. The library has a voice of this name. */
export const benchVoiceId = "en_US-amy-medium";

/** Packs the built extension with the bench voice and the bench's page. Without `isolated` it cannot use threads, as in Firefox. */
export async function packBench(isolated: boolean): Promise<PackedExtension> {
  const modelPath = writeBenchVoice("medium");
  const [model, config] = await Promise.all([readFile(modelPath), readFile(`${modelPath}.json`, "utf8")]);
  const packed = await packExtension([{ voiceId: benchVoiceId, model, config: JSON.parse(config) as object, speakers: 1 }]);
  await build({
    entryPoints: [resolve(import.meta.dirname, "page/our-engine.ts")],
    bundle: true,
    format: "esm",
    // What eSpeak NG would import in Node.
    external: ["module", "fs", "path", "url"],
    platform: "browser",
    outfile: join(packed.extensionDir, "bench/our-engine.js"),
    logLevel: "error",
  });
  await writeFile(
    join(packed.extensionDir, "bench/our-engine.html"),
    `<!doctype html><title>bench</title><script src="our-engine.js" type="module"></script>`,
  );
  if (!isolated) {
    await changeManifest(packed.extensionDir, (manifest) => {
      delete manifest.cross_origin_embedder_policy;
      delete manifest.cross_origin_opener_policy;
    });
  }
  return packed;
}
