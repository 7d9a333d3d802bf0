import { UserFacingError } from "../../src/shared/errors.ts";
import { withTimeout } from "../../src/shared/with-timeout.ts";
import { openStream } from "./stream.ts";
import { openTwoStreams } from "./two-streams.ts";
import type { WorkletEvent, WorkletRequest } from "./worklet/messages.ts";

/** Plays samples of one rate. The browser resamples them to the device's rate once, as the last step. */
export interface Output {
  /** Pushed samples are heard at once. `clear` silences at once, including what the device has buffered. */
  send(request: WorkletRequest): void;
  /** `volume` is 0 to 1. It changes gradually, so that there is no click. */
  setVolume(volume: number): void;
  /** Starts the device, or keeps it awake while sound is being made. Rejects with `soundUnavailable` if the device does not start. */
  wake(): Promise<void>;
  /** Releases the device until the next `wake`. */
  sleep(): void;
}

const wakeTimeoutMs = 5_000;

/** Opens an output for samples of one rate (hertz). */
export type OpenOutput = (sampleRate: number, onEvent: (event: WorkletEvent) => void) => Promise<Output>;

/**
 * Opens an output of the browser. `assetsUrl` is the extension's root, `sampleRate` is in hertz. The streams run only while there is sound
 * to play. In between, a silent context keeps the device (and the link to a headset) awake.
 */
export async function openOutput(sampleRate: number, assetsUrl: string, onEvent: (event: WorkletEvent) => void): Promise<Output> {
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
