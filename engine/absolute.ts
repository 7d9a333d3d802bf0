/** An address that a page wrote, as one that means the same in a worker. */
export function absolute(url: string): string {
  return new URL(url, location.href).href;
}
