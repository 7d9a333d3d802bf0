declare module "@echogarden/espeak-ng-emscripten" {
  interface EspeakEvent {
    type: string;
    /** Characters (not UTF-16 units) from the start of the text, the first being 1. */
    text_position: number;
    /** Characters. */
    word_length: number;
    /** Milliseconds from the start of the sound. */
    audio_position: number;
  }

  interface EspeakWorker {
    get_samplerate(): number;
    /** 0 when the voice was found. */
    set_voice(name: string): number;
    /** 100 is espeak's normal volume, at which some languages clip. */
    set_volume(percent: number): void;
    /** The sound comes piece by piece before this returns; a callback that returns true stops it. */
    synthesize(text: string, onPiece: (samples: Int16Array, events: EspeakEvent[]) => boolean): void;
    convert_to_phonemes(text: string, useIpa: boolean): unknown;
  }

  interface EspeakModule {
    FS: {
      rename(from: string, to: string): void;
      mkdirTree(path: string): void;
      writeFile(path: string, bytes: Uint8Array, options: { canOwn: boolean }): void;
      open(path: string, ...rest: unknown[]): unknown;
    };
    HEAPU8: Uint8Array;
    eSpeakNGWorker: new () => EspeakWorker;
  }

  export default function createModule(options: {
    getPreloadedPackage(): ArrayBuffer;
    print(line: string): void;
    printErr(line: string): void;
  }): Promise<EspeakModule>;
}
