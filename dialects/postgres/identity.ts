/**
 * Changes of GENERATED AS IDENTITY.
 *
 * @module
 */
import { identityOptions, identityText, words } from "@retort/ansi";
import type { Identity } from "@retort/core/schema";

/** What brings an option back to what it is without being said. */
const usual: Readonly<Record<Exclude<keyof Identity, "always" | "start">, string>> = {
  increment: "INCREMENT BY 1",
  minValue: "NO MINVALUE",
  maxValue: "NO MAXVALUE",
  cache: "CACHE 1",
  cycle: "NO CYCLE",
};

/** What ALTER COLUMN says: a column with an identity gets the options of another, else its first. */
export function identityChange(wanted: Identity | null, old: Identity | undefined): string {
  if (wanted === null) return "DROP IDENTITY";
  if (!old) return `ADD ${identityText(wanted)}`;
  const gone = Object.entries(usual).flatMap(([key, text]) => {
    const name = key as keyof typeof usual;
    return old[name] !== undefined && wanted[name] === undefined ? [text] : [];
  });
  const start = old.start !== undefined && wanted.start === undefined
    ? [`START WITH ${usualStart(wanted)}`]
    : [];
  const options = [...gone, ...start, ...identityOptions(wanted)];
  return words(
    `SET GENERATED ${wanted.always ? "ALWAYS" : "BY DEFAULT"}`,
    ...options.map((option) => `SET ${option}`),
  );
}

function usualStart({ increment = 1, minValue = 1, maxValue = -1 }: Identity): number {
  return increment < 0 ? maxValue : minValue;
}
