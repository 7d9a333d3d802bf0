import type { FollowCommand, JumpTarget } from "../src/shared/protocol.ts";
import { maxWrittenLength } from "../src/shared/pronunciations.ts";
import { maxRate, minRate, type PlayerPlace, type VoiceChoice } from "../src/shared/settings.ts";

/** What a page sent, if it is a command and nothing else. `choices` are the voices that it may choose. */
export function parseFollowCommand(sent: unknown, choices: readonly VoiceChoice[]): FollowCommand | undefined {
  if (!isRecord(sent)) return undefined;
  const { type } = sent;
  switch (type) {
    case "pauseOrResume":
    case "stop":
    case "showPlace":
    case "hidePlayer":
      return { type };
    case "tellView": {
      const { view } = sent;
      if (!isRecord(view)) return undefined;
      const { isDrawn, isAway } = view;
      return typeof isDrawn === "boolean" && typeof isAway === "boolean" ? { type, view: { isDrawn, isAway } } : undefined;
    }
    case "jump": {
      const target = parseTarget(sent["target"]);
      return target && { type, target };
    }
    case "setRate": {
      const { rate } = sent;
      return isNumber(rate, minRate, maxRate) ? { type, rate } : undefined;
    }
    case "chooseVoice": {
      const { choice: chosen } = sent;
      if (!isRecord(chosen)) return undefined;
      const choice = choices.find(({ voiceId, speakerId }) => voiceId === chosen["voiceId"] && speakerId === chosen["speakerId"]);
      return choice && { type, choice };
    }
    case "sayDifferently": {
      const { word } = sent;
      return typeof word === "string" && word.length <= maxWrittenLength ? { type, word } : undefined;
    }
    case "movePlayer": {
      const place = parsePlace(sent["place"]);
      return place && { type, place };
    }
  }
  return undefined;
}

/** A text has fewer sentences, and its sound fewer seconds. */
const maxStep = 1_000_000;

function parseTarget(sent: unknown): JumpTarget | undefined {
  if (!isRecord(sent)) return undefined;
  const { to, offset, by, second, slowly } = sent;
  if (to === "offset") return Number.isInteger(offset) && isNumber(offset, 0, maxStep) ? { to, offset } : undefined;
  if (to === "sentence" || to === "paragraph") return Number.isInteger(by) && isNumber(by, -maxStep, maxStep) ? { to, by } : undefined;
  if (to === "repeat") return typeof slowly === "boolean" ? { to, slowly } : undefined;
  return to === "second" && isNumber(second, 0, maxStep) ? { to, second } : undefined;
}

function parsePlace(sent: unknown): PlayerPlace | undefined {
  if (sent === "docked") return sent;
  if (!isRecord(sent)) return undefined;
  const { x, y } = sent;
  return isNumber(x, 0, 1) && isNumber(y, 0, 1) ? { x, y } : undefined;
}

/** A number between `min` and `max`; not NaN. */
const isNumber = (value: unknown, min: number, max: number): value is number => typeof value === "number" && value >= min && value <= max;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
