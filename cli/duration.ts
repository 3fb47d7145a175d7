/**
 * Times as people write them.
 *
 * @module
 */

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds: `500ms`, `3s`, `2m`, `1h`, `14d`, `0`; `undefined` for anything else. */
export function durationOf(text: string): number | undefined {
  if (text === "0") return 0;
  const { number, unit } = /^(?<number>\d{1,9})(?<unit>ms|s|m|h|d)$/.exec(text)?.groups ?? {};
  if (number === undefined) return undefined;
  return Number(number) * units[unit as keyof typeof units];
}
