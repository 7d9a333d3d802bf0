/** The part of the library's loader of `piper_phonemize.wasm` that is used here. */
declare module "*/piper-o91UDS6e.js" {
  export function createPiperPhonemize(options: {
    print: (line: string) => void;
    printErr: (line: string) => void;
    locateFile: (name: string) => string;
  }): Promise<{ callMain(args: string[]): void }>;
}
