import { errorText, t } from "../src/shared/i18n.ts";
import type { Install, Voice } from "../src/shared/protocol.ts";
import { instantVoiceId, type VoiceChoice } from "../src/shared/settings.ts";
import { announce } from "../ui/announce.ts";
import { createActionMenu } from "../ui/action-menu.ts";
import { make, makeButton } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { formatSize, languageName } from "../ui/format.ts";
import { icon } from "../ui/icon.ts";
import { isUnderWay } from "../ui/install-progress.ts";
import { createSpeakerField } from "../ui/speaker-field.ts";
import { voiceName } from "../ui/voice-name.ts";
import { createVoiceRow } from "../ui/voice-row.ts";
import { isHeard, type Preview } from "./preview.ts";
import { createRenameForm } from "./rename-form.ts";

/** The actions for a voice in the group of one language. */
export interface CardActions {
  choose(choice: VoiceChoice): void;
  install(voiceId: string): void;
  cancel(voiceId: string): void;
  discard(voiceId: string): void;
  remove(voiceId: string): void;
  listen(choice: VoiceChoice): void;
  /** Downloads the voice, and speaks with it when it is installed. */
  installAndListen(choice: VoiceChoice): void;
  stopListening(): void;
  setFavourite(voiceId: string, favourite: boolean): void;
  save(voiceId: string): void;
  /** Renames the user's own voice. */
  rename(voiceId: string, name: string): void;
}

/** Everything that a card shows. Values that are the same object as before have not changed. */
interface CardModel {
  voice: Voice;
  install: Install | null;
  /** The choice for the language, if it is this voice. */
  chosen: VoiceChoice | null;
  favourite: boolean;
  /** True if it has just been imported, so that the card offers to use it. */
  justImported: boolean;
  recommended: boolean;
  preview: Preview | null;
}

/** A voice with all its actions. Its element stays the same for all states of the voice. */
export interface VoiceCard {
  element: HTMLElement;
  update(model: CardModel): void;
  /** Scrolls to the card, and focuses the first action for a new voice. */
  reveal(): void;
}

/** Creates the card of `first` in the group `language`. Call `update` next. */
export function createVoiceCard(first: Voice, language: string, actions: CardActions): VoiceCard {
  const { voiceId } = first;
  let shown: CardModel | null = null;
  let speakerId = 0;
  let offering = false;
  const choice = (): VoiceChoice => ({ voiceId, speakerId });

  const licence = make("a", { className: "licence", target: "_blank", rel: "noopener noreferrer" }, t("licence"));
  const save = makeButton("", t("exportVoice"), () => actions.save(voiceId));
  const renameForm = createRenameForm(
    (name) => actions.rename(voiceId, name),
    () => menu.focus(),
  );
  const rename = makeButton("", t("rename"), () => renameForm.open((shown?.voice ?? first).name));
  const menu = createActionMenu(rename, save, licence);
  const listenText = make("span");
  const listen = makeButton("small listen", "", () => {
    if (isHeard(shown?.preview ?? null)) actions.stopListening();
    else if (shown?.voice.installed) actions.listen(choice());
    else offer(true);
  });
  listen.append(icon("play"), icon("stop"), listenText);
  const star = makeButton("small bare favourite", "", () => actions.setFavourite(voiceId, !shown?.favourite));
  star.append(icon("star"));
  const row = createVoiceRow(
    first,
    `voice-${language}`,
    true,
    {
      choose: () => actions.choose(choice()),
      install: () => actions.install(voiceId),
      cancel: () => actions.cancel(voiceId),
      discard: () => actions.discard(voiceId),
      remove: () => actions.remove(voiceId),
    },
    ...(voiceId === instantVoiceId ? [listen] : [listen, star, menu.element]),
  );

  const speaker = createSpeakerField((id) => {
    speakerId = id;
    if (shown?.chosen) actions.choose(choice());
  });
  const extra = make("div", { className: "extra" }, speaker.element);

  const arrivalText = make("p", { id: `arrival-${language}-${voiceId}` });
  const use = makeButton("small use", t("useFor", languageName(language)), () => {
    actions.choose(choice());
    announce(t("usedFor", (shown?.voice ?? first).name, languageName(language)));
    listen.focus();
  });
  use.setAttribute("aria-describedby", arrivalText.id);
  const arrival = make("div", { className: "notice arrival" }, arrivalText, use);

  const noticeText = make("p");
  const download = makeButton("small", t("installAndListen"), () => {
    offer(false);
    actions.installAndListen(choice());
  });
  const notNow = makeButton("small bare", t("notNow"), () => offer(false));
  const notice = make("div", { className: "notice" }, noticeText, download, notNow);
  notice.addEventListener("keydown", ({ key }) => key === "Escape" && offer(false));
  const element = make("div", { className: "voice" }, row.element, arrival, extra, renameForm.element, notice);

  const offer = (value: boolean) => {
    offering = value;
    if (shown) show(shown);
    (offering ? download : listen).focus();
    if (offering) announce(noticeText.textContent);
  };

  const show = ({ voice, install, chosen, favourite, justImported, recommended, preview }: CardModel) => {
    const name = voiceName(voice);
    if (chosen) ({ speakerId } = chosen);
    row.update(voice, install, chosen !== null, recommended);
    licence.hidden = voice.licenceUrl == null;
    if (voice.licenceUrl != null) licence.href = voice.licenceUrl;
    licence.ariaLabel = t("licenceOf", name);
    const heard = isHeard(preview);
    element.classList.toggle("heard", heard);
    setText(listenText, heard ? t("actionStop") : t("listen"));
    listen.ariaLabel = heard
      ? t("stopListeningTo", name)
      : t("listenTo", `${name}, ${voiceId === instantVoiceId ? languageName(language) : voice.language}`);
    star.ariaPressed = String(favourite);
    star.ariaLabel = t("favouriteOf", name);
    star.title = t("favouriteOf", name);
    speaker.update(voice.installed ? voice : undefined, speakerId);
    save.hidden = !voice.installed || voice.source === "packaged";
    save.ariaLabel = `${t("exportVoice")}: ${name}`;
    rename.hidden = voice.source !== "imported";
    rename.ariaLabel = t("renameOf", name);
    arrival.hidden = !justImported || chosen !== null;
    setText(arrivalText, t("installedAnnouncement", name));
    menu.update(t("moreFor", name));
    extra.hidden = speaker.element.childElementCount === 0;
    offering &&= !voice.installed && !isUnderWay(install);
    notice.hidden = !offering && !preview?.error;
    download.hidden = notNow.hidden = !offering;
    setText(noticeText, preview?.error ? errorText(preview.error) : t("mustDownloadFirst", name, formatSize(voice.sizeBytes)));
    noticeText.className = preview?.error ? "problem" : "";
  };

  return {
    element,
    update(model) {
      if (shown && isSame(shown, model)) return;
      shown = model;
      show(model);
    },
    reveal() {
      element.scrollIntoView({ block: "center" });
      if (arrival.hidden) announce(arrivalText.textContent);
      (arrival.hidden ? listen : use).focus({ preventScroll: true });
    },
  };
}

function isSame(a: CardModel, b: CardModel): boolean {
  const keys = ["voice", "install", "chosen", "favourite", "justImported", "recommended", "preview"] as const;
  return keys.every((key) => a[key] === b[key]);
}
