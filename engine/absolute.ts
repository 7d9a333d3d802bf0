/** Makes a URL of the page mean the same in a worker. Outside a page, for example in Node, it stays as it is. */
export function absolute(url: string): string {
  return globalThis.location ? new URL(url, location.href).href : url;
}
