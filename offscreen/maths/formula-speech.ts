import { mathsLocaleFor } from "./maths-languages.ts";
import type { MathsAnswer, MathsQuestion } from "./maths-protocol.ts";

/** What is said for formulas. */
export interface FormulaSpeech {
  /**
   * The words for a formula (MathML) in a language (BCP 47, or the name of an eSpeak NG voice). Undefined if there are none: in a language that is not known, or for
   * something that is no formula. Does not reject.
   */
  say(mathMl: string, language: string): Promise<string | undefined>;
}

/** What of a worker is used. */
export type MathsWorker = Pick<Worker, "onmessage" | "onerror" | "postMessage" | "terminate">;

/** A formula usually takes some milliseconds, and the first one a second. What takes longer than this is not answered any more. */
const answerTimeoutMs = 10_000;
/** The worker is ended when nobody has asked for this long. */
const idleMs = 60_000;
/** How many answers are kept: those of a page that is read again, or by another voice. */
const maxKept = 300;

/**
 * Says formulas in a worker, which is started for the first one: the library is large, and whatever a page calls a formula, nothing else
 * waits for it.
 */
export function createFormulaSpeech(startWorker: () => MathsWorker): FormulaSpeech {
  const kept = new Map<string, Promise<string | undefined>>();
  const waiting = new Map<number, (said: string) => void>();
  let worker: MathsWorker | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastId = 0;

  /** Ends the worker. Who waits gets no answer. */
  const end = (): void => {
    clearTimeout(timer);
    worker?.terminate();
    worker = undefined;
    for (const resolve of waiting.values()) resolve("");
    waiting.clear();
  };

  /** Answers come one after another, so the time counts from the last one. */
  const watch = (): void => {
    clearTimeout(timer);
    timer = setTimeout(end, waiting.size > 0 ? answerTimeoutMs : idleMs);
  };

  const start = (): MathsWorker => {
    const started = startWorker();
    started.onmessage = ({ data: { id, said } }: MessageEvent<MathsAnswer>) => {
      waiting.get(id)?.(said);
      waiting.delete(id);
      watch();
    };
    started.onerror = end;
    return started;
  };

  const ask = (question: Omit<MathsQuestion, "id">): Promise<string> =>
    new Promise((resolve) => {
      const id = ++lastId;
      worker ??= start();
      waiting.set(id, resolve);
      worker.postMessage({ id, ...question } satisfies MathsQuestion);
      if (waiting.size === 1) watch();
    });

  return {
    say(mathMl, language) {
      const locale = mathsLocaleFor(language);
      if (!locale) return Promise.resolve(undefined);
      const key = `${locale} ${mathMl}`;
      const known = kept.get(key) ?? ask({ locale, mathMl }).then((said) => said || undefined);
      kept.delete(key);
      kept.set(key, known);
      for (const oldest of kept.keys()) if (kept.size > maxKept) kept.delete(oldest);
      return known;
    },
  };
}
