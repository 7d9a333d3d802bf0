/** An editor on the web whose page has no text that a script could read. */
interface TextEditor {
  host: RegExp;
  /** The beginning of its path, and the document in it. */
  path: RegExp;
  /** Where its site exports the text of the document: the path, with groups of `path`. Null if it does not. */
  exportPath: string | null;
}

/** The editors that are known. The first one that fits counts. */
const textEditors: readonly TextEditor[] = [
  {
    host: /^docs\.google\.com$/,
    path: /^(\/document\/(?:u\/\d+\/)?d\/[\w-]{20,})(?:\/(?:edit|view|preview)?)?$/,
    exportPath: "$1/export?format=html",
  },
  { host: /^docs\.google\.com$/, path: /^\/(?:presentation|spreadsheets|drawings)\/(?:u\/\d+\/)?d\/[\w-]{20,}(?:\/|$)/, exportPath: null },
  { host: /^(?:word|excel|powerpoint)\.cloud\.microsoft$/, path: /^\/./, exportPath: null },
  { host: /^[\w-]+\.sharepoint\.com$/, path: /^\/:[wxp]:\/|\/_layouts\/15\/Doc\.aspx$/i, exportPath: null },
  { host: /^onedrive\.live\.com$/, path: /^\/(?::[wxp]:\/|edit)/, exportPath: null },
  { host: /^www\.icloud\.com$/, path: /^\/(?:pages|numbers|keynote)\/./, exportPath: null },
];

/**
 * Where the document of an editor on the web is exported as text: on its own site. Null if it is not. Undefined if the address is that of
 * no editor.
 */
export function textExportOf(address: string): string | null | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, hostname, pathname } = new URL(address);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  const editor = textEditors.find((each) => each.host.test(hostname) && each.path.test(pathname));
  if (!editor) return undefined;
  return editor.exportPath === null ? null : `${protocol}//${host}${pathname.replace(editor.path, editor.exportPath)}`;
}
