import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Catalogue, CatalogueFile, CatalogueVoice } from "../../offscreen/voice/catalogue.ts";

/** Two hosts of the same files: the one that the Piper library uses, and the one from which it was copied. */
const modelHosts = [
  "https://huggingface.co/diffusionstudio/piper-voices/resolve/main",
  "https://huggingface.co/rhasspy/piper-voices/resolve/main",
];

/** The used part of an entry of the library's `voices.json`. */
interface LibraryVoice {
  key: string;
  name: string;
  language: { code: string };
  quality: CatalogueVoice["quality"];
  speaker_id_map: Record<string, number>;
  files: Record<string, { size_bytes: number; md5_digest: string }>;
}

/** The catalogue of all Piper voices that `@mintplex-labs/piper-tts-web` knows, in the packaged form. */
export async function makeCatalogue(): Promise<Catalogue> {
  const library = await libraryVoices();
  return { hosts: modelHosts, voices: library.map(toCatalogueVoice).sort((a, b) => a.voiceId.localeCompare(b.voiceId)) };
}

async function libraryVoices(): Promise<LibraryVoice[]> {
  const folder = resolve(import.meta.dirname, "../../node_modules/@mintplex-labs/piper-tts-web/dist");
  // The package exports only its entry. The list is beside it, in a file with a hash in its name.
  const name = (await readdir(folder)).find((file) => /^voices_static-.*\.js$/.test(file));
  if (!name) throw new Error("@mintplex-labs/piper-tts-web no longer ships its list of voices");
  const list = (await import(pathToFileURL(join(folder, name)).href)) as { default: Record<string, LibraryVoice> };
  return Object.values(list.default);
}

function toCatalogueVoice({ key, name, language, quality, speaker_id_map, files }: LibraryVoice): CatalogueVoice {
  const file = (ending: string): CatalogueFile => {
    const found = Object.entries(files).find(([path]) => path.endsWith(ending));
    if (!found) throw new Error(`${key} has no ${ending}`);
    const [path, { size_bytes: sizeBytes, md5_digest: md5 }] = found;
    return { path, sizeBytes, md5 };
  };
  return {
    voiceId: key,
    name: presentableName(name),
    language: language.code.replace("_", "-"),
    quality,
    speakers: Object.entries(speaker_id_map)
      .map(([speaker, speakerId]) => ({ speakerId, name: speaker }))
      .sort((a, b) => a.speakerId - b.speakerId),
    model: file(".onnx"),
    config: file(".onnx.json"),
  };
}

/** Names that are abbreviations or have a special spelling. */
const properNames: Record<string, string> = {
  "25hours_single": "25 Hours",
  dfki: "DFKI",
  hfc_female: "HFC Female",
  hfc_male: "HFC Male",
  issai: "ISSAI",
  l2arctic: "L2-ARCTIC",
  libritts: "LibriTTS",
  libritts_r: "LibriTTS-R",
  ljspeech: "LJ Speech",
  mc_speech: "MC Speech",
  mls: "MLS",
  nst: "NST",
  rdh: "RDH",
  upc_ona: "UPC Ona",
  upc_pau: "UPC Pau",
  upmc: "UPMC",
  ukrainian_tts: "Ukrainian TTS",
  vais1000: "VAIS1000",
  vctk: "VCTK",
  vivos: "VIVOS",
};

/** `jenny_dioco` as "Jenny Dioco", `mls_1840` as "MLS 1840". */
function presentableName(name: string): string {
  const words = (): string[] => name.split("_").map((word) => properNames[word] ?? word.charAt(0).toUpperCase() + word.slice(1));
  return properNames[name] ?? words().join(" ");
}
