import type { Saying } from "../../../src/shared/settings.ts";
import type { Rule } from "./rule.ts";

/** One emoji: a flag, or a picture with its colour of skin and what is joined to it. Signs such as © and → are none. */
const one = String.raw`(?:\p{Regional_Indicator}{2}|(?![©®™‼⁉ℹ↔-⇿Ⓜ〰〽㊗㊙])\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]{0,2}(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]{0,2}){0,5})`;
const several = String.raw`${one}(?:\s?${one}){0,300}`;

const single = new RegExp(one, "gu");

/** eSpeak NG knows the names of emoji, and cuts them off before another sign; so each stands alone, without its colour, and once. */
const saidOnce: Rule = {
  pattern: new RegExp(several, "gu"),
  say({ 0: found, index, input }) {
    const names = Array.from(found.matchAll(single), ([emoji]) => emoji.replace(/[\uFE0F\p{Emoji_Modifier}]|\u200D[♀♂]/gu, ""));
    const different = names.filter((name, at) => name !== names[at - 1]);
    const before = /[\p{L}\p{N}]/u.test(input.slice(Math.max(0, index - 1), index)) ? " " : "";
    const after = /^[\p{L}\p{N}]/u.test(input.slice(index + found.length, index + found.length + 2)) ? " " : "";
    return before + different.join(" ") + after;
  },
};

const leftOut: Rule = {
  pattern: new RegExp(String.raw`\s?${several}`, "gu"),
  say: ({ 0: found, index, input }) =>
    /\S/.test(found.charAt(0)) &&
    /[\p{L}\p{N}]$/u.test(input.slice(0, index).slice(-2)) &&
    /^[\p{L}\p{N}]/u.test(input.slice(index + found.length))
      ? " "
      : "",
};

/** The rule for emoji. */
export const emojiRule = (way: Saying["emoji"]): Rule => (way === "none" ? leftOut : saidOnce);
