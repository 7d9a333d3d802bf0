import type { OpenOutput, Output } from "../../offscreen/playback/output.ts";
import { openTwoStreams } from "../../offscreen/playback/two-streams.ts";
import type { WorkletEvent } from "../../offscreen/playback/worklet/messages.ts";
import { PlayQueue } from "../../offscreen/playback/worklet/play-queue.ts";
import { readSample, type Unit } from "./fake-engine.ts";

/** The number of samples that are rendered at once. A fade lasts one block, so it hides no complete unit. */
const blockSize = 4;

/** The end of all outputs, where sound is heard. */
export interface Loudspeaker {
  open: OpenOutput;
  /** What was heard since the last `forget`: each unit once each time it begins. */
  heard: Unit[];
  forget(): void;
  /** Lets time pass for every output that is awake. */
  play(seconds: number): void;
  /** The time that has passed, in milliseconds. The clocks of the outputs show it. */
  nowMs(): number;
  /** How many outputs use the device. */
  awake(): number;
  /** Makes the device refuse to start, or accept again. */
  refuse(refuses: boolean): void;
}

/** A device that plays the real queue at the speed of the test, and delivers its events later, as the audio thread does. */
export function makeLoudspeaker(refusal: () => Error): Loudspeaker {
  const outputs: { isAwake: boolean; streams: { isRunning: boolean; queue: PlayQueue }[]; sampleRate: number }[] = [];
  let nowSeconds = 0;
  let last: Unit | undefined;
  let refuses = false;
  const listen = (sample: number): void => {
    const unit = readSample(sample);
    if (!unit || (last?.sentence === unit.sentence && last.unit === unit.unit && last.voice === unit.voice)) return;
    last = unit;
    ear.heard.push(unit);
  };
  const ear: Loudspeaker = {
    heard: [],
    forget() {
      ear.heard = [];
      last = undefined;
    },
    async open(sampleRate, onEvent) {
      const output: (typeof outputs)[number] = { isAwake: false, streams: [], sampleRate };
      outputs.push(output);
      const { flow, halt, ...streams } = await openTwoStreams(async (_bufferSeconds, onStreamEvent) => {
        // A device without latency: what is rendered is heard.
        const deliver = (event: WorkletEvent): void =>
          void setImmediate(onStreamEvent, "at" in event ? { ...event, at: event.at * 1000 } : event);
        const stream = { isRunning: false, queue: new PlayQueue(sampleRate, deliver) };
        output.streams.push(stream);
        return {
          send: (request) => stream.queue.receive(request),
          setVolume: () => undefined,
          start: () => void (stream.isRunning = true),
          stop: () => void (stream.isRunning = false),
          heard: async () => undefined,
        };
      }, onEvent);
      return {
        ...streams,
        async wake() {
          if (refuses) throw refusal();
          output.isAwake = true;
          flow();
        },
        sleep() {
          output.isAwake = false;
          halt();
        },
      } satisfies Output;
    },
    play(seconds) {
      for (const output of outputs) {
        if (!output.isAwake) continue;
        for (let at = nowSeconds; at < nowSeconds + seconds - 1e-9; at += blockSize / output.sampleRate) {
          for (const stream of output.streams) {
            if (!stream.isRunning) continue;
            const block = new Float32Array(blockSize);
            stream.queue.render(block, at);
            block.forEach(listen);
          }
        }
      }
      nowSeconds += seconds;
    },
    nowMs: () => nowSeconds * 1000,
    awake: () => outputs.filter(({ isAwake }) => isAwake).length,
    refuse: (value) => void (refuses = value),
  };
  return ear;
}
