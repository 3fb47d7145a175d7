/**
 * Settings as typed values.
 *
 * @module
 */
import { type Place, RetortError } from "@retort/core/errors";

/** A setting with its variables filled in, and where it stands. */
export interface Value {
  /** The text. */
  readonly value: string;
  /** Where it stands. */
  readonly place: Place;
}

/** Reads the settings of one section. */
export interface Reader {
  (key: string): Value | undefined;
  /** The config file. */
  readonly path: string;
  /** The section. */
  readonly section: string;
}

/**
 * A setting as text; without a `fallback` it must be there.
 *
 * @throws {RetortError} `config/no-key`.
 */
export function text(reader: Reader, key: string, fallback?: string): string {
  const value = reader(key)?.value ?? "";
  if (value !== "") return value;
  if (fallback !== undefined) return fallback;
  const { path, section } = reader;
  throw new RetortError("config/no-key", { path, section, key }, { place: { file: path } });
}

/** A setting that is `true` or `false`. */
export function toggle(reader: Reader, key: string, fallback: boolean): boolean {
  const found = reader(key);
  if (!found || found.value === "") return fallback;
  if (found.value === "true" || found.value === "false") return found.value === "true";
  throw bad(reader, key, { ...found, problem: `"${found.value}" is neither true nor false` });
}

/** A setting that is a whole number above 0. */
export function whole(reader: Reader, key: string, fallback: number): number {
  const found = reader(key);
  if (!found || found.value === "") return fallback;
  if (/^[1-9]\d{0,8}$/.test(found.value)) return Number(found.value);
  throw bad(reader, key, { ...found, problem: `"${found.value}" is no whole number above 0` });
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds: `500ms`, `3s`, `2m`, `1h`, `14d`, `0`; `undefined` for anything else. */
export function durationOf(text: string): number | undefined {
  if (text === "0") return 0;
  const { number, unit } = /^(?<number>\d{1,9})(?<unit>ms|s|m|h|d)$/.exec(text)?.groups ?? {};
  if (number === undefined) return undefined;
  return Number(number) * units[unit as keyof typeof units];
}

/** A setting that is a time, in milliseconds: `500ms`, `3s`, `2m`, `1h`, `14d`; `0` is none. */
export function duration(reader: Reader, key: string, fallback: number): number {
  const found = reader(key);
  if (!found || found.value === "") return fallback;
  const time = durationOf(found.value);
  if (time !== undefined) return time;
  throw bad(reader, key, { ...found, problem: `"${found.value}" is no time such as 500ms or 3s` });
}

/** A setting that is one of some words; the first one if it is absent. */
export function choice<const T extends string>(
  reader: Reader,
  key: string,
  words: readonly [T, ...T[]],
): T {
  const found = reader(key);
  if (!found || found.value === "") return words[0];
  const word = words.find((candidate) => candidate === found.value);
  if (word !== undefined) return word;
  throw bad(reader, key, { ...found, problem: `"${found.value}" is not ${words.join(" or ")}` });
}

/** A setting that names a time zone, as in `Europe/Berlin`. */
export function timezone(reader: Reader, key: string): string | undefined {
  const found = reader(key);
  if (!found || found.value === "") return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: found.value });
    return found.value;
  } catch {
    throw bad(reader, key, { ...found, problem: `there is no time zone "${found.value}"` });
  }
}

function bad(reader: Reader, key: string, found: Value & { problem: string }): RetortError {
  const { problem, place } = found;
  return new RetortError("config/bad-value", { path: reader.path, key, problem }, { place });
}
