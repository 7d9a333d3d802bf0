/** @file The worker that writes audio files. It is a worker because only workers can write a file in place, and because it may be busy for minutes. */
import { fromSixteenBit, toSixteenBit } from "./cache/sixteen-bit.ts";
import { answerSoundRequests } from "./export/worker/answer-sound-requests.ts";
import { TimeStretch } from "./playback/worklet/time-stretch.ts";
import { resample } from "./resample.ts";

answerSoundRequests({ createStretch: (sampleRate) => new TimeStretch(sampleRate), resample, toSixteenBit, fromSixteenBit });
