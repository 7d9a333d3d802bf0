/** A voice to open. A spare one is opened only if there is room, and is the first to be closed again. */
export interface Preload {
  voiceId: string;
  spare: boolean;
}

/** Voices that are opened before anyone needs them: one at a time, and only while nothing is being read. */
export interface Preloads {
  /** Replaces the spare voices that wait to be opened, the most wanted first. */
  want(voiceIds: string[]): void;
  /** Has one opened before all others, in place of an open one if need be. */
  ask(voiceId: string): void;
  /** Something is about to be read by `voiceId`: opening another voice is broken off and waits for `release`. */
  hold(voiceId: string): void;
  release(): void;
}

/** `open` opens a voice, and gives up when its signal aborts; a voice that cannot be opened is passed over, as `onFailed` hears. */
export function createPreloads(
  open: (preload: Preload, signal: AbortSignal) => Promise<void>,
  onFailed: (thrown: unknown) => void,
): Preloads {
  let waiting: Preload[] = [];
  let underWay: { preload: Preload; controller: AbortController } | undefined;
  let held = false;

  const next = async (): Promise<void> => {
    if (underWay || held) return;
    const preload = waiting.shift();
    if (!preload) return;
    const controller = new AbortController();
    underWay = { preload, controller };
    try {
      await open(preload, controller.signal);
    } catch (thrown) {
      if (controller.signal.aborted) waiting.unshift(preload);
      else onFailed(thrown);
    }
    underWay = undefined;
    void next();
  };

  return {
    want(voiceIds) {
      const asked = waiting.filter(({ spare }) => !spare);
      waiting = [...asked, ...voiceIds.map((voiceId) => ({ voiceId, spare: true }))];
      void next();
    },
    ask(voiceId) {
      waiting = [{ voiceId, spare: false }, ...waiting.filter((other) => other.voiceId !== voiceId)];
      void next();
    },
    hold(voiceId) {
      held = true;
      if (underWay?.preload.voiceId !== voiceId) underWay?.controller.abort();
    },
    release() {
      held = false;
      void next();
    },
  };
}
