import { UserFacingError } from "../../src/shared/errors.ts";
import { withTimeout } from "../../src/shared/with-timeout.ts";
import { openStream } from "./stream.ts";
import { openTwoStreams } from "./two-streams.ts";
import type { WorkletEvent, WorkletRequest } from "./worklet/messages.ts";

/** A way to the loudspeaker for samples of one rate, which the browser resamples for the device once, at the very end. */
export interface Output {
  /** What was pushed is heard at once, and `clear` silences at once, also what the device holds. */
  send(request: WorkletRequest): void;
  /** 0 to 1; glides, so that it makes no click. */
  setVolume(volume: number): void;
  /** Starts the device, or keeps it awake while sound is being made; rejects with `soundUnavailable` if it does not start. */
  wake(): Promise<void>;
  /** Gives the device back until the next `wake`. */
  sleep(): void;
}

const wakeTimeoutMs = 5_000;

/** Opens an output for samples of one rate (hertz). */
export type OpenOutput = (sampleRate: number, onEvent: (event: WorkletEvent) => void) => Promise<Output>;

/**
 * Opens an output of the browser's; `assetsUrl` is the extension's root, `sampleRate` in hertz. Its streams run only while there is sound
 * to play. Silence of its own keeps the device, and a headset's link, awake in between.
 */
export async function openOutput(
  sampleRate: number,
  assetsUrl: string,
  onEvent: (event: WorkletEvent) => void,
): Promise<Output> {
  const silence = new AudioContext({ latencyHint: "playback" });
  const [streams] = await Promise.all([
    openTwoStreams((bufferSeconds, onStreamEvent) => openStream(sampleRate, assetsUrl, bufferSeconds, onStreamEvent), onEvent),
    silence.suspend(),
  ]);

  return {
    send: streams.send,
    setVolume: streams.setVolume,
    async wake() {
      streams.flow();
      await withTimeout(silence.resume(), wakeTimeoutMs, () => new UserFacingError("soundUnavailable", "the sound device did not start"));
    },
    sleep() {
      void silence.suspend();
      streams.halt();
    },
  };
}
