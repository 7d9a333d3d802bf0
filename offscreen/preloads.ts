/** A voice to open. A `spare` one is opened only if there is room, and is the first to be closed. */
export interface Preload {
  voiceId: string;
  spare: boolean;
}

/** Opens voices before they are needed: one at a time, and only while nothing is being read. */
export interface Preloads {
  /** Replaces the list of spare voices to open, the most wanted first. */
  want(voiceIds: string[]): void;
  /** Opens a voice before all others, and closes open voices to make room if necessary. */
  ask(voiceId: string): void;
  /** `voiceId` is about to read. Opening any other voice stops and waits for `release`. */
  hold(voiceId: string): void;
  release(): void;
}

/** `open` opens a voice and stops when its signal aborts. If it fails, `onFailed` is called and the next voice is opened. */
export function createPreloads(
  open: (preload: Preload, signal: AbortSignal) => Promise<void>,
  onFailed: (thrown: unknown) => void,
): Preloads {
  let waiting: Preload[] = [];
  let underWay: { preload: Preload; controller: AbortController } | undefined;
  let isOnHold = false;

  const next = async (): Promise<void> => {
    if (underWay || isOnHold) return;
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
      isOnHold = true;
      if (underWay?.preload.voiceId !== voiceId) underWay?.controller.abort();
    },
    release() {
      isOnHold = false;
      void next();
    },
  };
}
