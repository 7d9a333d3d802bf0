/** @file The engine's demo, which is the engine without the extension: a voice from two files, or the instant one, is heard in both browsers. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, ElementHandle, Page } from "puppeteer-core";
import { serveDemo, type ServedDemo } from "../../engine/demo/serve.ts";
import { sentencesOf } from "../../engine/demo/sentences.ts";
import { packagedAssets } from "../../engine/phonemes/packaged-assets.ts";
import { createPhonemizer } from "../../engine/phonemes/phonemizer.ts";
import { makeBenchVoice } from "../../engine/tests/bench-voice/bench-voice.ts";
import { tiny } from "../../engine/tests/bench-voice/hyperparameters.ts";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import { makeToneVoice } from "../../engine/tests/voices/tone-voice.ts";
import { launchPlainBrowser } from "../../tools/browser/plain-browser.ts";
import { recordSound, type Recording } from "../../tools/desktop/record-sound.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { idsHeard } from "./harness/ids-heard.ts";
import { missing } from "./harness/requirements.ts";

const text = "Three ships came in. A fourth lay far away.";
const longText = "She saw three ships, and a fourth far away, and a fifth, and then a sixth. ".repeat(4);

let folder: string;
let demo: ServedDemo;

const noDesktop = missing("desktop");

before(async () => {
  if (noDesktop) return;
  demo = await serveDemo();
  folder = await mkdtemp(join(tmpdir(), "voices-"));
  const bench = makeBenchVoice({ quality: "medium", resize: tiny });
  await writeVoice("tone", makeToneVoice({ speakers: 2 }));
  await writeVoice("bench", bench);
  await writeVoice("noise", { model: new Uint8Array(5_000).fill(7), config: bench.config });
  await writeVoice("halved", { model: bench.model, config: {} });
});

after(async () => {
  await demo?.close();
  if (folder) await rm(folder, { recursive: true });
});

async function writeVoice(name: string, { model, config }: { model: Uint8Array; config: object }): Promise<void> {
  await writeFile(join(folder, `${name}.onnx`), model);
  await writeFile(join(folder, `${name}.onnx.json`), JSON.stringify(config));
}

/** The phoneme ids that a voice is given for a text, sentence after sentence. */
async function expectedIds(spoken: string): Promise<number[]> {
  const phonemizer = await createPhonemizer(packagedAssets(`${demo.origin}/engine/espeak/`), "en-us");
  const ids: number[] = [];
  for (const sentence of sentencesOf(spoken)) ids.push(...(await phonemizer.phonemeIds(sentence.text)));
  return ids;
}

for (const family of ["chromium", "firefox"] as const) {
  const skip = missing(family) || noDesktop;

  describe(`the demo in ${family}`, { skip }, () => {
    let browser: Browser;
    let page: Page;

    before(async () => {
      browser = await launchPlainBrowser(family, { headless: false });
      page = await browser.newPage();
      await page.goto(demo.origin);
      await page.bringToFront();
      await reaches("ready");
    });
    after(() => browser?.close());

    const reaches = async (state: string): Promise<void> => void (await page.waitForSelector(`#page[data-state=${state}]`));
    const read = (selector: string): Promise<string> => page.$eval(selector, (element) => element.textContent ?? "");

    async function chooseFiles(...names: string[]): Promise<void> {
      const input = (await page.$("#files")) as ElementHandle<HTMLInputElement>;
      await input.uploadFile(...names.map((name) => join(folder, name)));
    }

    const chooseVoice = (name: string): Promise<void> => chooseFiles(`${name}.onnx`, `${name}.onnx.json`);

    /** Waits for a text of the page as long as the verification of a model gets on. */
    async function says(selector: string, words: RegExp): Promise<void> {
      const progress = (): Promise<string> =>
        page.$eval("#progress", (bar) => `${document.querySelector("#voice-state")?.textContent} ${(bar as HTMLProgressElement).value}`);
      await waitFor(`${selector} to say ${words}`, async () => words.test(await read(selector)), { progress });
    }

    async function write(selector: string, value: string): Promise<void> {
      await page.$eval(selector, (element, given) => void ((element as HTMLInputElement).value = given), value);
    }

    /** Begins to note what is marked in an element; gives what it was, in order. */
    async function watchMarks(selector: string): Promise<() => Promise<string[]>> {
      await page.$eval(selector, (element) => {
        const seen: string[] = [];
        Object.assign(globalThis, { seen });
        new MutationObserver(() => {
          const mark = element.querySelector("mark")?.textContent;
          if (mark) seen.push(mark);
        }).observe(element, { childList: true });
      });
      return () => page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
    }

    /** Records what is heard of `spoken` from the press of Speak to the silence after the page has ended it. */
    async function hear(spoken: string, aboveDb = -50): Promise<Awaited<ReturnType<Recording["stop"]>>> {
      await write("#text", spoken);
      const recording = await recordSound();
      await page.click("#speak");
      await reaches("speaking");
      await recording.waitForSound({ aboveDb });
      await reaches("ready");
      await recording.waitForSilence(300);
      return recording.stop();
    }

    test("the instant voice is heard, and its words are marked", async () => {
      const marked = await watchMarks("#heard-text");
      await hear(text, -35);
      const words = await marked();
      assert.ok(words.length >= 5, `${words.length} words were marked`);
      // A machine that is busy shows fewer pictures than there are words.
      const all = ["Three", "ships", "came", "in", "A", "fourth", "lay", "far", "away"];
      assert.deepEqual(
        words.filter((word) => !word.endsWith(".")),
        all.filter((word) => words.includes(word)),
      );
      assert.equal(await read("#heard-text"), text);
      assert.match(await read("#first-sound"), /^\d+ ms$/);
      assert.match(await read("#real-time-factor"), /^\d+\.\d+$/);
      assert.match(await read("#memory"), /^\d+ MB$/);
    });

    test("a voice from two files: every phoneme is heard once, in order, in the voice of the chosen speaker", async () => {
      await chooseVoice("tone");
      await says("#voice-state", /^tone\.onnx is ready/);
      await write("#speaker", "1");
      const { samples, sampleRate } = await hear(text);
      const { symbols, flaws } = decodeTones(samples, sampleRate);
      assert.deepEqual(idsHeard(symbols), await expectedIds(text));
      assert.deepEqual([...new Set(symbols.map(({ speaker }) => speaker))], [1]);
      // A machine that is busy may interrupt a sound anywhere.
      const interruptions = new Set<string>(["interrupted", "gap", "length"]);
      assert.deepEqual(
        flaws.filter(({ kind }) => !interruptions.has(kind)),
        [],
      );
    });

    test("Stop silences", async () => {
      await write("#text", longText);
      const recording = await recordSound();
      await page.click("#speak");
      const began = await recording.waitForSound();
      await page.click("#stop");
      await reaches("ready");
      const stopped = recording.seconds();
      const silentFrom = await recording.waitForSilence(500);
      await recording.stop();
      assert.ok(silentFrom - stopped < 0.5, `${silentFrom - stopped} s after the stop, ${silentFrom - began} s after the beginning`);
    });

    test("a verified voice streams, and its words are marked", async () => {
      await chooseVoice("bench");
      await says("#voice-state", /^bench\.onnx is ready/);
      assert.match(await read("#verdict"), /^It streams/);
      assert.equal(await page.evaluate(() => crossOriginIsolated), true);
      await write("#text", longText);
      const marked = await watchMarks("#heard-text");
      await page.click("#speak");
      await waitFor("a word to be marked", async () => (await marked()).some((mark) => /^\w+$/.test(mark)));
      await page.keyboard.press("Escape");
      await reaches("ready");
    });

    test("what is no voice is told in words, and the next voice works", async () => {
      await chooseVoice("noise");
      await says("#voice-problem", /not an ONNX model/);
      await chooseVoice("halved");
      await says("#voice-problem", /not one of a Piper voice/);
      await chooseFiles("tone.onnx");
      await says("#voice-problem", /Choose its config too/);
      await write("#espeak-voice", "no-such-voice");
      await page.click("#instant button");
      await says("#voice-problem", /no-such-voice/);
      await write("#espeak-voice", "fr");
      await page.click("#instant button");
      await reaches("ready");
      assert.equal(await read("#voice-problem"), "");
    });
  });
}
