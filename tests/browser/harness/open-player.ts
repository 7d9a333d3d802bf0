import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "puppeteer-core";
import { browserBundle } from "../../../engine/build/bundle-options.ts";
import { playerOptions } from "../../../scripts/build/package-contents.ts";
import type { FollowCommand, FollowState, Word } from "../../../src/shared/protocol.ts";
import type { Place } from "../../../tools/browser/pointer-and-keys.ts";
import { waitFor } from "../../../tools/wait-for.ts";

const root = resolve(import.meta.dirname, "../../..");

/** What the player can be told besides the state. */
interface AtPage {
  isDrawn: boolean;
  isAway: boolean;
}

/** The player in a page of its own, which is told states by a test. */
export interface OpenPlayer {
  readonly page: Page;
  /** Shows a state, in whose clock `atMs` is an age in milliseconds. Resolves when the player has arrived. */
  show(state: FollowState, at?: Partial<AtPage>): Promise<void>;
  remove(): Promise<void>;
  /** What the person wanted, oldest first. */
  sent(): Promise<(FollowCommand | "comeBack")[]>;
  /** The middle of an element of the player. */
  placeOf(selector: string): Promise<Place>;
  click(selector: string): Promise<void>;
  focus(selector: string): Promise<void>;
  /** What can be seen of the text of an element; null if nothing of it can be seen. */
  textOf(selector: string): Promise<string | null>;
  /** The box of an element of the player, in CSS pixels, and whether all of it is in the window. */
  boxOf(selector: string): Promise<{ top: number; width: number; height: number; isInside: boolean }>;
  attributeOf(selector: string, name: string): Promise<string | null>;
  /** The name of the element of the player that has the focus. */
  focused(): Promise<string | null>;
}

/** What the page keeps for the test, in its global object. */
export interface KeptInPage {
  /** The first element of the player that matches; it must be there. */
  part(selector: string): HTMLElement;

  createPlayer(send: (command: unknown) => void, place: { comeBack(): void }): { show(...all: unknown[]): void; remove(): void };
  player: { show(...all: unknown[]): void; remove(): void };
  sent: (FollowCommand | "comeBack")[];
  shadow: ShadowRoot;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    ...browserBundle,
    ...playerOptions,
    absWorkingDir: root,
    stdin: {
      contents: 'import { createPlayer } from "./content/player/create-player.ts"; Object.assign(globalThis, { createPlayer });',
      resolveDir: root,
    },
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** Opens the address in a new tab with the player in it. The player's shadow root is kept for the test, and open for `axe`. */
export async function openPlayer(
  browser: Browser,
  url: string,
  { language = "en", direction = "ltr" }: { language?: "en" | "fr"; direction?: "ltr" | "rtl" } = {},
): Promise<OpenPlayer> {
  const messages = await readFile(join(root, "_locales", language, "messages.json"), "utf8");
  const page = await browser.newPage();
  await page.setViewport({ width: 900, height: 600 });
  await page.goto(url);
  await page.bringToFront();
  // Bundlers of the test's own functions name them by this.
  await page.evaluate("globalThis.__name = (named) => named");
  await page.evaluate(
    (json, lang, dir) => {
      const known = JSON.parse(json) as Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;
      const getMessage = (key: string, values: string[] = []): string => {
        if (key === "@@bidi_dir") return dir;
        const { message = "", placeholders = {} } = known[key] ?? {};
        return message.replace(/\$(\w+)\$/g, (_, name: string) => {
          const index = Number(placeholders[name.toLowerCase()]?.content.slice(1));
          return values[index - 1] ?? "";
        });
      };
      const fake = { runtime: { id: "test" }, i18n: { getMessage, getUILanguage: () => lang } };
      Object.assign(globalThis, { chrome: fake, browser: fake });
      const { attachShadow } = Element.prototype;
      Element.prototype.attachShadow = function (options) {
        const shadow = attachShadow.call(this, { ...options, mode: "open" });
        Object.assign(globalThis, { shadow });
        return shadow;
      };
    },
    messages,
    language,
    direction,
  );
  await page.evaluate(await bundle());
  await page.evaluate(() => {
    const kept = globalThis as unknown as KeptInPage;
    kept.part = (selector) => {
      const found = kept.shadow.querySelector<HTMLElement>(selector);
      if (!found) throw new Error(`the player has no ${selector}`);
      return found;
    };
    kept.sent = [];
    kept.player = kept.createPlayer((command) => kept.sent.push(command as FollowCommand), { comeBack: () => kept.sent.push("comeBack") });
  });

  const placeOf = (selector: string): Promise<Place> =>
    waitFor(`${selector} to be in the page`, () =>
      page.evaluate((wanted) => {
        const box = (globalThis as unknown as KeptInPage).shadow.querySelector(wanted)?.getBoundingClientRect();
        return box && box.width > 0 ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : null;
      }, selector),
    );
  return {
    page,
    show: (state, at = {}) =>
      page.evaluate(
        async (shown, where) => {
          const { narration } = shown;
          const clock = narration.clock && { ...narration.clock, atMs: Date.now() - narration.clock.atMs };
          const { player, shadow } = globalThis as unknown as KeptInPage;
          player.show({ ...shown, narration: { ...narration, clock } }, where);
          // It appears with a movement.
          await Promise.all(Array.from(shadow.querySelector(".panel")?.getAnimations() ?? [], ({ finished }) => finished));
        },
        state,
        { isDrawn: true, isAway: false, ...at },
      ),
    remove: () => page.evaluate(() => (globalThis as unknown as KeptInPage).player.remove()),
    sent: () => page.evaluate(() => (globalThis as unknown as KeptInPage).sent),
    placeOf,
    async click(selector) {
      const { x, y } = await placeOf(selector);
      await page.mouse.click(x, y);
    },
    focus: (selector) => page.evaluate((wanted) => (globalThis as unknown as KeptInPage).part(wanted).focus(), selector),
    textOf: (selector) =>
      page.evaluate((wanted) => {
        const element = (globalThis as unknown as KeptInPage).shadow.querySelector<HTMLElement>(wanted);
        return element?.checkVisibility({ visibilityProperty: true }) ? element.textContent : null;
      }, selector),
    boxOf: (selector) =>
      page.evaluate((wanted) => {
        const { top, left, bottom, right, width, height } = (globalThis as unknown as KeptInPage).part(wanted).getBoundingClientRect();
        return { top, width, height, isInside: top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth };
      }, selector),
    attributeOf: (selector, name) =>
      page.evaluate(
        (wanted, attribute) => (globalThis as unknown as KeptInPage).shadow.querySelector(wanted)?.getAttribute(attribute) ?? null,
        selector,
        name,
      ),
    focused: () =>
      page.evaluate(() => {
        const { activeElement } = (globalThis as unknown as KeptInPage).shadow;
        return activeElement && (activeElement.ariaLabel ?? activeElement.textContent);
      }),
  };
}

const sentence = "Every evening he climbed the hundred and twelve steps, trimmed the lamp, and wrote the weather into a book.";

/** One word a second. */
const words: Word[] = Array.from(sentence.matchAll(/\w+/g), ({ 0: word, index }, at) => ({
  start: 1_000 + index,
  end: 1_000 + index + word.length,
  startSeconds: at,
}));

/** A reading in its second minute of four, in which the third word was begun half a second ago. */
export function reading(narration: Partial<FollowState["narration"]> = {}, settings: Partial<FollowState["settings"]> = {}): FollowState {
  return {
    narration: {
      status: "speaking",
      utteranceId: "one",
      language: "en",
      sentence: { index: 4, text: sentence, start: 1_000, end: 1_000 + sentence.length, words },
      clock: { atMs: 0, seconds: 2.5, rate: 1 },
      timeline: { beforeSeconds: 60, totalSeconds: 240 },
      voice: { voiceId: "amy", speakerId: 0 },
      standIn: null,
      upcoming: null,
      resume: null,
      ...narration,
    },
    hasText: true,
    voices: [
      { choice: { voiceId: "instant", speakerId: 0 }, name: "Instant voice" },
      { choice: { voiceId: "amy", speakerId: 0 }, name: "Amy" },
      { choice: { voiceId: "zoe", speakerId: 3 }, name: "Zoe (three)" },
    ],
    settings: {
      rate: 1,
      highlight: "both",
      highlightColour: "yellow",
      scrollsAlong: true,
      showsPlayer: true,
      playerPlace: "docked",
      jumpsOnDoubleClick: true,
      ...settings,
    },
  };
}

/** The same, standing still. */
export function paused(narration: Partial<FollowState["narration"]> = {}, settings: Partial<FollowState["settings"]> = {}): FollowState {
  return reading({ status: "paused", clock: { atMs: 0, seconds: 2.5, rate: 0 }, ...narration }, settings);
}

/** Before anything is heard. */
export function preparing(): FollowState {
  return reading({
    status: "preparing",
    sentence: null,
    clock: null,
    timeline: null,
    upcoming: "The lighthouse had stood there for years.",
  });
}
