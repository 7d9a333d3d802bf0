import type { WorkerEvent, WorkerRequest } from "../../engine/protocol.ts";

/** The engines speak every sentence in this many units, which a listener can distinguish. */
export const unitsPerSentence = 6;

/** The text of a sentence: a word for each unit, which names the sentence and the unit. */
export function textOfSentence(sentence: number): string {
  return `${Array.from({ length: unitsPerSentence }, (_, unit) => `Word${sentence}${"abcdef".charAt(unit)}`).join(" ")}.`;
}

/** A unit of a sentence (by its number in the text), and the voice that speaks it. */
export interface Unit {
  sentence: number;
  unit: number;
  voice: number;
}

/** The sample that stands for a unit. Never 0, and not an integer when it is faded by eighths. */
const sampleOf = ({ sentence, unit, voice }: Unit): number => 1 + 4 * (unit + unitsPerSentence * (sentence + 1000 * voice));

/** The inverse of `sampleOf`; null for silence and for faded samples. */
export function readSample(sample: number): Unit | null {
  if (sample === 0 || !Number.isInteger(sample)) return null;
  const value = (sample - 1) / 4;
  const rest = Math.floor(value / unitsPerSentence);
  return { unit: value % unitsPerSentence, sentence: rest % 1000, voice: Math.floor(rest / 1000) };
}

/** A voice's engine: its sample rate in hertz, the samples per unit, and the units per chunk. */
interface EngineShape {
  voice: number;
  sampleRate: number;
  samplesPerUnit: number;
  unitsPerChunk: number;
  /** Whether all words come with the first chunk. */
  knowsWords: boolean;
}

/** The engines by the key that the worker computes: the instant voice, and two models of different sizes and sample rates. */
const shapes: Record<string, EngineShape> = {
  instant: { voice: 0, sampleRate: 100, samplesPerUnit: 20, unitsPerChunk: 2, knowsWords: false },
  "size 1": { voice: 1, sampleRate: 100, samplesPerUnit: 30, unitsPerChunk: 1, knowsWords: true },
  "size 2": { voice: 2, sampleRate: 80, samplesPerUnit: 25, unitsPerChunk: 4, knowsWords: true },
};

/** The started workers, oldest first. */
export const workers: FakeWorker[] = [];

/** The worker's side of a session. It does one thing for each `step` of the test. */
export class FakeWorker {
  onmessage: ((event: { data: WorkerEvent }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  isGone = false;
  /** Every text that it was asked to speak, and whether somebody waits for it. */
  asked: { text: string; urgentRate: number | undefined }[] = [];
  #shape: EngineShape | undefined;
  #isOpen = false;
  #work: { id: number; words: SpokenWord[]; next: number }[] = [];

  constructor() {
    workers.push(this);
  }

  postMessage(request: WorkerRequest): void {
    if (request.type === "open") {
      this.#shape = shapes[request.source.kind === "instant" ? "instant" : `size ${request.source.model.size}`];
    } else if (request.type === "speak") {
      this.asked.push({ text: request.text, urgentRate: request.urgentRate });
      this.#work.push({ id: request.id, words: wordsOf(request.text), next: 0 });
    } else if (request.type === "cancel" && this.#work.some(({ id }) => id === request.id)) {
      this.#work = this.#work.filter(({ id }) => id !== request.id);
      this.#send({ type: "done", id: request.id, memoryBytes: 1 });
    }
  }

  terminate(): void {
    this.isGone = true;
    this.#work = [];
  }

  /** What it can do next. */
  get wants(): "open" | "speak" | undefined {
    if (this.isGone || !this.#shape) return undefined;
    if (!this.#isOpen) return "open";
    return this.#work.length > 0 ? "speak" : undefined;
  }

  /** Opens, makes the next chunk of its current sentence, or finishes that sentence. */
  step(): void {
    if (!this.wants || !this.#shape) return;
    if (this.wants === "open") {
      this.#isOpen = true;
      return this.#send({ type: "opened", memoryBytes: 1 });
    }
    const [work] = this.#work;
    if (!work) return;
    const { voice, sampleRate, samplesPerUnit, unitsPerChunk, knowsWords } = this.#shape;
    const { id, words, next } = work;
    const units = words.slice(next, next + unitsPerChunk);
    if (units.length === 0) {
      this.#work.shift();
      return this.#send({ type: "done", id, memoryBytes: 1 });
    }
    const samples = Float32Array.from(units.flatMap((unit) => Array<number>(samplesPerUnit).fill(sampleOf({ ...unit, voice }))));
    const timed = words.map(({ start, end }, i) => ({ start, end, startSeconds: (i * samplesPerUnit) / sampleRate }));
    const told = knowsWords ? (next === 0 ? timed : []) : timed.slice(next, next + unitsPerChunk);
    work.next += units.length;
    this.#send({ type: "chunk", id, chunk: { samples, sampleRate, said: work.next / words.length, words: told } });
  }

  /** Fails to open, or fails in its current sentence. */
  fail(): void {
    if (!this.wants) return;
    const error = { code: "voiceFailed", message: "on purpose" } as const;
    if (this.wants === "open") return this.#send({ type: "openFailed", error });
    const work = this.#work.shift();
    if (work) this.#send({ type: "failed", id: work.id, error });
  }

  /** Crashes. */
  die(): void {
    if (this.isGone || !this.#shape) return;
    this.isGone = true;
    this.#work = [];
    this.onerror?.({ message: "on purpose" });
  }

  #send(data: WorkerEvent): void {
    this.onmessage?.({ data });
  }
}

/** A word of a text as the engine speaks it. */
type SpokenWord = Pick<Unit, "sentence" | "unit"> & { start: number; end: number };

function wordsOf(text: string): SpokenWord[] {
  return Array.from(text.matchAll(/Word(\d+)([a-f])/g), ({ index, 0: word, 1: sentence, 2: unit }) => ({
    sentence: Number(sentence),
    unit: "abcdef".indexOf(unit ?? ""),
    start: index,
    end: index + word.length,
  }));
}
