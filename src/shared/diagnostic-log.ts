import { SpokenError, type ErrorCode } from "./errors.ts";

/** What the caches do, for a developer's eyes. There is deliberately no field that could hold any of the text that is read. */
export type LogEntry =
  | { event: "session created"; voice: string; durationMs: number; memoryBytes: number }
  | { event: "session reused"; voice: string }
  | { event: "session closed"; voice: string; because: "budget" | "idle" | "asked" | "memory" | "died" }
  | { event: "model progress"; voice: string; percent: number; loadedMB: number; totalMB: number }
  | { event: "sentence synthesised"; voice: string; durationMs: number; soundSeconds: number }
  | { event: "sound found in cache"; sizeBytes: number }
  | { event: "sound put into cache"; sizeBytes: number }
  | { event: "sound evicted from cache"; count: number; sizeBytes: number }
  | { event: "trouble"; where: TroublePlace; code: TroubleCode };

export type TroublePlace = "session" | "clips" | "voice usage" | "narrator" | "install" | "voices" | "settings";
/** An `ErrorCode`, or the name of the browser's exception. */
type TroubleCode = ErrorCode | (string & {});

/** A kind of trouble, how often it came since this context started, and when last (milliseconds since the epoch). */
export interface Trouble {
  where: TroublePlace;
  code: TroubleCode;
  count: number;
  lastAt: number;
}

const troubles = new Map<string, Trouble>();
let enabled = false;

/** Switches the console on or off for this context; troubles are counted all the same. */
export function setLogging(on: boolean): void {
  enabled = on;
}

/** Writes an entry to the console if logging is on. */
export function log(entry: LogEntry): void {
  if (entry.event === "trouble") {
    const { where, code } = entry;
    const count = (troubles.get(`${where} ${code}`)?.count ?? 0) + 1;
    troubles.set(`${where} ${code}`, { where, code, count, lastAt: Date.now() });
  }
  if (enabled) writeToConsole(entry.event, entry);
}

/** Counts what was thrown as a trouble: by its code, or by its name if it is the browser's, and with nothing else of it. */
export function noteTrouble(where: TroublePlace, thrown: unknown): void {
  log({ event: "trouble", where, code: thrown instanceof SpokenError ? thrown.code : thrown instanceof Error ? thrown.name : "Error" });
}

/** The troubles of this context so far. */
export function listTroubles(): Trouble[] {
  return [...troubles.values()];
}

/** Writes to the console whatever the switch says: for a developer who asked for it there. */
export function writeToConsole(what: string, details: unknown): void {
  // oxlint-disable-next-line no-console -- the one place that writes to the console; nothing that reaches it holds text
  console.info(`[read aloud] ${what}`, details);
}
