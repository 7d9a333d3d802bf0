import { openInstantVoice, openVoice, parseVoiceConfig, verifyVoice, type Voice } from "../index.ts";
import { isFirefox } from "./is-firefox.ts";
import { canSpeak, sayVerdict, type Telling } from "./what-to-say.ts";

/** Where `serve.ts` puts what the engine loads at run time. */
const assetsUrl = "engine/";
/** More did not make it faster. */
const mostThreads = 4;
/** In Firefox a voice on several threads did not open once in some ten times (cause not known). */
const hasSafeThreads = !isFirefox;

/** A voice as the page uses it. */
export interface DemoVoice {
  readonly voice: Voice;
  readonly speakerCount: number;
  readonly threads: number;
  /** How long texts took so far, and how long their sound is. */
  readonly spoken: { tookMs: number; soundSeconds: number };
}

/** What the page hears while a voice is loaded, and later. */
export interface Listener {
  onProgress(share: number): void;
  onVerdict(told: Telling): void;
  onDied(): void;
}

/** A model that was refused, and why. */
export class RefusedModel extends Error {
  override readonly name = "RefusedModel";
  constructor(readonly told: Telling) {
    super(told.words);
  }
}

/** Loads the instant voice. Rejects as the engine does. */
export async function loadInstantVoice(espeakVoice: string, signal: AbortSignal, { onDied }: Listener): Promise<DemoVoice> {
  const spoken = { tookMs: 0, soundSeconds: 0 };
  const voice = await openInstantVoice(espeakVoice, { assetsUrl, signal, onDied, onSpoken: count(spoken) });
  return { voice, speakerCount: 1, threads: 1, spoken };
}

/** Verifies and loads a Piper voice. Rejects as the engine does, and with a `RefusedModel`. */
export async function loadPiperVoice(
  model: File,
  config: File,
  signal: AbortSignal,
  { onDied, onProgress, onVerdict }: Listener,
): Promise<DemoVoice> {
  const parameters = parseVoiceConfig(await config.text());
  const { speakerCount } = parameters;
  const verdict = await verifyVoice(model, { assetsUrl, speakerCount, signal, onProgress });
  if (!canSpeak(verdict)) throw new RefusedModel(sayVerdict(verdict));
  onVerdict(sayVerdict(verdict));
  const threads = crossOriginIsolated && hasSafeThreads ? Math.min(navigator.hardwareConcurrency, mostThreads) : 1;
  const spoken = { tookMs: 0, soundSeconds: 0 };
  const streams = verdict.kind === "streams";
  const voice = await openVoice({ model, config: parameters }, { assetsUrl, signal, streams, threads, onDied, onSpoken: count(spoken) });
  return { voice, speakerCount, threads, spoken };
}

function count(spoken: DemoVoice["spoken"]): (tookMs: number, soundSeconds: number) => void {
  return (tookMs, soundSeconds) => {
    spoken.tookMs += tookMs;
    spoken.soundSeconds += soundSeconds;
  };
}
