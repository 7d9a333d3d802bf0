import { messageLocale } from "../src/shared/i18n.ts";

const locale = messageLocale();
const megabytes = new Intl.NumberFormat(locale, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
const bareMegabytes = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(locale, { style: "percent" });
const minutes = new Intl.NumberFormat(locale, { style: "unit", unit: "minute", maximumFractionDigits: 0 });
const hours = new Intl.NumberFormat(locale, { style: "unit", unit: "hour", maximumFractionDigits: 1 });
const seconds = new Intl.NumberFormat(locale, { style: "unit", unit: "second", maximumFractionDigits: 0 });
const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const languages = new Intl.DisplayNames(locale, { type: "language" });
const regions = new Intl.DisplayNames(locale, { type: "region", style: "short" });

/** `63.2 MB`. */
export function formatSize(bytes: number): string {
  return megabytes.format(bytes / 1e6);
}

/** The number of megabytes alone, always with one decimal so that it does not jump while it counts. */
export function formatMegabytes(bytes: number): string {
  return bareMegabytes.format(bytes / 1e6);
}

/** A share of 0 to 1 as a percentage. */
export function formatShare(share: number): string {
  return percent.format(share);
}

/** Seconds, minutes from one minute on, hours from one and a half. */
export function formatDuration(durationSeconds: number): string {
  if (durationSeconds < 60) return seconds.format(durationSeconds);
  return durationSeconds < 5400 ? minutes.format(durationSeconds / 60) : hours.format(durationSeconds / 3600);
}

/** `1.25×`. */
export function formatRate(value: number): string {
  return `${rate.format(value)}×`;
}

/** A language's name, or the tag itself where it has none. */
export function languageName(tag: string): string {
  try {
    const name = languages.of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return tag;
  }
}

/** The name of the region that a BCP 47 tag holds, or `null`. */
export function regionName(tag: string): string | null {
  const { region } = new Intl.Locale(tag);
  return region === undefined ? null : (regions.of(region) ?? region);
}
