import type { BuildOptions } from "esbuild";

/** How scripts are bundled for browsers. */
export const browserBundle = {
  bundle: true,
  platform: "browser",
  format: "iife",
  target: "es2023",
  charset: "utf8",
  legalComments: "none",
  // ONNX Runtime's wasm and its loader are files of their own.
  conditions: ["onnxruntime-web-use-extern-wasm"],
} as const satisfies BuildOptions;

/** Makes a bundle small. */
export const small = { minifySyntax: true, minifyWhitespace: true, logLevel: "warning" } as const satisfies BuildOptions;
