import { t } from "../src/shared/i18n.ts";
import { addressWays, emojiWays, hashtagWays, type LeftOut } from "../src/shared/settings.ts";
import { byId, make } from "../ui/dom.ts";
import { makeIconButton } from "../ui/icon-button.ts";
import { makeExample, type ExampleName } from "./left-out-examples.ts";

/** A choice on the page: its control, what it shows as an example, and where it says what is heard of that. */
export interface Choice {
  name: ExampleName;
  written: HTMLElement;
  heard: HTMLElement;
  show(leftOut: LeftOut): void;
}

/** What is checked in the list of what is left out, with the keys of the labels. */
const leftOutLabels = {
  citations: "leftOutCitations",
  brackets: "leftOutBrackets",
  code: "leftOutCode",
  tables: "leftOutTables",
  figures: "leftOutFigures",
  captions: "leftOutCaptions",
} as const;

/** What is chosen from ways, with the keys of the labels. */
const ways = {
  addresses: { label: "saidAddresses", options: addressWays, texts: ["saidAddressesHost", "saidAddressesWhole", "saidNone"] },
  emoji: { label: "saidEmoji", options: emojiWays, texts: ["saidEmojiSaid", "saidNone"] },
  hashtags: { label: "saidHashtags", options: hashtagWays, texts: ["saidHashtagsSaid", "saidNone"] },
} as const;

/** Creates the choices with their examples. `change` is called with what a person changes, `listen` to hear an example. */
export function createChoices(change: (change: Partial<LeftOut>) => void, listen: (name: ExampleName) => void): Choice[] {
  const choices: Choice[] = [];
  const add = (
    place: HTMLElement,
    name: ExampleName,
    label: string,
    control: HTMLElement,
    show: Choice["show"],
    ...more: HTMLElement[]
  ) => {
    const written = make("div", { className: "written" }, makeExample(name));
    const heard = make("p", { className: "heard" });
    const button = makeIconButton("small bare listen", "play", t("exampleListen", label), () => listen(name));
    const example = make(
      "div",
      { className: "example" },
      make("span", { className: "quiet" }, t("exampleWritten")),
      written,
      make("span", { className: "quiet" }, t("exampleHeard")),
      heard,
      button,
    );
    place.append(make("div", { className: "left-out-choice" }, control, ...more, example));
    choices.push({ name, written, heard, show });
  };
  const box = (name: keyof LeftOut, label: string) => {
    const input = make("input", { type: "checkbox", name: "leftOut", value: name });
    input.addEventListener("change", () => change({ [name]: input.checked }));
    return { input, element: make("label", { className: "choice" }, input, make("span", {}, label)) };
  };

  const list = byId("left-out-list", HTMLElement);
  const selections = box("citationsInSelections", t("leftOutSelections"));
  selections.element.classList.add("further");
  for (const [name, key] of Object.entries(leftOutLabels) as [keyof typeof leftOutLabels, string][]) {
    const { input, element } = box(name, t(key));
    const isFirst = name === "citations";
    const show = (leftOut: LeftOut): void => {
      input.checked = leftOut[name];
      if (!isFirst) return;
      selections.input.checked = leftOut.citationsInSelections;
      selections.input.disabled = !leftOut.citations;
    };
    add(list, name, t(key), element, show, ...(isFirst ? [selections.element] : []));
  }
  for (const [name, { label, options, texts }] of Object.entries(ways) as [keyof typeof ways, (typeof ways)[keyof typeof ways]][]) {
    const select = make("select", { id: `said-${name}` }, ...options.map((option, index) => new Option(t(texts[index] ?? ""), option)));
    select.addEventListener("change", () => change({ [name]: select.value }));
    const control = make(
      "div",
      { className: "setting" },
      make("label", { htmlFor: select.id }, t(label)),
      make("span", { className: "select" }, select),
    );
    add(byId("said-list", HTMLElement), name, t(label), control, (leftOut) => (select.value = leftOut[name]));
  }
  const quotes = box("quotesInOtherVoice", t("quotesOther"));
  add(byId("quote-list", HTMLElement), "quotesInOtherVoice", t("quotesOther"), quotes.element, (leftOut) => {
    quotes.input.checked = leftOut.quotesInOtherVoice;
  });
  return choices;
}
