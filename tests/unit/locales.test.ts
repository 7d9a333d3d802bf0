import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
// The browser requires this shape, and the tests below check all of it.
const messagesOf = (language: string) => JSON.parse(read(`_locales/${language}/messages.json`)) as Record<string, Message>;
const en = messagesOf("en");
const fr = messagesOf("fr");

const sources = ["manifest.json", ...filesBelow("src", "content", "ui", "popup", "options", "reader", "offscreen")].map(read).join("\n");
const errorCodes = matches(/^ {2}\| "(\w+)"/gm, read("src/shared/errors.ts"));

test("both languages have the same messages", () => {
  assert.deepEqual(Object.keys(fr).sort(), Object.keys(en).sort());
});

test("both languages use the same placeholders, and every declared one", () => {
  for (const [key, message] of Object.entries(en)) {
    const french = fr[key];
    assert.ok(french, key);
    assert.deepEqual(contents(french), contents(message), key);
    for (const { message: text, placeholders = {} } of [message, french]) {
      const used = matches(/\$(\w+)\$/g, text).map((name) => name.toLowerCase());
      assert.deepEqual([...new Set(used)].sort(), Object.keys(placeholders).sort(), key);
    }
  }
});

test("no message is empty, and the stores accept the name and the description", () => {
  for (const messages of [en, fr]) {
    for (const [key, { message }] of Object.entries(messages)) assert.notEqual(message.trim(), "", key);
    assert.ok((messages.extensionName?.message.length ?? Infinity) <= 75);
    assert.ok((messages.extensionDescription?.message.length ?? Infinity) <= 132);
  }
});

test("every error has a sentence", () => {
  assert.ok(errorCodes.length >= 10, "the codes were found");
  assert.deepEqual(
    errorCodes.filter((code) => !(`error_${code}` in en)),
    [],
  );
});

test("every message named in the sources exists", () => {
  const named = [
    ...matches(/\b(?:t|getMessage)\(\s*"(\w+)"/g, sources),
    ...matches(/data-i18n(?:-label)?="(\w*)"/g, sources),
    ...matches(/__MSG_(?!@@)(\w+?)__/g, sources),
    ...matches(/\bplural\("(\w+)"/g, sources).flatMap((key) => [`${key}_one`, `${key}_other`]),
  ];
  assert.ok(named.length >= 50, "the uses were found");
  assert.deepEqual(
    named.filter((key) => !(key in en)),
    [],
  );
});

test("every message is used", () => {
  const known = new Set(errorCodes.map((code) => `error_${code}`));
  const used = (key: string) =>
    known.has(key) ||
    sources.includes(`"${key}"`) ||
    sources.includes(`__MSG_${key}__`) ||
    sources.includes(`plural("${key.replace(/_(one|other)$/, "")}"`);
  assert.deepEqual(
    Object.keys(en).filter((key) => !used(key)),
    [],
  );
});

function filesBelow(...folders: string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(new URL(folder, root), { encoding: "utf8", recursive: true }).map((path) => `${folder}/${path}`))
    .filter((path) => /\.(ts|html)$/.test(path));
}

function matches(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([, key]) => key ?? "");
}

function contents({ placeholders = {} }: Message): Record<string, string> {
  return Object.fromEntries(Object.entries(placeholders).map(([name, { content }]) => [name, content]));
}
