/**
 * What is recorded and is not in the catalog for nothing but that this user may not see it.
 *
 * @module
 */
import type { Sought } from "../dialect/mod.ts";
import type { Difference } from "../diff/mod.ts";
import type { Session } from "../run/standing.ts";
import type { Environment } from "./environment.ts";
import { type BothSides, includeObjects } from "./include.ts";
import {
  compact,
  displayName,
  isPluginNoun,
  nounOf,
  objectKey,
  objectMaps,
  type Schema,
  type Table,
  type TableName,
} from "../schema/mod.ts";

/** Those of what is recorded that this user may not see; both schemas in the server's words. */
export async function unseenOf(
  { dialect, db }: Session,
  recorded: Schema,
  live: Schema,
): Promise<readonly Sought[]> {
  if (!dialect.unseen) return [];
  const objects = objectsMissing(recorded, live);
  const hidden = ({ noun, ...name }: Sought): boolean =>
    live.unknown.tables.has(objectKey(noun as "view", name));
  const missing = [...objects.filter((item) => !hidden(item)), ...tablesMissing(recorded, live)];
  const found = missing.length === 0 ? [] : await dialect.unseen(db, missing);
  return [...objects.filter(hidden), ...found];
}

function objectsMissing(recorded: Schema, live: Schema): readonly Sought[] {
  return objectMaps.flatMap((map) => {
    const items: ReadonlyMap<string, TableName> = recorded[map] ?? new Map();
    const there: ReadonlyMap<string, TableName> | undefined = live[map];
    return [...items].filter(([key]) => !there?.has(key))
      .map(([, item]) => sought(nounOf(map, item), item))
      .filter(({ noun }) => !isPluginNoun(noun));
  });
}

/** A table of which a column is missing may be seen in part. */
function tablesMissing(recorded: Schema, live: Schema): readonly Sought[] {
  return [...recorded.tables].flatMap(([key, table]) => {
    const now = live.tables.get(key);
    if (now && lacks(table, now, "columns").length === 0) {
      return lacks(table, now, "triggers").map((name) => sought("trigger", { ...table, name }));
    }
    return [sought("table", table)];
  });
}

function lacks(table: Table, now: Table, slot: "columns" | "triggers"): readonly string[] {
  const there = new Set((now[slot] ?? []).map(({ name }) => name));
  return (table[slot] ?? []).map(({ name }) => name).filter((name) => !there.has(name));
}

function sought(noun: string, { name, schema }: TableName): Sought {
  return compact({ noun, name, schema });
}

/** Whether something may be missing for nothing but that it can't be seen. */
export function isUnseen(
  { noun, name, schema, table, live }: Difference,
  unseen: readonly Sought[],
): boolean {
  return live === undefined && unseen.some((item) => {
    if (item.schema !== schema) return false;
    if (item.noun === noun && item.name === name) return true;
    return item.noun === "table" && item.name === table;
  });
}

/** Both sides of a comparison without what may be missing for nothing but that it can't be seen. */
export function withoutUnseen(sides: BothSides, unseen: readonly Sought[]): BothSides {
  if (unseen.length === 0) return sides;
  const isThere: Environment["includeObject"] = ({ noun, name, parents: { schema, table } }) =>
    !unseen.some((item) =>
      item.schema === schema &&
      (item.noun === noun && item.name === name || item.noun === "table" && item.name === table)
    );
  return includeObjects(sides, { includeObject: isThere });
}

/** Its noun and name. */
export function soughtWords({ noun, ...name }: Sought): string {
  return `${noun} ${displayName(name)}`;
}
