import assert from "node:assert/strict";
import { test } from "node:test";
import type { Clips } from "../../offscreen/cache/clip-cache.ts";
import { sentenceStart, soundOf, type SoundStart } from "../../offscreen/sentence-sound.ts";
import type { Session } from "../../offscreen/sessions/session.ts";
import { createDictionary } from "../../offscreen/text/spoken/dictionary.ts";
import { spokenText } from "../../offscreen/text/spoken/spoken-text.ts";
import type { Saying } from "../../src/shared/settings.ts";
import type { Formula } from "../../src/shared/formula.ts";
import { parsePronunciations } from "../../src/shared/pronunciations.ts";
import type { PhonemeRange } from "../../offscreen/vocabulary.ts";
import type { VoiceHandle } from "../../offscreen/voice-handle.ts";
import type { VoiceSelection } from "../../offscreen/voice-selection.ts";

const sampleRate = 10;

type Tail<List extends unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never;

/** A voice that says each word in a second, and the clips that are kept. `spoken` has the texts that it was asked to speak. */
function makeVoice(saying?: Saying) {
  const kept = new Map<string, Parameters<Clips["put"]>[1]>();
  const spoken: string[] = [];
  const said: (readonly PhonemeRange[])[] = [];
  const dictionary = createDictionary();
  const session = {
    async *speak(text: string, ...[, , , phonemes = []]: Tail<Parameters<Session["speak"]>>) {
      spoken.push(text);
      said.push(phonemes);
      const words = Array.from(text.matchAll(/\S+/g), ({ index, 0: word }, second) => ({
        start: index,
        end: index + word.length,
        startSeconds: second,
      }));
      for (const [done, word] of words.entries())
        yield { samples: new Float32Array(sampleRate), sampleRate, said: (done + 1) / words.length, words: [word] };
    },
  } as Partial<Session> as Session;
  const voice = {
    choice: { voiceId: "v", speakerId: 0 },
    identity: "v",
    spokenForm: async ({ text, formulas, saying: wished }) =>
      spokenText(
        text,
        "en",
        dictionary.rulesFor("en", "v"),
        formulas?.map(({ start, end, mathMl }) => ({ start, end, spoken: mathMl })),
        wished,
      ),
    open: async () => session,
  } as Partial<VoiceHandle> as VoiceHandle;
  const selection = {
    select: async (_wanted, findClip) => ({ voice, standIn: null, clip: await findClip(voice) }),
    failed: () => false,
  } as VoiceSelection;
  const clips = {
    get: async ({ text, phonemes = [] }) => kept.get([text, ...phonemes.map(({ symbols }) => symbols)].join(" ")),
    put: async ({ text, phonemes = [] }, clip) => void kept.set([text, ...phonemes.map(({ symbols }) => symbols)].join(" "), clip),
  } as Clips;
  /** The words that are shown while a text is heard, with the second at which each begins. */
  const wordsOf = async (text: string, from: SoundStart = sentenceStart, formulas?: Formula[]): Promise<string[]> => {
    const sources = { selection, clips, urgentRate: undefined, mayBegin: async () => undefined };
    const sentence = { index: 0, text, start: 0, end: text.length, endsParagraph: false, ...(formulas && { formulas }) };
    const shown: string[] = [];
    const sound = soundOf(
      sentence,
      { language: "en", voice: voice.choice, ...(saying ? { saying } : {}) },
      from,
      sources,
      new AbortController().signal,
    );
    for await (const { words } of sound)
      shown.push(...words.map(({ start, end, startSeconds }) => `${startSeconds} ${text.slice(start, end)}`));
    return shown;
  };
  return { wordsOf, spoken, kept, said, dictionary };
}

test("the words that are shown are those that are written, at the time at which what stands for them is said", async () => {
  const { wordsOf, spoken } = makeVoice();
  assert.deepEqual(await wordsOf("Dr. Lee ran 10 km/h there."), ["0 Dr.", "1 Lee", "2 ran", "3 10", "4 km/h", "7 there."]);
  assert.deepEqual(spoken, ["Doctor Lee ran 10 kilometers per hour there."]);
});

test("a clip is kept under the text that is spoken, and its words are those of the text that asks for it", async () => {
  const { wordsOf, spoken, kept } = makeVoice();
  await wordsOf("Dr. Lee ran 10 km/h again");
  assert.deepEqual([...kept.keys()], ["Doctor Lee ran 10 kilometers per hour again"]);
  assert.deepEqual(await wordsOf("Doctor Lee ran 10 km/h again"), ["0 Doctor", "1 Lee", "2 ran", "3 10", "4 km/h", "7 again"]);
  assert.equal(spoken.length, 1);
});

test("a jump into a sentence says its rest as the whole sentence says it, and shows the right words", async () => {
  const text = "Dr. Lee ran 10 km/h there.";
  const unit = text.indexOf("km/h");
  const { wordsOf, spoken } = makeVoice();
  assert.deepEqual(await wordsOf(text, { ...sentenceStart, unit }), ["0 km/h", "3 there."]);
  assert.deepEqual(spoken, ["kilometers per hour there."]);
  // From the clip of the whole sentence.
  await wordsOf(text);
  assert.deepEqual(await wordsOf(text, { ...sentenceStart, unit }), ["0 km/h", "3 there."]);
  assert.equal(spoken.length, 2);
});

test("a jump into what is said in another way begins with the whole of it", async () => {
  const text = "Lee ran 10 km/h there.";
  const unit = text.indexOf("h there");
  const { wordsOf, spoken } = makeVoice();
  assert.deepEqual(await wordsOf(text, { ...sentenceStart, unit }), ["0 h", "3 there."]);
  assert.deepEqual(spoken, ["kilometers per hour there."]);
});

test("what is left out of a sentence is not spoken, and no word of it is shown", async () => {
  const text = "See https://www.example.org/a/b?c=d now 😂😂 and #OldMills";
  const { wordsOf, spoken, kept } = makeVoice({ addresses: "host", citations: true, emoji: "none", hashtags: "said" });
  assert.deepEqual(await wordsOf(text), ["0 See", "1 example.org", "2 now", "3 and", "4 #OldMills"]);
  assert.deepEqual(spoken, ["See example.org now and Old Mills"]);
  assert.deepEqual([...kept.keys()], spoken);
  assert.deepEqual(await wordsOf(text, { ...sentenceStart, unit: text.indexOf("now") }), ["0 now", "1 and", "2 #OldMills"]);
});

test("a sentence of which nothing is left is silent", async () => {
  const { wordsOf, spoken, kept } = makeVoice({ addresses: "none", citations: true, emoji: "none", hashtags: "none" });
  assert.deepEqual(await wordsOf("👍🏽 😂 https://example.org/a #mills"), []);
  assert.deepEqual(
    spoken.filter((each) => each.trim() !== ""),
    [],
  );
  assert.equal(kept.size, 0);
});

test("words for a formula that are too many for one sentence are said part by part, and one clip has all of them", async () => {
  const said = Array.from({ length: 120 }, (_, index) => `x sub ${index},`).join(" ");
  const text = "Then F holds.";
  const formulas = [{ start: 5, end: 6, mathMl: said }];
  const words = (said.match(/\S+/g)?.length ?? 0) + 1;
  const { wordsOf, spoken, kept } = makeVoice();
  const shown = ["0 Then", "1 F", `${words} holds.`];
  assert.deepEqual(await wordsOf(text, sentenceStart, formulas), shown);
  assert.ok(spoken.length > 3 && spoken.every((part) => part.length <= 300));
  assert.equal(spoken.join(""), `Then ${said} holds.`);
  const [[key, clip] = assert.fail()] = kept;
  assert.equal(key, `Then ${said} holds.`);
  assert.equal(clip.samples.length, (words + 1) * sampleRate);
  assert.deepEqual(await wordsOf(text, sentenceStart, formulas), shown);
  assert.equal(spoken.join(""), key);
  // From the formula on, and from behind it.
  assert.deepEqual(await wordsOf(text, { ...sentenceStart, unit: 5 }, formulas), ["0 F", `${words - 1} holds.`]);
  assert.deepEqual(await wordsOf(text, { ...sentenceStart, unit: 7 }, formulas), ["0 holds."]);
});

test("phonemes go to the voice with the text, also after a jump, and their sound is kept apart", async () => {
  const text = "Dr. Lee has a gif here.";
  const { wordsOf, said, kept, dictionary } = makeVoice();
  await wordsOf(text);
  dictionary.configure(parsePronunciations([{ written: "gif", spoken: "dʒɪf", notation: "ipa" }]), false);
  assert.deepEqual(await wordsOf(text), ["0 Dr.", "1 Lee", "2 has", "3 a", "4 gif", "5 here."]);
  assert.deepEqual([...kept.keys()], ["Doctor Lee has a gif here.", "Doctor Lee has a gif here. dʒɪf"]);
  const at = "Doctor Lee has a ".length;
  assert.deepEqual(said, [[], [{ start: at, end: at + 3, notation: "ipa", symbols: "dʒɪf" }]]);
  kept.clear();
  assert.deepEqual(await wordsOf(text, { ...sentenceStart, unit: text.indexOf("if here") }), ["0 if", "1 here."]);
  assert.deepEqual(said.at(-1), [{ start: 0, end: 3, notation: "ipa", symbols: "dʒɪf" }]);
});
