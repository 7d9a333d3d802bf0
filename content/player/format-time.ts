import { messageLocale, t } from "../../src/shared/i18n.ts";

const locale = messageLocale();
const units = (["hour", "minute", "second"] as const).map(
  (unit) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }),
);
const list = new Intl.ListFormat(locale, { type: "unit", style: "long" });

/** Whole hours, minutes and seconds. */
function partsOf(seconds: number): [number, number, number] {
  const whole = Math.max(0, Math.floor(seconds));
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
}

/** `3:07`, or `1:02:07` from one hour on. */
export function formatTime(seconds: number): string {
  const [hours, minutes, rest] = partsOf(seconds);
  const two = (value: number): string => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** `3 minutes, 7 seconds`. */
function spokenTime(seconds: number): string {
  const parts = partsOf(seconds).map((value, index) => (value > 0 ? units[index]?.format(value) : undefined));
  return list.format(parts.filter((part) => part !== undefined)) || (units[2]?.format(0) ?? "");
}

/** How far the reading is, for a screen reader. */
export function spokenPosition(goneSeconds: number, totalSeconds: number): string {
  return t("playerPositionValue", spokenTime(goneSeconds), spokenTime(totalSeconds));
}
