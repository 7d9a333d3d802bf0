import type { BuildOptions } from "esbuild";

/** esbuild's options for a browser bundle. */
export const browserBundle = {
  bundle: true,
  platform: "browser",
  format: "iife",
  target: "es2023",
  charset: "utf8",
  legalComments: "none",
  // ONNX Runtime's wasm and its loader stay separate files.
  conditions: ["onnxruntime-web-use-extern-wasm"],
} as const satisfies BuildOptions;

/** esbuild's options for a small bundle whose names stay readable. */
export const small = { minifySyntax: true, minifyWhitespace: true, logLevel: "warning" } as const satisfies BuildOptions;
