import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Catalogue, CatalogueVoice } from "../../offscreen/voice/catalogue.ts";
import { hostedFiles, startModelHost, type ModelHost, type ModelHostOptions } from "./model-host.ts";

/** A voice as a host serves it. */
export interface HostedVoice {
  voiceId: string;
  model: Uint8Array;
  config: object;
  speakers: number;
}

/** The built extension with a catalogue of one's own, and the host that serves its voices. */
export interface PackedExtension {
  extensionDir: string;
  host: ModelHost;
  /** For the harness: puts the host in the place of the real one. */
  hostMap: Record<string, string>;
  close(): Promise<void>;
}

/** Copies `dist/chromium`, replaces the one file that lists the voices, and starts their host. */
export async function packExtension(voices: HostedVoice[], hostOptions: Omit<ModelHostOptions, "files"> = {}): Promise<PackedExtension> {
  const extensionDir = await mkdtemp(join(tmpdir(), "extension-"));
  await cp(resolve("dist/chromium"), extensionDir, { recursive: true });
  const cataloguePath = join(extensionDir, "offscreen/catalogue.json");
  const { hosts } = JSON.parse(await readFile(cataloguePath, "utf8")) as Catalogue;

  const files = new Map<string, Uint8Array>();
  const listed = voices.map((voice) => {
    const hosted = hostedFiles(voice.voiceId, voice);
    for (const [path, bytes] of hosted) files.set(path, bytes);
    return toCatalogueVoice(voice, hosted);
  });
  await writeFile(cataloguePath, JSON.stringify({ hosts, voices: listed } satisfies Catalogue));

  const host = await startModelHost({ ...hostOptions, files });
  return {
    extensionDir,
    host,
    hostMap: { "huggingface.co": `127.0.0.1:${host.port}` },
    async close() {
      await host.close();
      await rm(extensionDir, { recursive: true, force: true });
    },
  };
}

function toCatalogueVoice({ voiceId, speakers }: HostedVoice, hosted: Map<string, Uint8Array>): CatalogueVoice {
  const [locale = "", name = "", quality] = voiceId.split("-");
  const [model, config] = Array.from(hosted, ([path, bytes]) => ({
    path,
    sizeBytes: bytes.length,
    md5: createHash("md5").update(bytes).digest("hex"),
  }));
  if (!model || !config) throw new Error(`${voiceId} has no two files`);
  return {
    voiceId,
    name,
    language: locale.replace("_", "-"),
    quality: quality === "low" ? "low" : "medium",
    speakers: Array.from({ length: speakers }, (_, speakerId) => ({ speakerId, name: String(speakerId) })),
    model,
    config,
  };
}
