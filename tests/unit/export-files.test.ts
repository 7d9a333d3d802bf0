import assert from "node:assert/strict";
import { test } from "node:test";
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from "mediabunny";
import { fromSixteenBit, toSixteenBit } from "../../offscreen/cache/sixteen-bit.ts";
import { fileNameOf } from "../../offscreen/export/file-name.ts";
import type { PackPlan } from "../../offscreen/export/messages.ts";
import type { SaidSentence } from "../../offscreen/export/said-sentence.ts";
import { captionsOf } from "../../offscreen/export/worker/captions.ts";
import { layOut } from "../../offscreen/export/worker/lay-out.ts";
import { M4bWriter } from "../../offscreen/export/worker/m4b-writer.ts";
import { packSound } from "../../offscreen/export/worker/pack-sound.ts";
import { openSoundLog, writeAll, type SoundLog } from "../../offscreen/export/worker/sound-log.ts";
import { resample } from "../../offscreen/resample.ts";
import { PlayQueue } from "../../offscreen/playback/worklet/play-queue.ts";
import { TimeStretch } from "../../offscreen/playback/worklet/time-stretch.ts";
import { mp3Chapters } from "../browser/harness/mp3-chapters.ts";
import { readWav } from "../browser/harness/read-wav.ts";
import { memoryFile } from "./memory-file.ts";

const tools = { createStretch: (sampleRate: number) => new TimeStretch(sampleRate), resample, toSixteenBit, fromSixteenBit };

function said(text: number, sentence: number, seconds: number, sampleRate = 22_050, change: Partial<SaidSentence> = {}): SaidSentence {
  const hertz = 300 + 100 * sentence;
  return {
    text,
    sentence,
    spoken: "Fish & chips <now>.",
    words: [
      { start: 0, end: 4, startSeconds: 0 },
      { start: 7, end: 12, startSeconds: 0.25 },
      { start: 13, end: 18, startSeconds: 0.5 },
    ],
    samples: Int16Array.from(
      { length: Math.round(seconds * sampleRate) },
      (_, i) => 9_000 * Math.sin((2 * Math.PI * hertz * i) / sampleRate),
    ),
    sampleRate,
    pauseSeconds: 0.1,
    ...change,
  };
}

function logOf(...sentences: SaidSentence[]): SoundLog {
  const log = openSoundLog(memoryFile(), memoryFile());
  for (const sentence of sentences) log.append(sentence);
  return log;
}

async function pack(log: SoundLog, plan: Partial<PackPlan>): Promise<Uint8Array<ArrayBuffer>> {
  const file = memoryFile();
  const shares: number[] = [];
  await packSound(
    log,
    {
      format: "wav",
      captions: false,
      title: "Der Leuchtturm – 灯台",
      author: "",
      cover: null,
      chapters: ["One", "Two"],
      rate: 1,
      pitch: 1,
      ...plan,
    },
    tools,
    { write: (bytes, at) => writeAll(file, bytes, at) },
    (share) => shares.push(share),
  );
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
  assert.ok((shares.at(-1) ?? 0) > 0.99);
  return file.bytes();
}

test("a WAV file has every sample as it was made, and silence between", async () => {
  const first = said(0, 0, 1.234);
  const second = said(0, 1, 0.777, 22_050, { pauseSeconds: 0 });
  const { samples, sampleRate } = readWav(await pack(logOf(first, second), {}));
  assert.equal(sampleRate, 22_050);
  const expected = [...first.samples, ...new Int16Array(2_205), ...second.samples].map((sample) => sample / 32_768);
  assert.deepEqual(samples, Float32Array.from(expected));
});

test("voices of different sample rates come to the higher one, and each sentence begins where the captions say", async () => {
  const log = logOf(said(0, 0, 1, 16_000), said(0, 1, 1, 22_050));
  const { samples, sampleRate } = readWav(await pack(log, {}));
  assert.equal(sampleRate, 22_050);
  const [first, second] = layOut(log.sentences).sentences;
  assert.deepEqual([first?.start, second?.start], [0, 22_050 + 2_205]);
  assert.equal(samples.length, 2 * (22_050 + 2_205));
  // The lower voice has the same sine at the other rate; at its ends the filter has less to go by.
  for (let i = 500; i < 21_500; i += 7) {
    const wave = (9_000 * Math.sin((2 * Math.PI * 300 * i) / 22_050)) / 32_768;
    assert.ok(Math.abs((samples[i] ?? 0) - wave) < 2e-3, `${i}`);
  }
});

test("at twice the rate a file is half as long, and so are the times of its captions", async () => {
  const log = logOf(said(0, 0, 2), said(0, 1, 2));
  const { samples } = readWav(await pack(log, { rate: 2 }));
  assert.ok(Math.abs(samples.length / 22_050 - 2.1) < 0.05, `${samples.length}`);
  const cues = [...captionsOf(layOut(log.sentences), 2)].join("").match(/\S+ --> \S+/g);
  assert.deepEqual(cues, ["00:00:00.000 --> 00:00:01.000", "00:00:01.050 --> 00:00:02.050"]);
});

for (const [rate, pitch] of [
  [1, 1],
  [1.7, 1],
  [0.6, 1.3],
] as const) {
  test(`at rate ${rate} and pitch ${pitch} a file has the samples that the audio thread renders, with pauses`, async () => {
    const first = said(0, 0, 1.1, 22_050, { pauseSeconds: 0.35 });
    const second = said(0, 1, 0.4, 22_050, { pauseSeconds: 0 });
    const heard: number[] = [];
    const queue = new PlayQueue(22_050, () => undefined);
    queue.receive({ type: "rate", rate });
    queue.receive({ type: "pitch", pitch });
    const sound = [...first.samples, ...new Int16Array(Math.round(0.35 * 22_050)), ...second.samples].map((sample) => sample / 32_768);
    for (let at = 0; at < sound.length; at += 1_234) {
      // As it comes, in chunks, while it is heard.
      queue.receive({ type: "push", samples: Float32Array.from(sound.slice(at, at + 1_234)), mark: null });
      render();
    }
    queue.receive({ type: "end" });
    for (let i = 0; i < 1_000; i++) render();
    function render(): void {
      const block = new Float32Array(128);
      queue.render(block, 0);
      heard.push(...block);
    }
    const { samples } = readWav(await pack(logOf(first, second), { rate, pitch }));
    const end = heard.findLastIndex((sample) => sample !== 0) + 1;
    assert.ok(samples.length >= end && samples.length > 20_000, `${samples.length} ${end}`);
    const furthest = Math.max(...samples.map((sample, i) => Math.abs(sample - (heard[i] ?? 0))));
    assert.ok(furthest <= 1 / 32_768, `${furthest}`);
  });
}

test("captions have a cue for each sentence and a time for each word, and nothing in them is markup of the text", () => {
  const captions = [...captionsOf(layOut(logOf(said(0, 0, 1, 100), said(0, 1, 3_600, 100)).sentences), 1)].join("");
  assert.equal(
    captions,
    `WEBVTT

00:00:00.000 --> 00:00:01.000
<c>Fish</c> &amp; <00:00:00.250><c>chips</c> <00:00:00.500><c>&lt;now&gt;</c>.

00:00:01.100 --> 01:00:01.100
<c>Fish</c> &amp; <00:00:01.350><c>chips</c> <00:00:01.600><c>&lt;now&gt;</c>.
`,
  );
});

test("an MP3 file has the duration of the sound, a title in any script, and its chapters", async () => {
  const file = await pack(logOf(said(0, 0, 2), said(1, 0, 3), said(1, 1, 1)), { format: "mp3" });
  const input = new Input({ source: new BufferSource(file), formats: ALL_FORMATS });
  const track = (await input.getPrimaryAudioTrack()) ?? assert.fail("no track");
  assert.equal(await track.getSampleRate(), 22_050);
  const duration = await input.computeDuration();
  assert.ok(Math.abs(duration - 6.3) < 0.12, `${duration}`);
  const tags = await input.getMetadataTags();
  assert.equal(tags.title, "Der Leuchtturm – 灯台");
  assert.deepEqual(mp3Chapters(file), [
    ["One", 0, 2_100],
    ["Two", 2_100, 6_300],
  ]);
});

/** A JPEG image of one pixel would do; what counts is that every byte of it comes back. */
const image = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256);

for (const format of ["mp3", "m4b"] as const) {
  test(`as ${format} a book has its author and its cover, and what goes on in a chapter begins none`, async () => {
    const log = logOf(said(0, 0, 2), said(1, 0, 1), said(2, 0, 3), said(3, 0, 1, 16_000));
    const plan = { format, author: "Ada Lovelace", cover: Buffer.from(image).toString("base64"), chapters: ["One", null, "Two", "Three"] };
    const file = await pack(log, plan);
    const input = new Input({ source: new BufferSource(file), formats: ALL_FORMATS });
    const duration = await input.computeDuration();
    assert.ok(Math.abs(duration - 7.4) < 0.15, `${duration}`);
    const tags = await input.getMetadataTags();
    assert.deepEqual([tags.title, tags.artist], ["Der Leuchtturm – 灯台", "Ada Lovelace"]);
    const [cover, ...more] = tags.images ?? [];
    assert.deepEqual([cover?.kind, cover?.mimeType, more.length], ["coverFront", "image/jpeg", 0]);
    assert.ok(Buffer.from(image).equals(cover?.data ?? new Uint8Array()));
    const chapters = format === "mp3" ? mp3Chapters(file).map(([title, start]) => [title, start]) : chapterList(file);
    assert.deepEqual(chapters, [
      ["One", 0],
      ["Two", 3_200],
      ["Three", 6_300],
    ]);
  });
}

/** The chapters of an MP4 file: title, and beginning in milliseconds. */
function chapterList(file: Uint8Array<ArrayBuffer>): [string, number][] {
  const list = Buffer.from(file).subarray(Buffer.from(file).indexOf("chpl") + 12);
  const chapters: [string, number][] = [];
  for (let at = 1; chapters.length < (list[0] ?? 0);) {
    const length = list[at + 8] ?? 0;
    chapters.push([list.subarray(at + 9, at + 9 + length).toString(), Number(list.readBigUInt64BE(at)) / 10_000]);
    at += 9 + length;
  }
  return chapters;
}

test("an M4B file of many frames has each of them where it was, and titles that are shortened between letters", async () => {
  const file = memoryFile();
  const writer = new M4bWriter({ write: (bytes, at) => writeAll(file, bytes, at) }, 22_050);
  const frames = Array.from({ length: 5_001 }, (_, i) => Uint8Array.from({ length: 3 + (i % 50) }, (_unused, at) => i >> (8 * at)));
  for (const frame of frames) writer.add(frame);
  const chapters = [
    { title: "One", startSeconds: 0, endSeconds: 0.5 },
    { title: "Größe".repeat(60), startSeconds: 0.5, endSeconds: 1 },
  ];
  writer.end({ title: "A book", author: "", cover: null, chapters });
  const input = new Input({ source: new BufferSource(file.bytes()), formats: ALL_FORMATS });
  const tags = await input.getMetadataTags();
  assert.deepEqual([tags.title, tags.artist, tags.images], ["A book", undefined, undefined]);
  const track = (await input.getPrimaryAudioTrack()) ?? assert.fail("no track");
  assert.deepEqual([await track.getSampleRate(), await track.getNumberOfChannels(), await track.getCodec()], [22_050, 1, "aac"]);
  assert.ok(Math.abs((await input.computeDuration()) - (frames.length * 1_024) / 22_050) < 1e-3);
  const sink = new EncodedPacketSink(track);
  let at = 0;
  for await (const { data, timestamp } of sink.packets()) {
    assert.ok(Buffer.from(frames[at] ?? []).equals(data), `frame ${at}`);
    assert.ok(Math.abs(timestamp - (at * 1_024) / 22_050) < 1e-3);
    at++;
  }
  assert.equal(at, frames.length);
  const [first, second] = chapterList(file.bytes());
  assert.deepEqual(first, ["One", 0]);
  assert.deepEqual([second?.[0].slice(0, 10), Buffer.from(second?.[0] ?? "").length, second?.[1]], ["GrößeGröße", 254, 500]);
});

test("a file's name is one in every system", () => {
  assert.equal(fileNameOf('What? A "title": 1/2 \\ <b>|*', "mp3"), "What A title 1 2 b.mp3");
  assert.equal(fileNameOf("../../etc/passwd", "wav"), "etc passwd.wav");
  assert.equal(fileNameOf("\u202Egpj.exe\u0000", "wav"), "gpj.exe.wav");
  assert.equal(fileNameOf("   ", "opus"), "audio.opus");
  assert.equal(fileNameOf("x".repeat(500), "m4b").length, 84);
});
