declare module "@echogarden/espeak-ng-emscripten" {
  interface EspeakEvent {
    type: string;
    /** In characters (not UTF-16 units) from the start of the text; the first character is 1. */
    text_position: number;
    /** In characters. */
    word_length: number;
    /** In milliseconds from the start of the sound. */
    audio_position: number;
    /** Of a phoneme, its IPA. */
    id?: string | number;
  }

  interface EspeakWorker {
    get_samplerate(): number;
    /** Returns 0 if the voice was found. */
    set_voice(name: string): number;
    /** In words per minute. */
    get_rate(): number;
    set_rate(wordsPerMinute: number): void;
    /** 100 is espeak's default volume. Some languages clip at it. */
    set_volume(percent: number): void;
    /** Calls `onChunk` with the sound, chunk by chunk, before it returns. A callback that returns true stops it. */
    synthesize(text: string, onChunk: (samples: Int16Array, events: EspeakEvent[]) => boolean): void;
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
