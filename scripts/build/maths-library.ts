import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Plugin } from "esbuild";

/**
 * The part of `speech-rule-engine` that knows of its surroundings. What stands here instead needs no page, so that the library runs in a
 * worker, and names no server: the library's own would load words and XPath from a CDN.
 */
const surroundings = {
  filter: /[\\/]speech-rule-engine[\\/]mjs[\\/]common[\\/]system_external\.js$/,
  contents: `import * as xmldom from "@xmldom/xmldom";
    import wickedGoodXpath from "wicked-good-xpath";
    const holder = { document: {}, XPathResult: {} };
    wickedGoodXpath.install(holder);
    export const SystemExternal = {
      windowSupported: false,
      documentSupported: false,
      xmldom,
      document: new xmldom.DOMImplementation().createDocument("", "", null),
      xpath: Object.assign(holder.document, { XPathResult: holder.XPathResult }),
      mathmapsIePath: "",
      fs: null,
      url: "",
      jsonPath: "",
      WGXpath: "",
      wgxpath: null,
    };
    export default SystemExternal;`,
};

const variables = /[\\/]speech-rule-engine[\\/]mjs[\\/]common[\\/]variables\.js$/;
/** The addresses of the library's servers, in a file that is kept otherwise. */
const servers = /(?<==\s)'https:\/\/cdn\.jsdelivr\.net\/[^;]*(?=;)/g;

/** Lets the library that says formulas run in a worker of the package. */
export const mathsLibrary: Plugin = {
  name: "maths-library",
  setup({ initialOptions, onLoad }) {
    // A part of it is made for Node.
    initialOptions.define = { ...initialOptions.define, global: "globalThis" };
    const { filter, contents } = surroundings;
    onLoad({ filter }, ({ path }) => ({ contents, loader: "js", resolveDir: dirname(path) }));
    onLoad({ filter: variables }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (source.match(servers)?.length !== 2) throw new Error(`${path} names its servers in another way than expected`);
      return { contents: source.replace(servers, "''"), loader: "js" };
    });
  },
};
