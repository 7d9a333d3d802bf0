import { exportFormats, type ExportFormat } from "../src/shared/settings.ts";

/** What must be encoded by the browser for a format. The package has the encoders of the others. */
const browserCodecs: Partial<Record<ExportFormat, AudioEncoderConfig>> = {
  m4b: { codec: "mp4a.40.2", sampleRate: 44_100, numberOfChannels: 1, bitrate: 64_000 },
  opus: { codec: "opus", sampleRate: 48_000, numberOfChannels: 1, bitrate: 40_000 },
};

/** The formats in which this browser can make audio files. */
export async function encodableFormats(): Promise<ExportFormat[]> {
  const canEncode = await Promise.all(
    exportFormats.map(async (format) => {
      const config = browserCodecs[format];
      if (!config) return true;
      if (typeof AudioEncoder === "undefined") return false;
      return (await AudioEncoder.isConfigSupported(config)).supported === true;
    }),
  );
  return exportFormats.filter((_, i) => canEncode[i]);
}
