/**
 * Moments as a clock on the wall of some time zone shows them.
 *
 * @module
 */

/** The parts of a moment in a time zone. */
export interface DateParts {
  /** The year. */
  readonly year: number;
  /** The month, from 1. */
  readonly month: number;
  /** The day of the month, from 1. */
  readonly day: number;
  /** The hour, from 0. */
  readonly hour: number;
  /** The minute. */
  readonly minute: number;
  /** The second. */
  readonly second: number;
}

/**
 * What a clock shows at a moment.
 *
 * ```ts
 * import { datePartsIn } from "@retort/core/source";
 *
 * datePartsIn(new Date("2026-07-01T22:30:00Z"), "Europe/Berlin").day; // 2
 * ```
 *
 * @param timezone An IANA name; UTC unless told.
 */
export function datePartsIn(date: Date, timezone = "UTC"): DateParts {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    calendar: "iso8601",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const found = new Map(format.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => found.get(type) ?? 0;
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}

/** A moment in ISO 8601, to the second: `2026-07-02T00:30:00+02:00`, or with `Z` in UTC. */
export function isoDateIn(date: Date, timezone?: string): string {
  if (timezone === undefined) return date.toISOString().replace(/\.\d+Z$/, "Z");
  const { year, month, day, hour, minute, second } = datePartsIn(date, timezone);
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  const offset = Math.round((shown - Math.floor(date.getTime() / 1000) * 1000) / 60_000);
  const iso = new Date(shown).toISOString().replace(/\.\d+Z$/, "");
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${iso}${offset < 0 ? "-" : "+"}${two(hours)}:${two(minutes)}`;
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
