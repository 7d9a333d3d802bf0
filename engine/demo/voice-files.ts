/** The two files of a voice, as far as they were chosen. */
export interface ChosenFiles {
  readonly model?: File;
  readonly config?: File;
}

/** What is chosen when `files` are added: they may come together or one after the other, and after a whole pair a new one begins. Other files are left out. */
export function addFiles(chosen: ChosenFiles, files: Iterable<File>): ChosenFiles {
  const added = [...files];
  const model = added.find(({ name }) => name.endsWith(".onnx"));
  const config = added.find(({ name }) => name.endsWith(".json"));
  const kept = chosen.model && chosen.config ? {} : chosen;
  return { ...kept, ...(model && { model }), ...(config && { config }) };
}

/** What stands for each phoneme id in a config's `phoneme_id_map`, for showing it; pads and marks of begin and end are left out. */
export function phonemeSymbols(config: string): ReadonlyMap<number, string> {
  // A config that is none was refused before; one without a map shows no phonemes.
  const { phoneme_id_map: map = {} } = JSON.parse(config) as { phoneme_id_map?: Record<string, number[]> };
  return new Map(Object.entries(map).flatMap(([symbol, ids]) => (/^[_^$]$/.test(symbol) ? [] : ids.map((id) => [id, symbol] as const))));
}
