import { registerAacEncoder } from "@mediabunny/aac-encoder";
import { registerMp3Encoder } from "@mediabunny/mp3-encoder";
import {
  AdtsOutputFormat,
  AudioSample,
  AudioSampleSource,
  canEncodeAudio,
  Mp3OutputFormat,
  NullTarget,
  OggOutputFormat,
  Output,
  Quality,
  StreamTarget,
  WavOutputFormat,
  type AudioCodec,
  type OutputFormat,
} from "mediabunny";
import { UserFacingError } from "../../../src/shared/errors.ts";
import type { ExportFormat } from "../../../src/shared/settings.ts";
import type { PackPlan } from "../messages.ts";
import { formatCueTime } from "./format-cue-time.ts";
import type { Chapter } from "./chapter.ts";
import { id3Tag } from "./id3-tag.ts";
import { M4bWriter } from "./m4b-writer.ts";
import { chapterStarts, layOut, type Layout } from "./lay-out.ts";
import type { SoundLog } from "./sound-log.ts";
import { soundBlocks, type SoundTools } from "./sound-blocks.ts";

/** A file that is written piece by piece. */
export interface Sink {
  write(bytes: Uint8Array<ArrayBuffer>, at: number): void;
}

/** How a format is made. Without `sampleRateOf` the sound keeps its own rate. */
interface FormatParts {
  format(layout: Layout, onFrame: (frame: Uint8Array) => void): OutputFormat;
  codec: AudioCodec;
  bitrate: number;
  sampleRateOf?(own: number): number;
}

/** A WAV file that is longer has sizes that do not fit into 32 bits. */
const maxWavBytes = 4e9;

/** The bitrates are those at which speech in one channel sounds like the original. */
const formats: Record<ExportFormat, FormatParts> = {
  wav: { format: ({ length }) => new WavOutputFormat({ large: 2 * length > maxWavBytes }), codec: "pcm-s16", bitrate: 0 },
  mp3: { format: () => new Mp3OutputFormat(), codec: "mp3", bitrate: 64_000 },
  m4b: { format: (_, onFrame) => new AdtsOutputFormat({ onFrame }), codec: "aac", bitrate: 64_000, sampleRateOf: aacRate },
  opus: { format: () => new OggOutputFormat(), codec: "opus", bitrate: 40_000, sampleRateOf: () => 48_000 },
};

/** Throws `formatNotSupported` if this browser has no encoder for a format. */
export async function requireEncoder(format: ExportFormat): Promise<void> {
  if (format !== "opus") return;
  const canEncode = await canEncodeAudio("opus", { numberOfChannels: 1, sampleRate: 48_000, bitrate: formats.opus.bitrate });
  if (!canEncode) throw new UserFacingError("formatNotSupported", "this browser cannot encode Opus");
}

/** The sample rates that AAC has for speech, in hertz. */
const aacRates = [16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

function aacRate(own: number): number {
  return aacRates.find((rate) => rate >= own) ?? 48_000;
}

/** What stands before each frame of AAC in a stream, and not in a file. */
const adtsHeaderBytes = 7;

/** Writes the sound of a log into `sink`, as the plan says. `onShare` is called with the share that is done, 0 to 1. */
export async function packSound(
  log: SoundLog,
  plan: PackPlan,
  tools: SoundTools,
  sink: Sink,
  onShare: (share: number) => void,
): Promise<void> {
  const layout = layOut(log.sentences);
  const { format, codec, bitrate, sampleRateOf } = formats[plan.format];
  const chapters = chaptersOf(layout, plan);
  // They are always used, so that a file is the same in every browser. Chromium and Firefox have neither of their own on Linux.
  if (codec === "mp3") registerMp3Encoder();
  if (codec === "aac") registerAacEncoder();
  const { title, author } = plan;
  const cover = plan.cover === null ? null : { mimeType: "image/jpeg", data: bytesOf(plan.cover) };
  const tag = plan.format === "mp3" ? id3Tag({ title, author, cover, chapters }) : new Uint8Array();
  if (tag.length > 0) sink.write(tag, 0);
  const writable = new WritableStream<{ data: Uint8Array<ArrayBuffer>; position: number }>({
    write: ({ data, position }) => sink.write(data, tag.length + position),
  });
  const m4b = plan.format === "m4b" ? new M4bWriter(sink, aacRate(layout.sampleRate)) : null;
  const output = new Output({
    format: format(layout, (frame) => m4b?.add(frame.subarray(adtsHeaderBytes))),
    target: m4b ? new NullTarget() : new StreamTarget(writable, { chunked: true, chunkSize: 2 ** 20 }),
  });
  const source = new AudioSampleSource({
    codec,
    ...(bitrate > 0 && { quality: new Quality({ bitrate, bitrateMode: "constant" }) }),
    ...(sampleRateOf && { transform: { sampleRate: sampleRateOf(layout.sampleRate) } }),
  });
  output.addAudioTrack(source);
  if (plan.format === "wav" || plan.format === "opus") {
    output.setMetadataTags({
      title,
      ...(author !== "" && { artist: author }),
      ...(cover && plan.format === "opus" && { images: [{ ...cover, kind: "coverFront" as const }] }),
      ...(plan.format === "opus" && { raw: commentsOf(chapters) }),
    });
  }
  await output.start();
  let done = 0;
  for (const samples of soundBlocks(log, layout, plan, tools)) {
    const sample = new AudioSample({
      data: samples,
      format: "s16",
      numberOfChannels: 1,
      sampleRate: layout.sampleRate,
      timestamp: done / layout.sampleRate,
    });
    await source.add(sample);
    sample.close();
    done += samples.length;
    onShare(Math.min(1, (done * plan.rate) / layout.length));
  }
  await output.finalize();
  m4b?.end({ title, author, cover: cover?.data ?? null, chapters });
}

/** The chapters of a file. Only texts of which something was said begin one. */
function chaptersOf(layout: Layout, { chapters, rate }: PackPlan): Chapter[] {
  const starts = chapterStarts(layout, rate).flatMap(({ text, seconds }) => {
    const title = chapters[text] ?? null;
    return title === null ? [] : [{ title, seconds }];
  });
  const end = layout.length / layout.sampleRate / rate;
  return starts.map(({ title, seconds }, i) => ({
    title,
    startSeconds: seconds,
    endSeconds: starts[i + 1]?.seconds ?? end,
  }));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Chapters as the comments of an Ogg file have them. */
function commentsOf(chapters: readonly Chapter[]): Record<string, string> {
  if (chapters.length < 2) return {};
  return Object.fromEntries(
    chapters.flatMap(({ title, startSeconds }, i) => {
      const name = `CHAPTER${String(i + 1).padStart(3, "0")}`;
      const time = formatCueTime(startSeconds);
      return [
        [name, time],
        [`${name}NAME`, title],
      ];
    }),
  );
}
