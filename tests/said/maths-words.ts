import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { SayFormula } from "../../offscreen/maths/say-formula.ts";
import { mathsLibrary } from "../../scripts/build/maths-library.ts";

const root = resolve(import.meta.dirname, "../..");

/** The languages of the corpus, in the order of its columns. */
export const corpusLanguages = ["en", "fr", "de", "es"] as const;

/** A formula (MathML), and what is said for it in each language. */
export interface FormulaCase {
  mathMl: string;
  said: string[];
}

/** A formula from what is in it. */
export const mathMl = (content: string): string => `<math xmlns="http://www.w3.org/1998/Math/MathML">${content}</math>`;

/** Lines of what is in a formula, and of what is said for it in each language, with tabs between them. */
export function readFormulas(): FormulaCase[] {
  const lines = readFileSync(new URL("formulas.tsv", import.meta.url), "utf8")
    .split("\n")
    .filter(Boolean);
  return lines.map((line) => {
    const [content = "", ...said] = line.split("\t");
    return { mathMl: mathMl(content), said };
  });
}

/** What says formulas, built as the package has it. */
export async function builtSayFormula(): Promise<SayFormula> {
  const folder = await mkdtemp(join(root, ".cache/maths-"));
  try {
    const outfile = join(folder, "say-formula.mjs");
    await build({
      entryPoints: [join(root, "offscreen/maths/say-formula.ts")],
      bundle: true,
      format: "esm",
      outfile,
      plugins: [mathsLibrary],
    });
    const { createSayFormula } = (await import(pathToFileURL(outfile).href)) as typeof import("../../offscreen/maths/say-formula.ts");
    return createSayFormula((name) => readFile(join(root, `node_modules/speech-rule-engine/lib/mathmaps/${name}.json`), "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}
