import { messageLocale, t } from "../src/shared/i18n.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { make } from "./dom.ts";
import { setText } from "../src/shared/set-text.ts";

/** If a voice has more speakers than this, they are chosen by number and not from a list. */
const maxListed = 24;

/** A field to choose one of a voice's speakers. Empty for a voice with one speaker. */
export interface SpeakerField {
  element: HTMLElement;
  update(voice: Voice | undefined, speakerId: number): void;
}

/** Creates the field. `onChoose` is called with each `speakerId` that the user picks. */
export function createSpeakerField(onChoose: (speakerId: number) => void): SpeakerField {
  const element = make("span", { className: "speaker-field" });
  let shownVoice: Voice | undefined;
  let show: (speakerId: number) => void = () => undefined;

  return {
    element,
    update(voice, speakerId) {
      if (voice?.voiceId !== shownVoice?.voiceId) {
        shownVoice = voice;
        const speakers = voice && voice.speakers.length > 1 ? voice.speakers : [];
        const control = speakers.length > maxListed ? byNumber(speakers, onChoose) : fromList(speakers, onChoose);
        element.replaceChildren(...(speakers.length > 0 ? control.parts : []));
        show = control.show;
      }
      show(speakerId);
    },
  };
}

type Control = { parts: HTMLElement[]; show: (speakerId: number) => void };

function fromList(speakers: Voice["speakers"], onChoose: (speakerId: number) => void): Control {
  const options = speakers.map(({ speakerId, name }) => new Option(name, String(speakerId)));
  const select = make("select", { ariaLabel: t("speakerLabel") }, ...options);
  select.addEventListener("change", () => onChoose(Number(select.value)));
  return { parts: [make("span", { className: "select" }, select)], show: (speakerId) => (select.value = String(speakerId)) };
}

/** A number field: 1 is the first speaker of the list. */
function byNumber(speakers: Voice["speakers"], onChoose: (speakerId: number) => void): Control {
  const count = new Intl.NumberFormat(messageLocale()).format(speakers.length);
  const input = make("input", { type: "number", min: "1", max: String(speakers.length), step: "1", ariaLabel: t("speakerNumber", count) });
  const note = make("span", { className: "quiet" });
  const show = (speakerId: number) => {
    const index = speakers.findIndex((speaker) => speaker.speakerId === speakerId);
    // Typing is not interrupted.
    if (document.activeElement !== input) input.value = String(index + 1);
    setText(note, t("speakerOf", count, speakers[index]?.name ?? ""));
  };
  input.addEventListener("change", () => {
    const wanted = Math.round(Math.min(speakers.length, Math.max(1, input.valueAsNumber || 1)));
    const speaker = speakers[wanted - 1];
    if (!speaker) return;
    input.value = String(wanted);
    show(speaker.speakerId);
    onChoose(speaker.speakerId);
  });
  return { parts: [input, note], show };
}
