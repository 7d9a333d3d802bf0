/** @file `node --import tsx engine/tests/bench-voice/write-bench-voice.ts [quality ...]` writes the voices that are not in the cache. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeBenchVoice } from "./bench-voice.ts";
import { qualities, type Quality } from "./hyperparameters.ts";

const voicesFolder = join(import.meta.dirname, "../../.cache/bench");

/** Writes a bench voice into the cache unless it is there. Returns the path of the model; its config is at the same path with `.json` appended. */
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
  const requested = process.argv.slice(2);
  for (const quality of qualities) {
    if (requested.length === 0 || requested.includes(quality)) console.log(writeBenchVoice(quality));
  }
}
