import { Marked } from "marked";
import { decodeText } from "../document/decode-text.ts";
import type { ParsedDocument, SourceFile } from "../document/parsed-document.ts";
import { paragraphsOf } from "./text.ts";

/** A block of settings at the beginning, as many programs write it. */
const frontMatter = /^---\n([^]*?)\n---(?:\n|$)/;

/** Markdown, as GitHub writes it. What is nested too deeply to be parsed is shown as plain text. */
export function parse({ bytes }: SourceFile): Promise<ParsedDocument> {
  const text = decodeText(bytes).replace(/\r\n?/g, "\n");
  const settings = frontMatter.exec(text);
  const markdown = settings ? text.slice(settings[0].length) : text;
  const setting = (name: string): string => new RegExp(`^${name}:\\s*["']?(.*?)["']?\\s*$`, "im").exec(settings?.[1] ?? "")?.[1] ?? "";
  return Promise.resolve({
    title: setting("title"),
    language: setting("lang"),
    sectionCount: 1,
    sections: [{ content: htmlOf(markdown) }],
    contents: null,
  });
}

function htmlOf(markdown: string): string {
  try {
    return new Marked({ gfm: true, async: false }).parse(markdown, { async: false });
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return paragraphsOf(markdown);
  }
}
