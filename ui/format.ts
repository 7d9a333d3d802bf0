import { messageLocale } from "../src/shared/i18n.ts";

const locale = messageLocale();
const unit = (name: string, maximumFractionDigits: number) =>
  new Intl.NumberFormat(locale, { style: "unit", unit: name, maximumFractionDigits });
const megabytes = unit("megabyte", 1);
const gigabytes = unit("gigabyte", 1);
const megabytesPerSecond = unit("megabyte-per-second", 1);
const kilobytesPerSecond = unit("kilobyte-per-second", 0);
const seconds = unit("second", 0);
const tenths = unit("second", 1);
const minutes = unit("minute", 0);
const hours = unit("hour", 1);
const bareMegabytes = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(locale, { style: "percent" });
const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const list = new Intl.ListFormat(locale, { type: "unit", style: "short" });
const languages = new Intl.DisplayNames(locale, { type: "language" });
const regions = new Intl.DisplayNames(locale, { type: "region", style: "short" });

/** `63.2 MB`, or `1.2 GB` from one gigabyte on. */
export function formatSize(bytes: number): string {
  return bytes < 1e9 ? megabytes.format(bytes / 1e6) : gigabytes.format(bytes / 1e9);
}

/** The number of megabytes without unit, always with one decimal, so that its width stays the same while it counts. */
export function formatMegabytes(bytes: number): string {
  return bareMegabytes.format(bytes / 1e6);
}

/** `3.1 MB/s`, or `40 kB/s` below 0.1 MB/s. */
export function formatTransfer(bytesPerSecond: number): string {
  return bytesPerSecond < 1e5 ? kilobytesPerSecond.format(bytesPerSecond / 1e3) : megabytesPerSecond.format(bytesPerSecond / 1e6);
}

/** A share of 0 to 1 as a percentage. */
export function formatShare(share: number): string {
  return percent.format(share);
}

/** In seconds, from one minute on in minutes, from one and a half hours on in hours. */
export function formatDuration(durationSeconds: number): string {
  if (durationSeconds < 60) return seconds.format(durationSeconds);
  return durationSeconds < 5400 ? minutes.format(durationSeconds / 60) : hours.format(durationSeconds / 3600);
}

/** `0.3 sec`. */
export function formatPause(pauseSeconds: number): string {
  return tenths.format(pauseSeconds);
}

/** `1.25×`. */
export function formatRate(value: number): string {
  return `${rate.format(value)}×`;
}

/** `English, French`. */
export function formatList(items: string[]): string {
  return list.format(items);
}

/** A language's name, or the tag itself if it has none. */
export function languageName(tag: string): string {
  try {
    const name = languages.of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return tag;
  }
}

/** The name of the region in a BCP 47 tag, or `null`. */
export function regionName(tag: string): string | null {
  try {
    const { region } = new Intl.Locale(tag);
    return region === undefined ? null : (regions.of(region) ?? region);
  } catch {
    // The user's own voice may have any language tag, even an invalid one.
    return null;
  }
}
