/** A URL that a page wrote, as one that means the same in a worker. Outside a page, as in Node, it stays as it is. */
export function absolute(url: string): string {
  return globalThis.location ? new URL(url, location.href).href : url;
}
