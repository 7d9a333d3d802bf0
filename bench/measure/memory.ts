import { workerBytes } from "../../engine/client.ts";
import type { Ratio } from "../result.ts";
import type { Rig } from "../rig.ts";
import { texts } from "../texts.ts";

/** Measures the wasm heaps in a newly started browser after one text of about 19 s of sound. The library splits texts after 400 characters. */
export async function measureMemory(rig: Rig): Promise<Ratio[]> {
  const text = texts[256];
  await rig.restart();
  await rig.openLibrary();
  const library = await rig.predict(text);
  await rig.openEngine();
  const ours = await rig.synthesise(text);
  await rig.closeEngine();
  console.log(`memory: ${library.durationSeconds.toFixed(1)} s of sound by the library, ${ours.durationSeconds.toFixed(1)} s by us`);
  return [
    {
      name: "wasm heap after a paragraph",
      ours: (ours.memoryBytes - workerBytes) / 1e6,
      theirs: library.memoryBytes / 1e6,
      goal: 0.25,
      unit: "MB",
    },
  ];
}
