/** The two files of a voice. */
export interface VoiceFiles {
  model: File;
  config: File;
}

/** The model and its config among `files`, or `null` when they are not exactly one of each. */
export function pairOf(files: File[]): VoiceFiles | null {
  const [model, ...moreModels] = files.filter(({ name }) => /\.onnx$/i.test(name));
  const [config, ...moreConfigs] = files.filter(({ name }) => /\.json$/i.test(name));
  return model && config && moreModels.length + moreConfigs.length === 0 && files.length === 2 ? { model, config } : null;
}

/** The name to give a person's own voice: that of its file, without the language and quality that Piper's file names have around it. */
export function nameOfFile(fileName: string): string {
  const stem = fileName.replace(/\.onnx$/i, "");
  const name = /^[a-z]{2,3}_[A-Z]{2}-(.+)-(?:x_low|low|medium|high)$/.exec(stem)?.[1] ?? stem;
  return name.replaceAll(/[_\s]+/g, " ").trim() || stem;
}
