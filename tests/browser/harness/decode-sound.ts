import type { Page } from "puppeteer-core";

/** The samples (-1 to 1) that the browser of `page` decodes from an audio file, at `sampleRate` (hertz). */
export async function decodeSound(page: Page, file: Buffer, sampleRate: number): Promise<Float32Array> {
  const base64 = await page.evaluate(
    async (encoded, rate) => {
      const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
      const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes.buffer);
      const samples = new Uint8Array(sound.getChannelData(0).buffer);
      let text = "";
      for (let at = 0; at < samples.length; at += 32_768) text += String.fromCharCode(...samples.subarray(at, at + 32_768));
      return btoa(text);
    },
    file.toString("base64"),
    sampleRate,
  );
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  return new Float32Array(bytes.buffer);
}
