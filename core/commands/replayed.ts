/**
 * The other thing that models are compared with: what the revisions amount to, without a database.
 *
 * @module
 */
import type { RevisionSet } from "../plan/revisions.ts";
import { displayName, isUnknown, objectMaps, type Schema, type TableName } from "../schema/mod.ts";
import { type Project, type ScriptTarget, targetOf } from "./project.ts";

/** What models are compared with. */
export type CompareSource = "database" | "history";

/** Revisions that stand in for a database which has all of them. */
export interface Replayed {
  /** The revisions. */
  readonly set: RevisionSet;
  /** The heads. */
  readonly rows: readonly string[];
  /** The dialect that they are replayed for. */
  readonly target: ScriptTarget;
}

/** The revisions of a project in the place of its database; nothing is opened. */
export async function replayedFor(project: Project, set: RevisionSet): Promise<Replayed> {
  return { set, rows: set.graph.heads.map((head) => head.id), target: await targetOf(project) };
}

/** Two schemas, and what was left out of both. */
export interface KnownSides {
  /** What the revisions amount to. */
  readonly replayed: Schema;
  /** What the models want. */
  readonly models: Schema;
  /** What SQL may have changed that did not say so, in words. */
  readonly opaque: readonly string[];
}

/** Both sides without what cannot be known, since SQL of a revision did not declare its effects. */
export function knownSides(replayed: Schema, models: Schema): KnownSides {
  const { all, tables } = replayed.unknown;
  if (!all && tables.size === 0) return { replayed, models, opaque: [] };
  const hidden = (table: TableName): boolean => isUnknown(replayed, table);
  const opaque = [...models.tables.values()].filter(hidden).map(displayName);
  return {
    replayed: { ...replayed, tables: kept(replayed.tables, hidden) },
    models: {
      ...(all ? onlyKnown(models, replayed) : models),
      tables: kept(models.tables, hidden),
    },
    opaque,
  };
}

function kept<T extends TableName>(
  items: ReadonlyMap<string, T>,
  hidden: (item: T) => boolean,
): ReadonlyMap<string, T> {
  return new Map([...items].filter(([, item]) => !hidden(item)));
}

/** Where anything may be there, only what the revisions are known to have made can be compared. */
function onlyKnown(models: Schema, replayed: Schema): Schema {
  const maps = objectMaps.flatMap((map): readonly [string, ReadonlyMap<string, TableName>][] => {
    const items: ReadonlyMap<string, TableName> | undefined = models[map];
    const known: ReadonlyMap<string, TableName> | undefined = replayed[map];
    return items ? [[map, new Map([...items].filter(([key]) => known?.has(key)))]] : [];
  });
  return { ...models, ...Object.fromEntries(maps) };
}
