/** @file Run as `node --import tsx bench/voice/write-bench-voices.ts [quality ...]`: writes the voices that are not there yet. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeBenchVoice } from "./bench-voice.ts";
import { qualities, type Quality } from "./voice-shape.ts";

const voicesFolder = join(import.meta.dirname, "../../.cache/bench");

/** Writes a bench voice into the cache unless it is there; returns the model's path, beside which its `.json` lies. */
export function writeBenchVoice(quality: Quality, speakers = 1): string {
  const path = join(voicesFolder, `bench-${quality}${speakers > 1 ? `-${speakers}-speakers` : ""}.onnx`);
  if (!existsSync(path) || !existsSync(`${path}.json`)) {
    mkdirSync(voicesFolder, { recursive: true });
    const { model, config } = makeBenchVoice({ quality, speakers });
    writeFileSync(path, model);
    writeFileSync(`${path}.json`, JSON.stringify(config, undefined, 2));
  }
  return path;
}

if (process.argv[1] === import.meta.filename) {
  const asked = process.argv.slice(2);
  for (const quality of qualities) {
    if (asked.length === 0 || asked.includes(quality)) console.log(writeBenchVoice(quality));
  }
}
