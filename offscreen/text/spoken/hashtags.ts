import type { Saying } from "../../../src/shared/settings.ts";
import type { Rule } from "./rule.ts";

/** A hashtag has a letter: "#1" is a number, and "C#" a name. */
const tag = String.raw`(?<![\p{L}\p{N}_&#/=])#(?=[\p{N}_]{0,100}\p{L})([\p{L}\p{M}\p{N}_]{1,140})`;
/** The name of a person in a network, and no e-mail address. */
const person = String.raw`(?<![\p{L}\p{N}._%+/-])@(?=[\p{N}_]{0,50}\p{L})([\p{L}\p{N}_]{1,50})(?![\p{L}\p{N}@]|\.[\p{L}\p{N}])`;

const said: readonly Rule[] = [
  { pattern: new RegExp(tag, "gu"), say: ([, name = ""]) => words(name) },
  { pattern: new RegExp(person, "gu"), say: ([, name = ""]) => `@${words(name)}` },
];
const leftOut: readonly Rule[] = [{ pattern: new RegExp(String.raw`\s?${tag}`, "gu"), say: () => "" }];

/** "ClimateAction_now2024" as "Climate Action now 2024". */
function words(name: string): string {
  return name
    .replaceAll("_", " ")
    .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L}{2})(?=\p{N})/gu, " ")
    .replace(/ +/g, " ")
    .trim();
}

/** The rules for hashtags. A name such as @anna_b is always said. */
export const hashtagRules = (way: Saying["hashtags"]): readonly Rule[] => (way === "none" ? [...leftOut, ...said.slice(1)] : said);
