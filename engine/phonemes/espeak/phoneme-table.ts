/** A phoneme of eSpeak NG: its name in eSpeak's notation, of at most four characters, and whether it is a vowel or a consonant. */
export interface EspeakPhoneme {
  mnemonic: string;
  kind: "vowel" | "consonant" | "other";
}

interface Table {
  name: string;
  /** The table that it adds to, counted from 1; 0 if there is none. */
  base: number;
  phonemes: (EspeakPhoneme & { code: number })[];
}

const nameBytes = 32;
const phonemeBytes = 16;
const vowel = 2;
const lastConsonant = 8;

/**
 * The phonemes that a voice of eSpeak NG has. `phontab` is the file of this name in espeak-ng-data: the number of tables, then for each its number of
 * phonemes, its base, its name, and its phonemes of 16 bytes. `name` is the name of a table; empty if there is none of this name.
 */
export function readPhonemeTable(phontab: Uint8Array, name: string): EspeakPhoneme[] {
  const tables = readTables(phontab);
  const phonemes = new Map<number, EspeakPhoneme>();
  const chain: Table[] = [];
  for (let table = tables.find((each) => each.name === name); table; table = tables[table.base - 1]) chain.unshift(table);
  for (const { phonemes: own } of chain) for (const { code, ...phoneme } of own) phonemes.set(code, phoneme);
  return [...phonemes.values()].filter(({ mnemonic }) => mnemonic !== "");
}

function readTables(phontab: Uint8Array): Table[] {
  const view = new DataView(phontab.buffer, phontab.byteOffset, phontab.byteLength);
  const tables: Table[] = [];
  let at = 4;
  for (let left = view.getUint8(0); left > 0; left--) {
    const count = view.getUint8(at);
    const table: Table = { base: view.getUint8(at + 1), name: textAt(phontab, at + 4, nameBytes), phonemes: [] };
    at += 4 + nameBytes;
    for (let index = 0; index < count; index++, at += phonemeBytes) {
      const type = view.getUint8(at + 11);
      const kind = type === vowel ? "vowel" : type > vowel && type <= lastConsonant ? "consonant" : "other";
      table.phonemes.push({ mnemonic: textAt(phontab, at, 4), code: view.getUint8(at + 10), kind });
    }
    tables.push(table);
  }
  return tables;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}
