import type { Saying } from "../../../src/shared/settings.ts";
import type { Rule } from "./rule.ts";

/** What an address can consist of. Brackets and stops that end it are not part of it. */
const unit = String.raw`[^\s<>"“”„«»]`;
const lastUnit = String.raw`[^\s<>"“”„«»'’.,;:!?)\]}…]`;
const rest = String.raw`(?:${unit}{0,2000}${lastUnit})?`;
const beginning = String.raw`(?<![\p{L}\p{N}@])(?:(?:https?|ftp)://(?:www\.)?|www\.)`;
const label = String.raw`[\p{L}\p{N}][\p{L}\p{N}-]{0,62}`;
/** Domains that are known from their ends, because people write them without `https://`. */
const ends = "com|org|net|edu|gov|info|io|co|ly|eu|uk|de|fr|es|ch|at|be|ca|app|dev";
const bareHost = String.raw`(?<![\p{L}\p{N}@./:-])(?:${label}\.){1,5}(?:${ends})`;

/** A sentence is bounded, so a very long address goes on in the next ones. */
const longTail = /^(?=[!-~]*[/=&%?])[!-~]{60,}/g;

const nothing = (): string => "";

const wholeAddress: Rule = { pattern: new RegExp(` ?${beginning}${lastUnit}${rest}| ?${bareHost}/${rest}`, "giu"), say: nothing };

/** What is before and after the host. */
const aroundHost: readonly Rule[] = [
  { pattern: new RegExp(String.raw`${beginning}(?=[\p{L}\p{N}[])`, "giu"), say: nothing },
  { pattern: new RegExp(String.raw`(?<=${beginning}[^\s<>"“”„«»/?#:]{1,260})(?:[/?#]|:\d)${rest}`, "giu"), say: nothing },
  { pattern: new RegExp(String.raw`(?<=${bareHost})/${rest}`, "giu"), say: nothing },
];

/** The names of the stop in a host, where eSpeak NG does not say it. */
const stops: Readonly<Record<string, string>> = { fr: " point ", de: " Punkt " };

/** The rules for web addresses in a base language. Those that leave something out, and then those that say something. */
export function addressRules(way: Saying["addresses"], language: string): { leave: readonly Rule[]; say: readonly Rule[] } {
  const tail = { pattern: longTail, say: nothing };
  const stop = stops[language];
  const say =
    stop === undefined
      ? []
      : [
          {
            pattern: new RegExp(String.raw`(?<=[\p{L}\p{N}])\.(?=(?:${label}\.){0,4}(?:${ends})(?![\p{L}\p{N}-]))`, "giu"),
            say: () => stop,
          },
        ];
  if (way === "whole") return { leave: [], say };
  return { leave: way === "none" ? [wholeAddress, tail] : [...aroundHost, tail], say };
}
