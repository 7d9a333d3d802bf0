import { messageLocale, t } from "../../src/shared/i18n.ts";
import type { FollowState } from "../../src/shared/protocol.ts";
import { instantVoiceId, isSameVoice, type VoiceChoice } from "../../src/shared/settings.ts";
import { listen, make } from "./page-document.ts";

/** The rates that are offered. The person's own rate is added to them. */
const rates = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];

const number = new Intl.NumberFormat(messageLocale(), { maximumFractionDigits: 2 });

/** A list from which one is chosen. */
interface Choices<T> {
  element: HTMLElement;
  show(options: readonly T[], chosen: T): void;
}

/** Creates a list of the browser, which is drawn outside of the page. `textOf` an option is also what tells it from the others. */
function createChoices<T>(className: string, label: string, textOf: (option: T) => string, choose: (option: T) => void): Choices<T> {
  const select = make("select", { ariaLabel: label, title: label });
  let listed: readonly T[] = [];
  let key = "";
  listen(select, "change", () => {
    const option = listed[select.selectedIndex];
    if (option !== undefined) choose(option);
  });
  return {
    element: make("span", { className: `choices ${className}` }, select),
    show(options, chosen) {
      const nextKey = JSON.stringify([options, chosen]);
      // What was just chosen stays shown until something else is known.
      if (nextKey === key) return;
      key = nextKey;
      listed = options;
      const texts = options.map(textOf);
      select.replaceChildren(...texts.map((text) => make("option", { value: text }, text)));
      select.value = textOf(chosen);
    },
  };
}

/** Creates the list of rates. */
export function createRates(choose: (rate: number) => void): { element: HTMLElement; show(rate: number): void } {
  const choices = createChoices("rate", t("rateLabel"), (rate: number) => `${number.format(rate)}×`, choose);
  return {
    element: choices.element,
    show: (rate) =>
      choices.show(
        [...new Set([...rates, rate])].sort((a, b) => a - b),
        rate,
      ),
  };
}

type OfferedVoice = FollowState["voices"][number];

const textOfVoice = ({ choice, name }: OfferedVoice): string => (choice.voiceId === instantVoiceId ? t("instantVoice") : name);

/** Creates the list of voices. */
export function createVoices(choose: (choice: VoiceChoice) => void): {
  element: HTMLElement;
  show(voices: readonly OfferedVoice[], chosen: VoiceChoice | null): void;
} {
  const choices = createChoices("voice", t("tabVoice"), textOfVoice, ({ choice }: OfferedVoice) => choose(choice));
  return {
    element: choices.element,
    show(voices, chosen) {
      const heard = voices.find(({ choice }) => chosen !== null && isSameVoice(choice, chosen));
      if (heard) choices.show(voices, heard);
    },
  };
}
