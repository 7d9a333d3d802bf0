import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { chapterEach } from "../../offscreen/export/chapter-each.ts";
import type { ExportJob } from "../../offscreen/export/export-job.ts";
import { createExports, type Exports } from "../../offscreen/export/exports.ts";
import type { JobStore } from "../../offscreen/export/job-store.ts";
import type { PackPlan } from "../../offscreen/export/messages.ts";
import { layOut } from "../../offscreen/export/worker/lay-out.ts";
import { openSoundLog } from "../../offscreen/export/worker/sound-log.ts";
import type { LoggedSentence } from "../../offscreen/export/said-sentence.ts";
import type { SyncFile } from "../../offscreen/export/worker/sync-file.ts";
import { saySentences } from "../../offscreen/say-sentences.ts";
import { createSpareTime, type SpareTime } from "../../offscreen/spare-time.ts";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { ExportWish, SoundExport } from "../../src/shared/protocol.ts";
import type { Pronunciation } from "../../src/shared/pronunciations.ts";
import { memoryFile } from "../unit/memory-file.ts";
import { workers, type FakeWorker } from "./fake-engine.ts";
import { makeBench, settle, utteranceOf, type Bench } from "./narrator-bench.ts";

/** Exports from the text to what is on disk, with the real way to the sound, beside the real narrator. */
// The tests look themselves whether there is time; and an export that a restart has cut off would look for ever.
mock.timers.enable({ apis: ["setInterval"] });

const wish: ExportWish = { format: "wav", captions: true };

/** A disk that survives a restart: records, and the sound of each export. */
interface Disk {
  jobs: Map<string, ExportJob>;
  sounds: Map<string, [samples: SyncFile, lines: SyncFile]>;
  packed: Map<string, PackPlan>;
  /** Every sentence that was ever written, in order. */
  written: [exportId: string, sentence: LoggedSentence][];
  /** The next sentence finds no room. */
  isFull: boolean;
}

const emptyDisk = (): Disk => ({ jobs: new Map(), sounds: new Map(), packed: new Map(), written: [], isFull: false });

interface Scene extends Bench {
  exports: Exports;
  spareTime: SpareTime;
  disk: Disk;
  listed(): SoundExport[];
  /** Every sentence that was ever written of an export, and those that are on disk, by text and number. */
  written(exportId: string): [number, number][];
  made(exportId: string): [number, number][];
}

function open(disk: Disk = emptyDisk(), engineVersion = "1", pronunciations: readonly Pronunciation[] = []): Scene {
  const bench = makeBench();
  bench.dictionary.configure(pronunciations, false);
  const { resolver, clips, player, narrations } = bench;
  const spareTime = createSpareTime(() => {
    const status = narrations.at(-1)?.status ?? "idle";
    return status === "idle" || status === "paused" || player.waitingSeconds() > 10;
  });
  let listed: SoundExport[] = [];
  const logOf = (exportId: string) => {
    const files = disk.sounds.get(exportId) ?? [memoryFile(), memoryFile()];
    disk.sounds.set(exportId, files);
    return openSoundLog(...files);
  };
  const store: JobStore = {
    load: async () => Array.from(disk.jobs.values(), (job) => structuredClone(job)),
    save: async (job) => void disk.jobs.set(job.exportId, structuredClone(job)),
    forgetSound: async (exportId) => void disk.sounds.delete(exportId),
    files: async () => ({ sound: new File(["sound"], "sound"), captions: new File(["captions"], "captions") }),
    async remove(exportId) {
      for (const kept of [disk.jobs, disk.sounds, disk.packed]) kept.delete(exportId);
    },
  };
  const exports = createExports({
    store,
    engineVersion,
    say: (utterance, from, signal) => saySentences(utterance, from, { resolver, clips: clips.forUtterance(utterance), spareTime }, signal),
    async openSound(exportId) {
      const log = logOf(exportId);
      const last = log.sentences.at(-1);
      return {
        made: { text: last?.text ?? 0, sentences: last ? last.sentence + 1 : 0, seconds: log.sentences.length },
        async append(sentence) {
          if (disk.isFull) throw new UserFacingError("diskFull");
          log.append(sentence);
          disk.written.push([exportId, { ...sentence, sampleCount: sentence.samples.length }]);
        },
        pack: async (plan) => void disk.packed.set(exportId, plan),
        close: () => undefined,
      };
    },
    onChange: (changed) => (listed = structuredClone(changed)),
  });
  return {
    ...bench,
    exports,
    spareTime,
    disk,
    listed: () => listed,
    written: (exportId) => disk.written.flatMap(([id, { text, sentence }]) => (id === exportId ? [[text, sentence]] : [])),
    made: (exportId) => logOf(exportId).sentences.map(({ text, sentence }) => [text, sentence]),
  };
}

/** Lets the engine work until something is so. */
async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000; turn++) {
    await settle();
    if (isSo()) return;
    for (const worker of workers) worker.step();
  }
  assert.fail(`${what} did not come`);
}

const status = ({ listed }: Scene, index = 0): string | undefined => listed()[index]?.status;
const idOf = ({ listed }: Scene, index = 0): string => listed()[index]?.exportId ?? assert.fail("not listed");
const from = (text: number, first: number, end: number): [number, number][] =>
  Array.from({ length: end - first }, (_, i) => [text, first + i]);

test("all texts of an export are made in their order, and exports one after another", async () => {
  const scene = open();
  await scene.exports.start(chapterEach([utteranceOf(4, "a", "instant"), utteranceOf(2, "instant", "instant")]), wish, { title: "A book" });
  await scene.exports.start(chapterEach([utteranceOf(3, "b", "instant")]), { ...wish, format: "mp3" });
  await until("the first", () => status(scene) === "finished");
  assert.deepEqual(scene.written(idOf(scene)), [...from(0, 0, 4), ...from(1, 0, 2)]);
  await until("the second", () => status(scene, 1) === "finished");
  const [first, second] = [...scene.disk.packed.values()];
  assert.deepEqual([first?.title, first?.chapters.length, first?.format], ["A book", 2, "wav"]);
  assert.deepEqual([second?.chapters.length, second?.format], [1, "mp3"]);
  assert.deepEqual(
    scene.listed().map(({ share }) => share),
    [1, 1],
  );
  assert.deepEqual(
    [...scene.disk.jobs.values()].map(({ parts }) => parts),
    [[], []],
    "no text is kept longer than it is needed",
  );
});

test("a file is as long as what is heard, with the same pauses", async () => {
  const scene = open();
  const utterance = { ...utteranceOf(4, "a", "wait"), sentencePauseSeconds: 0.5, paragraphPauseSeconds: 1 };
  await scene.exports.start(chapterEach([utterance]), wish);
  await until("the file", () => status(scene) === "finished");
  const { length, sampleRate } = layOut(scene.disk.written.map(([, sentence]) => sentence));
  const { totalSeconds = 0 } = await heard(scene, utterance);
  // The second voice has another sample rate, so each of its sentences is rounded to samples of the first.
  assert.ok(Math.abs(length / sampleRate - totalSeconds) < 2 / sampleRate, `${length} ${sampleRate} ${totalSeconds}`);
});

test("the engines are asked for the same texts as when it is heard: voices, languages and the dictionary", async () => {
  const said = { written: "Word1b", spoken: "Word77e Word78f", language: "en", voiceId: "" };
  const scene = open(emptyDisk(), "1", [{ ...said, match: "word", notation: "text", isCaseSensitive: false }]);
  const utterance = { ...utteranceOf(9, "a", "wait"), rate: 1.5, pitch: 1.2, sentencePauseSeconds: 0.3 };
  const askedOf = (voice: FakeWorker, from = 0): string[] => voice.asked.slice(from).map(({ text }) => text);
  await scene.exports.start(chapterEach([utterance]), wish);
  await until("the file", () => status(scene) === "finished");
  assert.equal(workers.length, 2);
  const inFile = workers.map((worker) => askedOf(worker));
  assert.ok(inFile.flat().some((text) => text.includes("Word77e Word78f")));
  // The file shows what is written.
  assert.ok(scene.disk.written.every(([, { spoken }]) => !spoken.includes("Word77e")));
  await heard(scene, utterance);
  assert.deepEqual(
    workers.map((worker, i) => askedOf(worker, inFile[i]?.length)),
    inFile,
  );
  const [plan] = scene.disk.packed.values();
  assert.deepEqual([plan?.rate, plan?.pitch], [1.5, 1.2]);
});

/** Reads an utterance to its end; resolves to its last timeline, in which everything was measured. */
async function heard({ narrator, loudspeaker, narrations }: Scene, utterance: Parameters<Bench["narrator"]["speak"]>[0]) {
  narrator.speak(utterance);
  await until("the end", () => {
    loudspeaker.play(0.4);
    return narrations.at(-1)?.status === "idle";
  });
  return narrations.findLast(({ timeline }) => timeline !== null)?.timeline ?? assert.fail("no timeline");
}

test("paused, nothing is made; after that it goes on behind what was made, also after a restart", async () => {
  let scene = open();
  await scene.exports.start(chapterEach([utteranceOf(6, "a", "instant")]), wish);
  const exportId = idOf(scene);
  await until("two sentences", () => scene.made(exportId).length === 2);
  scene.exports.pause(exportId);
  for (let turn = 0; turn < 50; turn++) {
    await settle();
    for (const worker of workers) worker.step();
  }
  assert.equal(status(scene), "paused");
  assert.deepEqual(scene.made(exportId), from(0, 0, 2));
  scene.exports.resume(exportId);
  await until("four sentences", () => scene.made(exportId).length === 4);

  scene = open(scene.disk);
  await until("the list", () => scene.listed().length === 1);
  assert.equal(status(scene), "paused");
  assert.deepEqual(scene.made(exportId), from(0, 0, 4));
  scene.exports.resume(exportId);
  await until("the file", () => status(scene) === "finished");
  assert.deepEqual(scene.written(exportId), from(0, 0, 6));
});

test("after an update that sounds different, everything is made anew", async () => {
  const scene = open();
  await scene.exports.start(chapterEach([utteranceOf(4, "a", "instant")]), wish);
  const exportId = idOf(scene);
  await until("two sentences", () => scene.made(exportId).length === 2);
  const later = open(scene.disk, "2");
  await until("the list", () => later.listed().length === 1);
  later.exports.resume(exportId);
  await until("the first sentence", () => later.made(exportId).length === 1);
  assert.deepEqual(later.made(exportId), from(0, 0, 1));
  await until("the file", () => status(later) === "finished");
});

test("a voice that fails in the middle is told, what was made is kept, and it can be tried again", async () => {
  const scene = open();
  await scene.exports.start(chapterEach([utteranceOf(4, "a", "instant")]), wish);
  const exportId = idOf(scene);
  await until("a sentence", () => scene.made(exportId).length === 1);
  for (let turn = 0; turn < 200 && status(scene) !== "failed"; turn++) {
    await settle();
    for (const worker of workers) worker.fail();
  }
  assert.equal(scene.listed()[0]?.error?.code, "voiceFailed");
  assert.deepEqual(scene.made(exportId), from(0, 0, 1));
  scene.exports.resume(exportId);
  await until("the file", () => status(scene) === "finished");
  assert.equal(scene.listed()[0]?.error, null);
});

test("a voice that is not installed is told, and no other speaks in its place", async () => {
  const scene = open();
  await scene.exports.start(chapterEach([utteranceOf(2, "gone", "instant")]), wish);
  await until("the failure", () => status(scene) === "failed");
  assert.equal(scene.listed()[0]?.error?.code, "voiceNotInstalled");
  assert.deepEqual(scene.made(idOf(scene)), []);
});

test("a full disk is told, and what was there stays", async () => {
  const scene = open();
  await scene.exports.start(chapterEach([utteranceOf(3, "a", "instant")]), wish);
  const exportId = idOf(scene);
  await until("a sentence", () => scene.made(exportId).length === 1);
  scene.disk.isFull = true;
  await until("the failure", () => status(scene) === "failed");
  assert.equal(scene.listed()[0]?.error?.code, "diskFull");
  scene.disk.isFull = false;
  scene.exports.resume(exportId);
  await until("the file", () => status(scene) === "finished");
});

test("removed in the middle of a sentence, nothing of it is left, and the voice is free", async () => {
  const scene = open();
  await scene.exports.start(chapterEach([utteranceOf(3, "a", "instant")]), wish);
  const exportId = idOf(scene);
  await until("a sentence", () => scene.made(exportId).length === 1);
  await until("the next one", () => workers.some(({ wants }) => wants === "speak"));
  await scene.exports.remove(exportId);
  await settle();
  assert.deepEqual(scene.listed(), []);
  assert.equal(scene.disk.jobs.size + scene.disk.sounds.size, 0);
  assert.ok(workers.every(({ wants }) => wants !== "speak"));
});

test("reading aloud comes first: the sentence of an export is dropped, and made again when it is idle", async () => {
  const scene = open();
  await scene.exports.start(chapterEach([utteranceOf(4, "a", "instant")]), wish);
  const exportId = idOf(scene);
  await until("a sentence", () => scene.made(exportId).length === 1);
  await until("the next one", () => workers.some(({ wants }) => wants === "speak"));
  scene.narrator.speak(utteranceOf(2, "a", "wait", 100));
  scene.spareTime.look();
  await settle();
  const engine = workers.find(({ wants }) => wants === "speak") ?? assert.fail("nothing is spoken");
  // Its next chunk is the reading's: what is heard first.
  engine.step();
  await settle();
  scene.loudspeaker.play(0.4);
  assert.equal(scene.loudspeaker.heard[0]?.sentence, 100);
  const madeBefore = scene.made(exportId).length;
  await until("the end of the reading", () => {
    scene.loudspeaker.play(0.4);
    scene.spareTime.look();
    return scene.narrations.at(-1)?.status === "idle";
  });
  assert.equal(scene.made(exportId).length, madeBefore, "a short text leaves no time beside it");
  await until("the file", () => {
    scene.spareTime.look();
    return status(scene) === "finished";
  });
  assert.deepEqual(scene.written(exportId), from(0, 0, 4));
});

test("there are no more exports than can be listed", async () => {
  const scene = open();
  await assert.rejects(scene.exports.start([], wish), { code: "nothingToRead" });
  for (let i = 0; i < 50; i++) await scene.exports.start(chapterEach([utteranceOf(1, "instant", "instant")]), wish);
  await assert.rejects(scene.exports.start(chapterEach([utteranceOf(1, "instant", "instant")]), wish), { code: "exportsFull" });
  await scene.exports.clear();
  assert.deepEqual(scene.listed(), []);
});
