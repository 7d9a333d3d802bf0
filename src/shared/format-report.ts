import { formatBytes } from "./format-bytes.ts";
import type { Diagnostics, OffscreenState, Voice } from "./protocol.ts";
import type { Settings } from "./settings.ts";

/** The contents of a report. */
export interface ReportContents {
  version: string;
  userAgent: string;
  processors: number;
  languages: readonly string[];
  settings: Settings;
  state: OffscreenState;
  diagnostics: Diagnostics;
}

/** Formats the contents as Markdown, without any text that was read, addresses, titles, or names of the user's own voices. */
export function formatReport({ version, userAgent, processors, languages, settings, state, diagnostics }: ReportContents): string {
  const { narration, voices, installs, statistics } = state;
  const { sessions, clips, models, storage } = statistics;
  const name = (voiceId: string): string => nameOf(voiceId, voices);
  // Favourites are private. Every other setting helps to explain the extension's behaviour.
  const { voices: chosen, intended, favourites: _, ...others } = settings;
  return [
    section("Extension", [`version ${version}`, `engine ${diagnostics.engineVersion}`]),
    section("Browser", [
      userAgent,
      `languages ${languages.join(", ")}`,
      `${processors} processors, ${diagnostics.threads} threads used, ${diagnostics.isolated ? "" : "not "}cross-origin isolated`,
    ]),
    section("Settings", [
      ...Object.entries(others).map(([key, value]) => `${key}: ${typeof value === "object" ? JSON.stringify(value) : value}`),
      ...Object.entries(chosen).map(
        ([language, { voiceId, speakerId }]) => `voice for ${language}: ${name(voiceId)}, speaker ${speakerId}`,
      ),
      ...Object.entries(intended).map(([language, { voiceId }]) => `voice to come for ${language}: ${name(voiceId)}`),
    ]),
    section("Narration", [
      `${narration.status}${narration.standIn ? `, stand-in because ${narration.standIn}` : ""}`,
      ...(narration.firstSoundMs === null ? [] : [`first sound after ${narration.firstSoundMs} ms`]),
      ...(narration.error ? [`error ${narration.error.code}`] : []),
    ]),
    section(
      "Sessions",
      sessions.map(({ voiceId, memoryBytes, status }) => `${name(voiceId)}: ${status}, ${formatBytes(memoryBytes)}`),
    ),
    section("Sound", [
      `${clips.count} clips, ${formatBytes(clips.sizeBytes)}, ${Math.round(clips.durationSeconds)} s`,
      `late by ${Math.round(diagnostics.underrunMs)} ms in all since the start`,
      `found ${clips.hits} times, not found ${clips.misses} times since the start`,
    ]),
    section("Models", [
      `${models.count} on disk, ${formatBytes(models.sizeBytes)}`,
      `unfinished downloads, ${formatBytes(models.partialBytes)}`,
    ]),
    section(
      "Installs",
      installs.map((install) => `${name(install.voiceId)}: ${install.status}${install.error ? `, ${install.error.code}` : ""}`),
    ),
    section("Storage", [`${formatBytes(storage.usageBytes)} of ${formatBytes(storage.quotaBytes)}`]),
    section(
      "Errors",
      diagnostics.errorReports.map(
        ({ where, code, count, lastAt }) => `${where}: ${code}, ${count} times, last ${new Date(lastAt).toISOString()}`,
      ),
    ),
  ].join("\n");
}

function section(title: string, lines: string[]): string {
  return [`## ${title}`, ...(lines.length === 0 ? ["- none"] : lines.map((line) => `- ${line}`)), ""].join("\n");
}

/** The user's own voice may be named after a person. */
function nameOf(voiceId: string, voices: Voice[]): string {
  const source = voices.find((voice) => voice.voiceId === voiceId)?.source;
  return source === "packaged" || source === "catalogue" ? voiceId : "the user's own voice";
}
