import { readFile } from "node:fs/promises";
import { transform, type Plugin } from "esbuild";

/** Gives a script that imports a style sheet its text, made small and for the browsers of `target`. */
export function stylesAsText(target: string[]): Plugin {
  return {
    name: "styles-as-text",
    setup({ onLoad }) {
      onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const { code } = await transform(await readFile(path), { loader: "css", sourcefile: path, target, minify: true });
        return { contents: code, loader: "text" };
      });
    },
  };
}
