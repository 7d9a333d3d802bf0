import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * What packages do that would make code from texts, which the extension's policy and the stores forbid, and what stands there instead. None of
 * it is used: templates, callbacks that are texts, and the global object of old browsers.
 */
const replaced: readonly [file: RegExp, parts: readonly (readonly [made: string, instead: string])[]][] = [
  [
    /[\\/]underscore[\\/]underscore-umd\.js$/,
    [
      ["Function('return this')()", "globalThis"],
      ["new Function(argument, '_', source)", "undefined"],
    ],
  ],
  [/[\\/]pdfjs-dist[\\/]legacy[\\/]build[\\/]pdf(?:\.worker)?\.mjs$/, [["Function('return this')()", "globalThis"]]],
  [/[\\/]jszip[\\/]dist[\\/]jszip\.min\.js$/, [['new Function(""+e)', "undefined"]]],
];

/** Leaves out of packages what would make code from texts. Fails if a package no longer has it where it is known to be. */
export const withoutMadeCode: Plugin = {
  name: "without-made-code",
  setup({ onLoad }) {
    for (const [filter, parts] of replaced) {
      onLoad({ filter }, async ({ path }) => {
        let source = await readFile(path, "utf8");
        for (const [made, instead] of parts) {
          if (!source.includes(made)) throw new Error(`${path} does not contain ${made}`);
          source = source.replace(made, instead);
        }
        return { contents: source, loader: "js" };
      });
    }
  },
};
