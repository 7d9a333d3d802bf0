import type { BookPart } from "../../src/shared/protocol.ts";
import { instantVoiceId, type ExportFormat } from "../../src/shared/settings.ts";
import { utteranceOf } from "../../tools/extension/utterance-of.ts";
import type { Measurement } from "../result.ts";
import type { Rig } from "../rig.ts";
import { longText } from "../texts.ts";

/** A long novel. */
const bookLength = 600_000;
const chapterCount = 40;
/** The browser is closed and opened again in the middle of one of the books. */
const restartAt = 0.4;
const maxMemoryMb = 600;
const maxResumeMs = 5_000;

/** Saves a book of at least eleven hours in each of some formats, and measures time, size, and how much memory it takes from beginning to end. */
export async function measureExportBook(rig: Rig, formats: readonly ExportFormat[]): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const parts = Array.from({ length: chapterCount }, (_, i): BookPart => {
    const chapter = `Chapter ${i + 1}`;
    return { chapter, utterance: utteranceOf(`${chapter}\n\n${longText(bookLength / chapterCount)}`, instantVoiceId) };
  });
  for (const format of formats) {
    const idle = rig.memory();
    /** The most that was seen in each tenth of the way, and while the file was written. */
    const making: number[] = [];
    let packing = 0;
    let packedAt = 0;
    const begun = performance.now();
    const { ms, seconds, sizeBytes, resumedMs } = await rig.exportBook(
      parts,
      format,
      ({ status, share }) => {
        const memory = rig.memory();
        if (status === "packing") {
          packedAt ||= performance.now() - begun;
          packing = Math.max(packing, memory);
        } else {
          const tenth = Math.floor(share * 10);
          making[tenth] = Math.max(making[tenth] ?? 0, memory);
        }
      },
      format === "mp3" ? restartAt : undefined,
    );
    const seen = Array.from(making, (memory) => memory ?? 0);
    const most = Math.max(...seen, packing);
    const name = `${(seconds / 3600).toFixed(1)} hours as ${format.toUpperCase()}`;
    measurements.push(
      {
        name: `${name}: time, speed, size`,
        value: `${Math.round(ms / 1000)} s (${Math.round((ms - packedAt) / 1000)} s of them writing the file), ${Math.round((1000 * seconds) / ms)} times real time, ${(sizeBytes / 1e6).toFixed(0)} MB`,
      },
      {
        name: `${name}: memory before, in each tenth, while written`,
        value: `${[idle, ...seen, packing].map(Math.round).join(", ")} MB`,
        goal: { text: `≤ ${maxMemoryMb} MB`, reached: most <= maxMemoryMb },
      },
    );
    if (!Number.isNaN(resumedMs)) {
      measurements.push({
        name: `${name}: going on after a restart of the browser`,
        value: `${Math.round(resumedMs)} ms`,
        goal: { text: `≤ ${maxResumeMs} ms`, reached: resumedMs <= maxResumeMs },
      });
    }
  }
  return measurements;
}
