import { UserFacingError, type ErrorCode } from "./errors.ts";

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
  | { event: "error"; where: ErrorPlace; code: ErrorReportCode };

export type ErrorPlace = "session" | "clips" | "voice usage" | "narrator" | "install" | "voices" | "settings";
/** An `ErrorCode`, or the name of the browser's exception. */
type ErrorReportCode = ErrorCode | (string & {});

/** A kind of error, how often it came since this context started, and when last (milliseconds since the epoch). */
export interface ErrorReport {
  where: ErrorPlace;
  code: ErrorReportCode;
  count: number;
  lastAt: number;
}

const errorReports = new Map<string, ErrorReport>();
let enabled = false;

/** Switches the console on or off for this context; errors are counted all the same. */
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

/** Counts what was thrown: by its code, or by its name if it is the browser's, and with nothing else of it. */
export function reportError(where: ErrorPlace, thrown: unknown): void {
  log({ event: "error", where, code: thrown instanceof UserFacingError ? thrown.code : thrown instanceof Error ? thrown.name : "Error" });
}

/** The errors of this context so far. */
export function listErrorReports(): ErrorReport[] {
  return [...errorReports.values()];
}

/** Writes to the console whatever the switch says: for a developer who asked for it there. */
export function writeToConsole(what: string, details: unknown): void {
  // oxlint-disable-next-line no-console -- the one place that writes to the console; nothing that reaches it holds text
  console.info(`[read aloud] ${what}`, details);
}
