/**
 * @file Scripts that are injected one after the other share the extension's global object in the page, which the page cannot see. So one
 * script makes a map, and another one finds it.
 */
import type { TextMap } from "./text-map.ts";

declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a property of the global object.
  var readAloudTextMaps: Map<string, TextMap> | undefined;
}

/** A popup that opens reads the selection too, so the map of what is being read is not always the newest. */
const maxKept = 4;

/** Keeps a map in place of the one that was not used for the longest time, and returns its new id. */
export function keepMap(map: TextMap): string {
  const maps = keptMaps();
  // `crypto.randomUUID` does not exist in pages without HTTPS.
  const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  maps.set(id, map);
  for (const oldest of maps.keys()) if (maps.size > maxKept) maps.delete(oldest);
  return id;
}

/** The map with this id, if this frame made and still keeps it. */
export function mapOf(id: string): TextMap | undefined {
  const maps = keptMaps();
  const map = maps.get(id);
  if (!map) return undefined;
  // The last in the order was used last.
  maps.delete(id);
  maps.set(id, map);
  return map;
}

function keptMaps(): Map<string, TextMap> {
  // An element with this id would be found as a property of the global object's prototype.
  const kept = Object.hasOwn(globalThis, "readAloudTextMaps") ? globalThis.readAloudTextMaps : undefined;
  return kept ?? (globalThis.readAloudTextMaps = new Map());
}
