import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Catalogue, CatalogueVoice } from "../../offscreen/voice/catalogue.ts";
import { hostedFiles, startModelHost, type ModelHost } from "../voices/model-host.ts";
import { makeToneVoice, type ToneVoiceOptions } from "../voices/tone-voice.ts";

/** The tone voices that tests install; each has a `voiceTag` of its own, by which a recording tells them apart. */
export const toneVoices = {
  "en_US-alpha-medium": { voiceTag: 1 },
  "en_GB-beta-low": { voiceTag: 2, sampleRate: 16_000, espeakVoice: "en-gb-x-rp", languageCode: "en_GB" },
  "fr_FR-gamma-medium": { voiceTag: 3, espeakVoice: "fr", languageCode: "fr_FR", speakers: 2 },
} as const satisfies Record<string, ToneVoiceOptions>;

export type ToneVoiceId = keyof typeof toneVoices;

/** The built extension with a catalogue of tone voices, and the host that serves them. */
export interface ToneExtension {
  extensionDir: string;
  host: ModelHost;
  /** For the harness: puts the host in the place of the real one. */
  hostMap: Record<string, string>;
  close(): Promise<void>;
}

/** Copies `dist/chromium`, replaces the one file that lists the voices, and starts their host. */
export async function makeToneExtension(): Promise<ToneExtension> {
  const extensionDir = await mkdtemp(join(tmpdir(), "tone-extension-"));
  await cp(resolve("dist/chromium"), extensionDir, { recursive: true });
  const cataloguePath = join(extensionDir, "offscreen/catalogue.json");
  const built = JSON.parse(await readFile(cataloguePath, "utf8")) as Catalogue;

  const files = new Map<string, Uint8Array>();
  const voices = Object.entries(toneVoices).map(([voiceId, options]) => {
    const hosted = hostedFiles(voiceId, makeToneVoice(options));
    for (const [path, bytes] of hosted) files.set(path, bytes);
    return toCatalogueVoice(voiceId, options, hosted);
  });
  await writeFile(cataloguePath, JSON.stringify({ hosts: built.hosts, voices } satisfies Catalogue));

  const host = await startModelHost({ files });
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

function toCatalogueVoice(voiceId: string, options: ToneVoiceOptions, hosted: Map<string, Uint8Array>): CatalogueVoice {
  const [locale = "", name = "", quality] = voiceId.split("-");
  const [model, config] = [...hosted].map(([path, bytes]) => ({
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
    speakers: Array.from({ length: options.speakers ?? 1 }, (_, speakerId) => ({ speakerId, name: String(speakerId) })),
    model,
    config,
  };
}
