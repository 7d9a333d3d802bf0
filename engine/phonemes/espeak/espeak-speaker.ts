/// <reference path="./espeak-ng-emscripten.d.ts" />
import createModule, { type EspeakEvent, type EspeakWorker } from "@echogarden/espeak-ng-emscripten";

export type { EspeakEvent };

/** An instance of eSpeak NG with one voice. */
export interface EspeakSpeaker extends EspeakWorker {
  /** The paths under espeak-ng-data that it did not find. */
  readonly missing: ReadonlySet<string>;
  /** The size of its memory, in bytes. */
  heapBytes(): number;
}

/** At espeak's default of 100, Mandarin, Vietnamese and others clip. At 70 the loudest language reaches 0.92 of full scale. */
const volumePercent = 70;
const dataFolder = "/usr/share/espeak-ng-data";

/** Starts eSpeak NG with `files` instead of the 24 MB of data that the package would fetch. Rejects if it has no voice of this name. */
export async function createEspeakSpeaker(files: ReadonlyMap<string, Uint8Array>, espeakVoice: string): Promise<EspeakSpeaker> {
  const module = await createModule({
    // Without data the package creates empty files. They are moved out of the way below.
    getPreloadedPackage: () => new ArrayBuffer(0),
    print: () => undefined,
    printErr: () => undefined,
  });
  const { FS } = module;
  FS.rename(dataFolder, "/unused");
  for (const [path, bytes] of files) {
    const target = `${dataFolder}/${path}`;
    FS.mkdirTree(target.slice(0, target.lastIndexOf("/")));
    FS.writeFile(target, bytes, { canOwn: true });
  }
  const missing = new Set<string>();
  const open = FS.open.bind(FS);
  FS.open = (path, ...rest) => {
    try {
      return open(path, ...rest);
    } catch (error) {
      missing.add(path.slice(dataFolder.length + 1));
      throw error;
    }
  };
  const worker = new module.eSpeakNGWorker();
  if (worker.set_voice(espeakVoice) !== 0) throw new Error(`espeak cannot speak with a voice named "${espeakVoice}"`);
  worker.set_volume(volumePercent);
  return Object.assign(worker, { missing, heapBytes: () => module.HEAPU8.length });
}
