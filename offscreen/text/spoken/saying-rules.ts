import { noteMark } from "../../../src/shared/note-marks.ts";
import type { Saying } from "../../../src/shared/settings.ts";
import { addressRules } from "./addresses.ts";
import { emojiRule } from "./emoji.ts";
import { hashtagRules } from "./hashtags.ts";
import type { Rule } from "./rule.ts";

/** What is left out goes before everything that says something. */
interface SayingRules {
  leave: readonly Rule[];
  say: readonly Rule[];
}

const known = new Map<string, SayingRules>();

/** The rules for what is no plain text, in a base language. */
export function sayingRules(saying: Saying | undefined, language: string): SayingRules {
  if (!saying) return { leave: [], say: [] };
  const { addresses, citations, emoji, hashtags } = saying;
  const key = [addresses, citations, emoji, hashtags, language].join(" ");
  let rules = known.get(key);
  if (!rules) {
    const address = addressRules(addresses, language);
    const marks: Rule[] = citations ? [{ pattern: noteMark, say: () => "" }] : [];
    const tags = hashtagRules(hashtags);
    const isSaid = hashtags === "said";
    rules = {
      leave: [...address.leave, ...marks, ...(emoji === "none" ? [emojiRule(emoji)] : []), ...(isSaid ? [] : tags)],
      say: [...address.say, ...(emoji === "said" ? [emojiRule(emoji)] : []), ...(isSaid ? tags : [])],
    };
    known.set(key, rules);
  }
  return rules;
}
