import { positionAt } from "../../src/shared/clock.ts";
import { t } from "../../src/shared/i18n.ts";
import type { Clock, FollowState } from "../../src/shared/protocol.ts";
import { formatTime, spokenPosition } from "./format-time.ts";
import { listen, make, setText } from "./page-document.ts";
import { repeatWhileVisible } from "./repeat-while-visible.ts";

/** How far the keys go, in seconds of sound at rate 1. */
const keySteps: Record<string, number> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -30,
  PageUp: 30,
  Home: -Infinity,
  End: Infinity,
};

/** Keys that follow each other faster than this are one jump, in milliseconds. */
const jumpAfterMs = 200;

/** After this long without an answer a jump is taken for lost, in milliseconds. */
const answerTimeoutMs = 4_000;

/** The shortest time between two drawings, in milliseconds. */
const minDrawMs = 33;

/** The bar that shows how much has been read and how much is left, and goes elsewhere. */
export interface SeekBar {
  element: HTMLElement;
  slider: HTMLInputElement;
  show(narration: FollowState["narration"], rate: number): void;
  stop(): void;
  /** Goes elsewhere by a key. Returns true if the key is one of those that do. */
  press(event: KeyboardEvent): boolean;
}

/**
 * Creates the bar. `jump` is called with a second of the timeline. `isFocused` tells whether the slider has the focus. `release` is called when the
 * pointer has let go of the slider.
 */
export function createSeekBar(
  actions: { jump(second: number): void; isFocused(): boolean; release(): void },
  signal: AbortSignal,
): SeekBar {
  const slider = make("input", {
    type: "range",
    min: "0",
    max: "1",
    step: "any",
    value: "0",
    disabled: true,
    ariaLabel: t("playerPosition"),
  });
  const gone = make("span", { className: "time gone", ariaHidden: "true" });
  const left = make("span", { className: "time left", ariaHidden: "true" });
  const element = make("div", { className: "seek" }, gone, slider, left);

  let narration: FollowState["narration"] | null = null;
  let rate = 1;
  let isHeld = false;
  let wanted: { second: number; clock: Clock | null; untilMs: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const total = (): number => narration?.timeline?.totalSeconds ?? 0;
  const within = (second: number): number => Math.min(Math.max(second, 0), total());
  const heard = (): number => {
    const { clock = null, timeline } = narration ?? {};
    return (timeline?.beforeSeconds ?? 0) + (clock ? Math.max(0, positionAt(clock, Date.now())) : 0);
  };
  const position = (): number => {
    if (isHeld) return slider.valueAsNumber;
    if (wanted && Date.now() > wanted.untilMs) wanted = null;
    return within(wanted?.second ?? heard());
  };

  /** Shows the position. Returns when it has moved on by a pixel or a second, in milliseconds. */
  const draw = (): number => {
    const at = position();
    const share = total() > 0 ? at / total() : 0;
    if (!isHeld) slider.value = String(at);
    slider.style.setProperty("--share", share.toFixed(4));
    const goneSeconds = Math.floor(at / rate);
    setText(gone, formatTime(goneSeconds));
    setText(left, `−${formatTime(Math.round(total() / rate) - goneSeconds)}`);
    const moves = narration?.clock?.rate ?? 0;
    // A slider that has the focus would be told each second, into the speech.
    if (!(moves > 0 && actions.isFocused()) || isHeld || wanted) {
      slider.setAttribute("aria-valuetext", spokenPosition(goneSeconds, total() / rate));
    }
    if (wanted) return wanted.untilMs - Date.now() + 1;
    if (moves === 0 || total() === 0 || isHeld) return Infinity;
    const secondMs = ((1 - ((at / rate) % 1)) * 1000 * rate) / moves;
    const pixelMs = ((total() / moves) * 1000) / Math.max(1, slider.clientWidth);
    return Math.max(minDrawMs, Math.min(secondMs + 1, calm.matches ? Infinity : pixelMs));
  };
  const drawing = repeatWhileVisible(draw, signal);

  const want = (second: number): void => {
    wanted = { second: within(second), clock: narration?.clock ?? null, untilMs: Date.now() + answerTimeoutMs };
    drawing.restart();
  };

  listen(slider, "pointerdown", () => (isHeld = !slider.disabled));
  listen(slider, "input", () => drawing.restart());
  listen(slider, "change", () => {
    isHeld = false;
    want(slider.valueAsNumber);
    actions.jump(within(slider.valueAsNumber));
  });
  listen(
    window,
    ["pointerup", "pointercancel"],
    () => {
      if (!isHeld) return;
      // The slider's own event comes after this one.
      setTimeout(() => {
        isHeld = false;
        drawing.restart();
        actions.release();
      });
    },
    { capture: true, signal },
  );

  return {
    element,
    slider,
    show(next, nextRate) {
      const isAnswer = next.clock !== null && next.clock.atMs !== wanted?.clock?.atMs;
      if (wanted && isAnswer && timer === undefined) wanted = null;
      narration = next;
      rate = nextRate;
      slider.disabled = next.timeline === null;
      if (!isHeld) slider.max = String(total());
      element.classList.toggle("waiting", next.timeline === null);
      element.style.setProperty("--digits", String(formatTime(total() / rate).length));
      drawing.restart();
    },
    stop: drawing.stop,
    press({ key }) {
      const step = keySteps[key];
      if (step === undefined) return false;
      if (slider.disabled) return true;
      want(position() + step);
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        if (wanted) actions.jump(wanted.second);
      }, jumpAfterMs);
      return true;
    },
  };
}
