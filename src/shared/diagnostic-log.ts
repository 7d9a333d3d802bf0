import { UserFacingError, type ErrorCode } from "./errors.ts";

/** What the caches do, for developers. Deliberately, no field can hold any of the text that is read. */
export type LogEntry =
  | { event: "session created"; voice: string; durationMs: number; memoryBytes: number }
  | { event: "session reused"; voice: string }
  | { event: "session closed"; voice: string; because: "budget" | "idle" | "asked" | "memory" | "died" }
  | { event: "model progress"; voice: string; percent: number; loadedMB: number; totalMB: number }
  | { event: "sentence synthesised"; voice: string; durationMs: number; soundSeconds: number }
  | { event: "sound found in cache"; sizeBytes: number }
  | { event: "sound put into cache"; sizeBytes: number }
  | { event: "sound evicted from cache"; count: number; sizeBytes: number }
  | { event: "error"; where: ErrorPlace; code: ErrorReportCode };

export type ErrorPlace = "session" | "clips" | "voice usage" | "reading places" | "narrator" | "install" | "voices" | "settings";
/** An `ErrorCode`, or the name of the browser's exception. */
type ErrorReportCode = ErrorCode | (string & {});

/** A kind of error: how often it occurred since this context started, and when last (milliseconds since the epoch). */
export interface ErrorReport {
  where: ErrorPlace;
  code: ErrorReportCode;
  count: number;
  lastAt: number;
}

const errorReports = new Map<string, ErrorReport>();
let enabled = false;

/** Turns the console output on or off for this context. Errors are counted in both cases. */
export function setLogging(on: boolean): void {
  enabled = on;
}

/** Writes an entry to the console if logging is on. */
export function log(entry: LogEntry): void {
  if (entry.event === "error") {
    const { where, code } = entry;
    const count = (errorReports.get(`${where} ${code}`)?.count ?? 0) + 1;
    errorReports.set(`${where} ${code}`, { where, code, count, lastAt: Date.now() });
  }
  if (enabled) writeToConsole(entry.event, entry);
}

/** Counts an error by its code, or by its name if it is an exception of the browser. Nothing else of it is stored. */
export function reportError(where: ErrorPlace, thrown: unknown): void {
  log({ event: "error", where, code: thrown instanceof UserFacingError ? thrown.code : thrown instanceof Error ? thrown.name : "Error" });
}

/** The errors counted in this context so far. */
export function listErrorReports(): ErrorReport[] {
  return [...errorReports.values()];
}

/** Writes to the console even if logging is off, for a developer who called a function there. */
export function writeToConsole(what: string, details: unknown): void {
  // oxlint-disable-next-line no-console -- the only place that writes to the console; nothing passed to it contains text
  console.info(`[read aloud] ${what}`, details);
}
