import { directSpeech } from "../src/shared/direct-speech.ts";
import { t } from "../src/shared/i18n.ts";
import { request } from "../src/shared/messaging.ts";
import { setText } from "../src/shared/set-text.ts";
import type { Passage } from "../src/shared/protocol.ts";
import { chosenVoice, defaultSettings, quoteVoice, siteName, type LeftOut, type Saying, type Settings } from "../src/shared/settings.ts";
import { announce } from "../ui/announce.ts";
import { byId } from "../ui/dom.ts";
import { createChoices, type Choice } from "./left-out-choices.ts";

/** The section about what is left out. */
export interface LeftOutSection {
  show(settings: Settings): void;
  /** Opens the section for a site: at its own choices if it has any, else with its name to be added. */
  open(site: string): void;
}

/**
 * Sets up the section. `listen` is called with a text and how it is read; its passages are parts of the text. What is said to be heard is
 * made by what reads pages, and by what gives voices their text.
 */
export function createLeftOut(
  change: (settings: Partial<Settings>) => void,
  listen: (text: string, passages: Passage[]) => void,
  fail: (thrown: unknown) => void,
): LeftOutSection {
  const section = byId("whole-pages", HTMLDetailsElement);
  const sites = byId("left-out-site", HTMLSelectElement);
  const remove = byId("left-out-remove", HTMLButtonElement);
  const host = byId("left-out-host", HTMLInputElement);
  const problem = byId("left-out-problem", HTMLElement);
  const language = t("messageLanguage");
  let settings = defaultSettings;
  /** The site whose choices are shown. Empty for all. */
  let site = "";
  /** What was shown as heard is asked for once. */
  let shown = "";

  const leftOut = (): LeftOut => settings.leftOutOn[site] ?? settings.leftOut;
  const save = (changed: Partial<LeftOut>): void => {
    const wished = { ...leftOut(), ...changed };
    change(site === "" ? { leftOut: wished } : { leftOutOn: { ...settings.leftOutOn, [site]: wished } });
  };
  const choices = createChoices(save, (name) => {
    const choice = choices.find((each) => each.name === name);
    if (!choice) return;
    const text = globalThis.readAloudExample(choice.written, leftOut());
    if (text !== "") listen(text, passagesIn(text));
  });

  /** As a page with this text would be read. */
  const passagesIn = (text: string): Passage[] => {
    const saying = sayingOf(leftOut());
    const quotes = leftOut().quotesInOtherVoice && settings.quoteVoices[language] ? directSpeech(text) : [];
    const passages: Passage[] = [];
    let at = 0;
    const add = (end: number, isQuote: boolean): void => {
      const voice = (isQuote ? quoteVoice : chosenVoice)(language, settings);
      if (end > at) passages.push({ start: at, end, language, voice, saying, ...(isQuote ? { isQuote } : {}) });
      at = Math.max(at, end);
    };
    for (const { start, end } of quotes) {
      add(start, false);
      add(end, true);
    }
    add(text.length, false);
    return passages;
  };

  const showHeard = async ({ written, heard }: Choice): Promise<void> => {
    const text = globalThis.readAloudExample(written, leftOut());
    const parts = await Promise.all(
      passagesIn(text).map(async ({ start, end, isQuote, saying = sayingOf(leftOut()) }) => {
        const said = await request("offscreen", "sayInWords", { text: text.slice(start, end), language, saying });
        return isQuote ? t("exampleOtherVoice", said.join(" ")) : said.join(" ");
      }),
    );
    const all = parts.filter((part) => part !== "").join(" · ");
    const before = heard.textContent;
    heard.classList.toggle("quiet", all === "");
    setText(heard, all === "" ? t("exampleNothing") : all);
    if (before !== "" && before !== heard.textContent) announce(`${t("exampleHeard")}: ${heard.textContent}`);
  };

  const showExamples = (): void => {
    // What is not shown is not read.
    if (!section.open || !section.checkVisibility()) return;
    const wished = JSON.stringify([leftOut(), settings.pronunciations, settings.quoteVoices]);
    if (shown === wished) return;
    shown = wished;
    Promise.all(choices.map(showHeard)).catch((thrown: unknown) => {
      shown = "";
      fail(thrown);
    });
  };

  const showSites = (): void => {
    const names = Object.keys(settings.leftOutOn).toSorted((a, b) => a.localeCompare(b));
    if (!names.includes(site)) site = "";
    sites.replaceChildren(new Option(t("leftOutEverywhere"), ""), ...names.map((name) => new Option(name, name)));
    sites.value = site;
    remove.hidden = site === "";
    for (const choice of choices) choice.show(leftOut());
    showExamples();
  };

  const add = (): void => {
    const name = siteName(host.value);
    setText(problem, name === null ? t("leftOutNoSite") : "");
    if (name === null) return host.focus();
    host.value = "";
    site = name;
    if (settings.leftOutOn[name]) showSites();
    else change({ leftOutOn: { ...settings.leftOutOn, [name]: settings.leftOut } });
    sites.focus();
  };

  section.addEventListener("toggle", showExamples);
  // It may be open in a tab of the page that is chosen later.
  new IntersectionObserver(showExamples).observe(section);
  sites.addEventListener("change", () => {
    site = sites.value;
    showSites();
  });
  byId("left-out-add", HTMLButtonElement).addEventListener("click", add);
  host.addEventListener("keydown", ({ key }) => key === "Enter" && add());
  remove.addEventListener("click", () => {
    const { [site]: _removed, ...others } = settings.leftOutOn;
    announce(`${t("remove")}: ${site}`);
    site = "";
    sites.focus();
    change({ leftOutOn: others });
  });

  return {
    show(changed) {
      settings = changed;
      showSites();
    },
    open(wished) {
      section.open = true;
      const name = siteName(wished);
      if (name !== null && settings.leftOutOn[name]) site = name;
      else host.value = name ?? "";
      showSites();
      section.scrollIntoView();
      (host.value === "" ? sites : host).focus();
    },
  };
}

const sayingOf = ({ addresses, citations, emoji, hashtags }: LeftOut): Saying => ({ addresses, citations, emoji, hashtags });
