import { exportFormats, type ExportFormat } from "../src/shared/settings.ts";

/** What the browser must encode for a format. The package has the encoders of the others. */
const opusConfig: AudioEncoderConfig = { codec: "opus", sampleRate: 48_000, numberOfChannels: 1, bitrate: 40_000 };

/** The formats in which this browser can make audio files. */
export async function encodableFormats(): Promise<ExportFormat[]> {
  const hasOpus = typeof AudioEncoder !== "undefined" && (await AudioEncoder.isConfigSupported(opusConfig)).supported === true;
  return exportFormats.filter((format) => format !== "opus" || hasOpus);
}
