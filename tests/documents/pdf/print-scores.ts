/** @file Prints how well each file of the corpus is read, beside poppler's pdftotext where it is installed: `npx tsx tests/documents/pdf/print-scores.ts [part of a name]`. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { corpus } from "./corpus.ts";
import { openCorpusFile } from "./open-corpus-file.ts";
import { readAll } from "./read-all.ts";
import { expectedOf, scoreOf, wordScore } from "./score.ts";

const [, , part = ""] = process.argv;
const rows = [];
for (const file of corpus.filter(({ name }) => name.includes(part))) {
  const document = await openCorpusFile(file.name);
  const { words, blocks, kinds } = scoreOf(file, await readAll(document));
  await document.close();
  const { stdout, status } = spawnSync("pdftotext", [fileURLToPath(new URL(`files/${file.name}.pdf`, import.meta.url)), "-"], {
    encoding: "utf8",
  });
  const { text, footnotes } = expectedOf(file);
  // It knows neither heads nor footnotes: these count for it as text, wherever they stand.
  const popplers = status === 0 ? wordScore([...text, ...footnotes].map((block) => block.text).join(" "), stdout) : Number.NaN;
  const percent = (share: number): string => (100 * share).toFixed(1);
  rows.push({
    file: file.name,
    words: percent(words),
    blocks: percent(blocks),
    kinds: percent(kinds),
    "pdftotext, words": percent(popplers),
  });
}
// oxlint-disable-next-line no-console -- This is a command, and its output.
console.table(rows);
