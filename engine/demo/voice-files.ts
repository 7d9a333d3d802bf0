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
