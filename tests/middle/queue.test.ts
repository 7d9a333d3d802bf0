import assert from "node:assert/strict";
import { mock, test } from "node:test";
import fc from "fast-check";
import type { PlacedText, ReadingPlaces } from "../../offscreen/cache/reading-places.ts";
import { idleNarration } from "../../offscreen/narrator.ts";
import { createPlaceKeeper } from "../../offscreen/place-keeper.ts";
import { createQueue, type ReadingQueue } from "../../offscreen/queue.ts";
import { createSleepTimer, type SleepTimerControl } from "../../offscreen/sleep-timer.ts";
import type { Narration, QueuedText, SleepTimer, Utterance } from "../../src/shared/protocol.ts";
import { unitsPerSentence, workers } from "./fake-engine.ts";
import { makeBench, settle, utteranceOf, type Bench, type VoiceId } from "./narrator-bench.ts";

/** Text after text: the real narrator, queue, sleep timer and keeper of places, as `offscreen/index.ts` puts them together. */
mock.timers.enable({ apis: ["setTimeout", "Date"] });

interface Listening extends Bench {
  queue: ReadingQueue;
  sleepTimer: SleepTimerControl;
  /** What watchers see. */
  queued: QueuedText[];
  timer: SleepTimer | null;
  places: Map<string, number>;
  readNext(): boolean;
  last(): Narration;
}

function makeListening(): Listening {
  const places = new Map<string, number>();
  const key = ({ text }: PlacedText): string => text;
  const keeper = createPlaceKeeper({
    find: async (text) => places.get(key(text)),
    keep: async (text, offset) => void places.set(key(text), offset),
    forget: async (text) => void places.delete(key(text)),
    clear: async () => places.clear(),
  } satisfies ReadingPlaces);
  const readNext = (): boolean => {
    const next = listening.queue.takeNext();
    if (next) listening.narrator.speak(next);
    return next !== undefined;
  };
  const bench = makeBench({
    onChange(narration) {
      keeper.narrated(narration);
      listening.sleepTimer.narrated(narration);
    },
    onBegin: keeper.begin,
    onEnd() {
      keeper.ended();
      return !listening.sleepTimer.textEnded() && readNext();
    },
  });
  const { narrator } = bench;
  const listening: Listening = {
    ...bench,
    places,
    queued: [],
    timer: null,
    queue: createQueue((texts) => (listening.queued = texts)),
    sleepTimer: createSleepTimer({ onChange: (timer) => (listening.timer = timer), fade: narrator.fade, pause: narrator.pause }),
    readNext,
    last: () => bench.narrations.at(-1) ?? idleNarration,
  };
  return listening;
}

/** Each text has sentences with numbers of its own, so that what is heard tells which text it is from. */
const sentencesApart = 10;
let made = 0;

/** A text whose id is its number. */
function nextText(sentences: number, voiceId: VoiceId): Utterance {
  const number = made++ % 90;
  const utterance = utteranceOf(sentences, voiceId, "instant", number * sentencesApart);
  return { ...utterance, utteranceId: `${number}`, address: "https://a.example/" };
}

type Command =
  | { type: "enqueue" | "speak"; sentences: number; voiceId: VoiceId }
  | { type: "remove"; nth: number }
  | { type: "move"; nth: number; index: number }
  | { type: "readNext" | "clear" | "stop" | "pause" | "resume" | "sleep" }
  | { type: "step" | "fail"; worker: number }
  | { type: "play"; seconds: number };

const worker = fc.nat(2);
const anyCommand = fc.oneof<fc.WeightedArbitrary<Command>[]>(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("enqueue" as const),
      sentences: fc.integer({ min: 0, max: 3 }),
      voiceId: fc.constantFrom("instant" as const, "a" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("speak" as const),
      sentences: fc.integer({ min: 1, max: 3 }),
      voiceId: fc.constant("instant" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("remove" as const), nth: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("move" as const), nth: fc.nat(3), index: fc.integer({ min: -1, max: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom("readNext" as const, "stop" as const, "pause" as const, "resume" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("clear" as const, "sleep" as const) }) },
  { weight: 30, arbitrary: fc.record({ type: fc.constant("step" as const), worker }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("fail" as const), worker }) },
  { weight: 25, arbitrary: fc.record({ type: fc.constant("play" as const), seconds: fc.constantFrom(0.8, 1.6, 4) }) },
);

/** What must be true, whatever happens: which texts wait, which one is read, and how each one ended. */
class Model {
  readonly listening = makeListening();
  readonly #texts = new Map<string, Utterance>();
  #waiting: string[] = [];
  /** The texts in the order in which they began. */
  readonly #begun: string[] = [];
  readonly #complete = new Set<string>();
  #seen = 0;
  #isLast = false;
  wentOn = 0;
  errors = 0;

  async perform(command: Command): Promise<void> {
    const { narrator, queue, sleepTimer, loudspeaker, readNext } = this.listening;
    const nth = (index: number): string => this.#waiting[index] ?? "none";
    switch (command.type) {
      case "enqueue": {
        const text = this.#make(command);
        this.#waiting.push(text.utteranceId);
        queue.add(text);
        break;
      }
      case "speak": {
        const text = this.#make(command);
        this.#begun.push(text.utteranceId);
        this.#observe(() => narrator.speak(text));
        break;
      }
      case "remove": {
        const id = nth(command.nth);
        this.#waiting = this.#waiting.filter((waiting) => waiting !== id);
        queue.remove(id);
        break;
      }
      case "move": {
        const id = nth(command.nth);
        if (id !== "none") this.#waiting = this.#waiting.filter((waiting) => waiting !== id).toSpliced(Math.max(0, command.index), 0, id);
        queue.move(id, command.index);
        break;
      }
      case "clear":
        this.#waiting = [];
        queue.clear();
        break;
      case "readNext": {
        const id = this.#waiting.shift();
        if (id !== undefined) this.#begun.push(id);
        this.#observe(() => assert.equal(readNext(), id !== undefined));
        break;
      }
      case "sleep":
        sleepTimer.set({ after: "text" });
        break;
      case "play":
        loudspeaker.play(command.seconds);
        break;
      case "step":
      case "fail":
        workers[command.worker]?.[command.type]();
        break;
      case "stop":
      case "pause":
      case "resume": {
        const { type } = command;
        this.#observe(() => narrator[type]());
      }
    }
    await settle();
    this.#follow();
    this.#check();
  }

  /** Has everything read that waits, whatever fails. */
  async finish(): Promise<void> {
    for (let round = 0; round < 3_000; round++) {
      const { status } = this.listening.last();
      if (status === "idle" && this.#waiting.length === 0) break;
      if (status === "idle") await this.perform({ type: "readNext" });
      if (status === "paused") await this.perform({ type: "resume" });
      for (const index of workers.keys()) await this.perform({ type: "step", worker: index });
      await this.perform({ type: "play", seconds: 0.8 });
    }
    assert.deepEqual([this.listening.last().status, this.#waiting], ["idle", []]);
    assert.deepEqual(this.#begun, [...new Set(this.#begun)], "no text is read twice");
  }

  #make({ sentences, voiceId }: { sentences: number; voiceId: VoiceId }): Utterance {
    const text = nextText(sentences, voiceId);
    this.#texts.set(text.utteranceId, text);
    return text;
  }

  /** Does what a user does: the narrations that it makes at once say nothing of an end. */
  #observe(act: () => void): void {
    this.#follow();
    act();
    this.#seen = this.listening.narrations.length;
  }

  /** Follows what happened by itself. */
  #follow(): void {
    const { narrations } = this.listening;
    for (; this.#seen < narrations.length; this.#seen++) {
      const narration = narrations[this.#seen];
      const before = this.#begun.at(-1);
      if (!narration || !before) continue;
      if (narration.utteranceId !== before) {
        assert.equal(narration.status, "preparing");
        assert.ok(!this.#isLast, "the queue went on after the last text of the evening");
        assert.equal(narration.utteranceId, this.#waiting.shift(), "the first that waits is the next");
        this.#begun.push(narration.utteranceId ?? "");
        this.#complete.add(before);
        this.wentOn++;
      } else if (narration.status === "idle" && narration.error) {
        this.errors++;
      } else if (narration.status === "idle") {
        assert.ok(this.#waiting.length === 0 || this.#isLast, "the queue did not go on");
        this.#complete.add(before);
      }
    }
    this.#isLast = this.listening.timer?.after === "text";
  }

  #check(): void {
    assert.deepEqual(
      this.listening.queued.map(({ utteranceId }) => utteranceId),
      this.#waiting,
    );
    const units = this.listening.loudspeaker.heard.map(({ sentence, unit }) => sentence * unitsPerSentence + unit);
    let at = 0;
    for (const id of this.#begun) {
      const first = Number(id) * sentencesApart * unitsPerSentence;
      const length = (this.#texts.get(id)?.text.match(/Word/g) ?? []).length;
      let heard = 0;
      while (heard < length && units[at] === first + heard) {
        heard++;
        at++;
      }
      if (this.#complete.has(id)) assert.equal(heard, length, `text ${id} was heard to its end`);
    }
    assert.equal(at, units.length, "each text is heard from its beginning, in the order in which they began, and nothing else is");
  }
}

test(
  "whatever is added, moved, stopped or fails: no text is lost or read twice, and they are read in order",
  { timeout: 300_000 },
  async () => {
    let wentOn = 0;
    let errors = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyCommand, { minLength: 20, maxLength: 80 }), async (commands) => {
        const model = new Model();
        for (const command of commands) await model.perform(command);
        await model.finish();
        ({ wentOn, errors } = { wentOn: wentOn + model.wentOn, errors: errors + model.errors });
      }),
      { numRuns: 800, includeErrorInReport: true },
    );
    assert.ok(wentOn > 500 && errors > 200, `${wentOn} went on, ${errors} errors`);
  },
);

/** Lets everything go on until `isEnough`. */
async function run({ loudspeaker }: Listening, isEnough: () => boolean): Promise<void> {
  for (let round = 0; !isEnough(); round++) {
    assert.ok(round < 400, "it does not come");
    for (const candidate of workers) candidate.step();
    await settle();
    loudspeaker.play(0.2);
    await settle();
  }
}

/** Seconds from the beginning of the last word of a text to the first word of the next one. */
async function secondsBetween(paragraphPauseSeconds: number): Promise<number> {
  const { narrator, queue, narrations, loudspeaker, last } = makeListening();
  narrator.speak({ ...nextText(1, "instant"), paragraphPauseSeconds });
  queue.add({ ...nextText(1, "instant"), paragraphPauseSeconds });
  const begins: number[] = [];
  while (last().status !== "idle") {
    for (const candidate of workers) candidate.step();
    await settle();
    loudspeaker.play(0.04);
    begins[loudspeaker.heard.length] ??= loudspeaker.nowMs();
    await settle();
  }
  const statuses = narrations.map(({ status }) => status);
  assert.equal(statuses.indexOf("idle"), statuses.length - 1, "nothing says in between that reading has ended");
  assert.equal(loudspeaker.heard.length, 2 * unitsPerSentence);
  return ((begins[unitsPerSentence + 1] ?? NaN) - (begins[unitsPerSentence] ?? NaN)) / 1000;
}

test("between two texts there is the pause of a paragraph, and they are one reading", async () => {
  const pauseSeconds = (await secondsBetween(2)) - (await secondsBetween(0));
  assert.ok(Math.abs(pauseSeconds - 2) < 0.1, `${pauseSeconds} s`);
});

test("an error keeps the queue and does not go on; the next text begins when it is asked for", async () => {
  const listening = makeListening();
  const { narrator, queue, loudspeaker, last, readNext } = listening;
  narrator.speak(nextText(2, "instant"));
  const waiting = nextText(2, "instant");
  queue.add(waiting);
  await settle();
  workers[0]?.step();
  for (let i = 0; i < 2; i++) workers[0]?.fail();
  for (let i = 0; i < 40; i++) {
    for (const candidate of workers) candidate.fail();
    await settle();
    loudspeaker.play(0.4);
  }
  assert.deepEqual([last().status, last().error?.code], ["idle", "voiceFailed"]);
  assert.equal(listening.queued.length, 1);
  assert.ok(readNext());
  await run(listening, () => last().status === "idle");
  assert.deepEqual([last().utteranceId, last().error, last().progress], [waiting.utteranceId, null, 1]);
});

test("a text that was stopped in its middle is offered from there, and is read from there to its end", async () => {
  const listening = makeListening();
  const { narrator, loudspeaker, places, last } = listening;
  const text = nextText(5, "instant");
  const first = Number(text.utteranceId) * sentencesApart;
  narrator.speak(text);
  assert.equal(last().resume, null);
  await run(listening, () => last().sentence?.index === 2);
  narrator.stop();
  await settle();
  const stoppedAt = text.text.indexOf(`Word${first + 2}a`);
  assert.deepEqual([...places.values()], [stoppedAt]);

  // Again from the beginning: it is offered, and stays when this is stopped too.
  narrator.speak({ ...text, utteranceId: "again" });
  await settle();
  assert.deepEqual(last().resume, { offset: stoppedAt, share: stoppedAt / text.text.length });
  await run(listening, () => last().sentence?.index === 1);
  assert.equal(last().resume?.offset, stoppedAt);
  narrator.stop();
  await settle();
  assert.deepEqual([...places.values()], [stoppedAt]);

  narrator.speak({ ...text, utteranceId: "once more" });
  await run(listening, () => last().sentence !== null);
  loudspeaker.forget();
  narrator.jump({ to: "offset", offset: last().resume?.offset ?? 0 });
  assert.equal(last().resume, null);
  await run(listening, () => last().status === "idle");
  assert.equal(last().progress, 1);
  assert.deepEqual(
    loudspeaker.heard.map(({ sentence }) => sentence - first).filter((index, i, all) => index !== all[i - 1]),
    [2, 3, 4],
  );
  assert.deepEqual([...places], []);
});

test("the offer ends when the reading comes to its place", async () => {
  const listening = makeListening();
  const { narrator, places, narrations, last } = listening;
  const text = nextText(4, "instant");
  const offset = text.text.indexOf(`Word${Number(text.utteranceId) * sentencesApart + 2}a`);
  places.set(text.text, offset);
  narrator.speak(text);
  await run(listening, () => last().status === "idle");
  for (const { sentence, resume, status } of narrations.slice(2)) {
    if (status !== "idle") assert.equal(resume !== null, (sentence?.index ?? 0) < 2, `sentence ${sentence?.index}`);
  }
  assert.equal(last().resume, null);
});

test("when the sleep timer is up the sound fades out and pauses; it goes on from there at full volume, and so does the queue", async () => {
  const listening = makeListening();
  const { narrator, queue, sleepTimer, loudspeaker, places, last } = listening;
  const text = nextText(3, "instant");
  narrator.speak({ ...text, volume: 0.5 });
  queue.add({ ...nextText(1, "instant"), volume: 0.5 });
  sleepTimer.set({ after: "minutes", minutes: 5 });
  await run(listening, () => last().sentence?.index === 1);
  const volumes = new Set<number>();
  for (let i = 0; i < 3_100 && last().status !== "paused"; i++) {
    mock.timers.tick(100);
    volumes.add(loudspeaker.volume());
  }
  await settle();
  assert.equal(last().status, "paused");
  assert.ok(volumes.size > 20, `${volumes.size} volumes`);
  assert.deepEqual([Math.max(...volumes), Math.min(...volumes), listening.timer], [0.5, 0, null]);
  assert.equal(places.size, 1, "the place is kept");

  narrator.resume();
  assert.equal(loudspeaker.volume(), 0.5);
  await run(listening, () => last().status === "idle");
  assert.deepEqual([listening.queued, last().progress], [[], 1]);
  const first = Number(text.utteranceId) * sentencesApart;
  assert.deepEqual(
    loudspeaker.heard.map(({ sentence }) => sentence - first).filter((index, i, all) => index !== all[i - 1]),
    [0, 1, 2, sentencesApart],
  );
});

test("a jump after the sleep timer goes on at full volume too", async () => {
  const listening = makeListening();
  const { narrator, sleepTimer, loudspeaker, last } = listening;
  narrator.speak({ ...nextText(3, "instant"), volume: 0.5 });
  sleepTimer.set({ after: "minutes", minutes: 5 });
  await run(listening, () => last().sentence?.index === 1);
  for (let i = 0; i < 3_100 && last().status !== "paused"; i++) mock.timers.tick(100);
  assert.deepEqual([last().status, loudspeaker.volume()], ["paused", 0]);
  narrator.jump({ to: "sentence", by: 1 });
  assert.deepEqual([last().status, loudspeaker.volume()], ["speaking", 0.5]);
});

test("with the timer at the end of the text, the queue stays", async () => {
  const listening = makeListening();
  const { narrator, queue, sleepTimer, last } = listening;
  const text = nextText(1, "instant");
  narrator.speak(text);
  queue.add(nextText(1, "instant"));
  sleepTimer.set({ after: "text" });
  await run(listening, () => last().status === "idle");
  assert.deepEqual([last().utteranceId, listening.queued.length, listening.timer], [text.utteranceId, 1, null]);
});
