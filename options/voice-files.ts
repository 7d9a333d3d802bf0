/** The two files of a voice. */
export interface VoiceFiles {
  model: File;
  config: File;
}

/** The model and its config among `files`, or `null` if there is not exactly one of each. */
export function pairOf(files: File[]): VoiceFiles | null {
  const [model, ...moreModels] = files.filter(({ name }) => /\.onnx$/i.test(name));
  const [config, ...moreConfigs] = files.filter(({ name }) => /\.json$/i.test(name));
  return model && config && moreModels.length + moreConfigs.length === 0 && files.length === 2 ? { model, config } : null;
}

/** A name for the user's own voice: the file name, without the language and quality in Piper's file names. */
export function nameOfFile(fileName: string): string {
  const stem = fileName.replace(/\.onnx$/i, "");
  const name = /^[a-z]{2,3}_[A-Z]{2}-(.+)-(?:x_low|low|medium|high)$/.exec(stem)?.[1] ?? stem;
  return name.replaceAll(/[_\s]+/g, " ").trim() || stem;
}
