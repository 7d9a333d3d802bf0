import browser from "webextension-polyfill";
import { messageLocale, t } from "../../src/shared/i18n.ts";
import { wordHeardAt } from "../../src/shared/heard-word.ts";
import { maxWrittenLength } from "../../src/shared/pronunciations.ts";
import type { FollowCommand, FollowState, JumpTarget } from "../../src/shared/protocol.ts";
import { createRates, createVoices } from "./choices.ts";
import { createDragHandle } from "./drag-handle.ts";
import { makeButton } from "./make-button.ts";
import { listen, make } from "./page-document.ts";
import { setText } from "../../src/shared/set-text.ts";
import { icon } from "./player-icon.ts";
import { createPlayerHost } from "./player-host.ts";
import { createPlayerMenu } from "./player-menu.ts";
import { createSeekBar } from "./seek-bar.ts";
import { createSpokenSentence } from "./spoken-sentence.ts";

/** The player in a page that is being read. */
export interface Player {
  /** Shows the state, or nothing if nothing is read. `isDrawn`: the page shows what is heard. `isAway`: the person has scrolled away from it. */
  show(state: FollowState, page: { isDrawn: boolean; isAway: boolean }): void;
  /** Takes the player out of the page. It cannot be shown again. */
  remove(): void;
}

/** Getting ready is told only if it takes longer than this, in milliseconds. */
const patienceMs = 400;

/** Creates the player. `send` is called with what the person wants, `place.comeBack` to scroll to what is heard. */
export function createPlayer(send: (command: FollowCommand) => void, place: { comeBack(): void }): Player {
  const end = new AbortController();
  const { signal } = end;
  const jump = (target: JumpTarget): void => send({ type: "jump", target });

  const jumpButton = (label: string, shape: "nextSentence" | "nextParagraph", to: "sentence" | "paragraph", by: 1 | -1) =>
    makeButton(`tool ${by < 0 ? "mirrored" : ""}`, shape, label, () => jump({ to, by }));
  const play = makeButton("play ring", "play", t("actionPause"), () => send({ type: "pauseOrResume" }));
  play.append(icon("pause"));
  const transport = make(
    "div",
    { className: "transport" },
    jumpButton(t("previousParagraph"), "nextParagraph", "paragraph", -1),
    jumpButton(t("previousSentence"), "nextSentence", "sentence", -1),
    play,
    jumpButton(t("nextSentence"), "nextSentence", "sentence", 1),
    jumpButton(t("nextParagraph"), "nextParagraph", "paragraph", 1),
  );

  const seek = createSeekBar(
    {
      jump: (second) => jump({ to: "second", second }),
      isFocused: () => host.focused() === seek.slider,
      release: () => host.giveFocusBackAfterPointer(),
    },
    signal,
  );
  const rates = createRates((rate) => {
    send({ type: "setRate", rate });
    host.giveFocusBackAfterPointer();
  });
  const voices = createVoices((choice) => {
    send({ type: "chooseVoice", choice });
    host.giveFocusBackAfterPointer();
  });
  const where = makeButton("tool where", "place", t("playerWhere"), () => send({ type: "showPlace" }));
  const close = makeButton("tool close", "close", t("menuStop"), () => send({ type: "stop" }));
  const controls = make("div", { className: "controls" });
  const back = make("button", { type: "button", className: "back", hidden: true }, icon("place"), make("span", {}, t("playerBack")));
  listen(back, "click", () => place.comeBack());

  const label = make("p", { className: "label" });
  const upcoming = make("p", { className: "upcoming", dir: "auto" });
  const spoken = createSpokenSentence(signal);
  const note = make("p", { className: "note" });
  const text = make("div", { className: "text", hidden: true }, label, upcoming, spoken.element, note);
  const announcement = make("p", { className: "unseen", role: "status" });

  const panel = make("div", {
    className: "panel",
    role: "region",
    ariaLabel: t("extensionShortName"),
    lang: messageLocale(),
    // The browser knows the direction of its own language, in which the messages may not be.
    dir: messageLocale() === browser.i18n.getUILanguage() ? t("@@bidi_dir") : "ltr",
  });
  const handle = createDragHandle(panel, controls, (to) => {
    send({ type: "movePlayer", place: to });
    menu.show(to === "docked");
  });
  let heard: FollowState["narration"] | undefined;
  const heardNow = (): string => (heard ? wordHeardAt(heard, Date.now()).slice(0, maxWrittenLength) : "");
  const menu = createPlayerMenu({
    hide: () => send({ type: "hidePlayer" }),
    dock: () => handle.dock(),
    repeat: (slowly) => jump({ to: "repeat", slowly }),
    sayDifferently: () => send({ type: "sayDifferently", word: heardNow() }),
  });
  controls.append(
    handle.button,
    seek.element,
    make("div", { className: "start" }, rates.element, where),
    transport,
    voices.element,
    menu.button,
    close,
  );
  panel.append(make("div", { className: "card" }, text, controls), back, menu.element, announcement);

  const host = createPlayerHost(
    panel,
    {
      escape() {
        if (menu.close()) menu.button.focus();
        else host.giveFocusBack();
      },
      pressOutside: () => void menu.close(),
    },
    signal,
  );
  host.onKey(seek.slider, seek.press);
  host.onKey(handle.button, handle.press);
  listen(panel, "pointerdown", (event) => {
    if (event.target instanceof Node && !menu.element.contains(event.target) && !menu.button.contains(event.target)) menu.close();
  });

  let preparingSince: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sentenceIndex: number | undefined;

  const show: Player["show"] = (state, page) => {
    clearTimeout(timer);
    const { narration, settings } = state;
    heard = narration;
    const { status, sentence } = narration;
    preparingSince = status === "preparing" ? (preparingSince ?? Date.now()) : null;
    const isShown = status !== "idle" && settings.showsPlayer;
    if (!isShown) {
      menu.close();
      spoken.stop();
      seek.stop();
      host.setShown(false);
      return;
    }
    const waitsMs = preparingSince === null ? Infinity : preparingSince + patienceMs - Date.now();
    if (waitsMs > 0 && waitsMs !== Infinity) timer = setTimeout(show, waitsMs, state, page);

    panel.dataset.status = waitsMs <= 0 || status !== "preparing" ? status : "speaking";
    const action = status === "paused" ? t("actionResume") : t("actionPause");
    play.title = play.ariaLabel = action;
    handle.show(settings.playerPlace);
    menu.show(panel.dataset.place === "docked");
    rates.show(settings.rate);
    voices.show(state.voices, narration.voice);
    seek.show(narration, settings.rate);
    if (!page.isAway && host.focused() === back) host.giveFocusBack();
    back.hidden = !page.isAway;
    showText(waitsMs <= 0, state, page.isDrawn);
    host.setShown(true);
    host.settle();
    if (sentence?.index !== sentenceIndex) host.matchPage();
    sentenceIndex = sentence?.index;
  };

  const showText = (isLate: boolean, { narration }: FollowState, isDrawn: boolean): void => {
    const { status, sentence, standIn } = narration;
    setText(label, isLate ? t("statusPreparing") : "");
    const isPreparing = isLate && !sentence;
    setText(upcoming, (isPreparing && narration.upcoming) || "");
    upcoming.lang = narration.language ?? "";
    const showsSentence = sentence !== null && !isDrawn;
    spoken.element.hidden = !showsSentence;
    if (showsSentence) spoken.show(narration);
    else spoken.stop();
    setText(note, standIn ? standInText(standIn) : "");
    text.hidden = !isLate && !showsSentence && !standIn;
    // Nothing is told while speech can be heard.
    setText(announcement, status === "paused" ? t("statusPaused") : "");
  };

  return {
    show,
    remove() {
      clearTimeout(timer);
      end.abort();
    },
  };
}

function standInText(standIn: "loading" | "failed" | "notInstalled"): string {
  const name = t("naturalVoice");
  const text = { loading: t("standInLoading", name), failed: t("standInFailed", name), notInstalled: t("standInNotInstalled", name) }[
    standIn
  ];
  return text.charAt(0).toLocaleUpperCase(messageLocale()) + text.slice(1);
}
