/**
 * Drift: what of the schema is other than retort has left it.
 *
 * @module
 */
import { variantNames } from "../dialect/mod.ts";
import {
  type DiffContext,
  type Difference,
  driftOf,
  notRecorded,
  type ObjectName,
} from "../diff/mod.ts";
import { sameRows } from "../run/past.ts";
import {
  damagedRecord,
  findRecorded,
  type Recorded,
  type RecordedAbout,
  schemaHash,
} from "../run/recorded.ts";
import type { Session } from "../run/standing.ts";
import {
  compact,
  displayName,
  emptySchema,
  isPluginNoun,
  plainNoun,
  type Schema,
} from "../schema/mod.ts";
import { printOp } from "../source/mod.ts";
import { diffContextOf } from "./compare.ts";
import type { Environment } from "./environment.ts";
import { includeObjects } from "./include.ts";
import { isLeftover } from "./invalid.ts";
import type { Project } from "./project.ts";
import { looked, readScope } from "./record.ts";
import { isUnseen, soughtWords, unseenOf } from "./unseen.ts";

/** An object that is other than it was recorded. */
export interface DriftedObject {
  /** What it is and how it is called, in words: `index users_email_key`. */
  readonly object: string;
  /** How `heal --only` knows it: `users_email_key`, `users.name`. */
  readonly name: string;
  /** How it is other. */
  readonly state: "missing" | "extra" | "changed";
  /** The op that makes it as it is recorded, as code; absent where it is not. */
  readonly recorded?: string;
  /** The op that makes it as it is, as code; absent where it is missing. */
  readonly live?: string;
}

/** What is known of a record that the database is compared with. */
export interface RecordReport extends RecordedAbout {
  /**
   * `absent`: there is none yet; `stale`: something else than retort has written to the version table
   * since; `off`: the settings say that none is kept.
   */
  readonly state: "current" | "stale" | "absent" | "off";
}

/** What was found of drift. */
export interface DriftReport {
  /** What the database was compared with. */
  readonly record: Pick<RecordReport, "state"> & Partial<RecordedAbout>;
  /** What is other than it was recorded. */
  readonly drift: readonly DriftedObject[];
  /** What is there and was made by no revision: left alone. */
  readonly unmanaged: readonly ObjectName[];
  /**
   * What is recorded and this user may not see, in words, so that nothing can be told of it; absent
   * where there is nothing of the kind.
   */
  readonly unseen?: readonly string[];
}

/** A record and the live schema, ready to be compared. */
export interface DriftSides {
  /** The record. */
  readonly record: Recorded;
  /** What was recorded, normalised. */
  readonly recorded: Schema;
  /** What is there, normalised. */
  readonly live: Schema;
  /** What is there, in the server's own words. */
  readonly spelled: Schema;
  /** How they are compared. */
  readonly cx: DiffContext;
  /** What differs. */
  readonly found: readonly Difference[];
  /** What this user may not see, in words. */
  readonly unseen: readonly string[];
}

/**
 * Compares the record of a database with what is there.
 *
 * @throws {RetortError} `drift/damaged-record`.
 */
export async function findDrift(
  project: Project,
  session: Session,
  rows: readonly string[],
): Promise<DriftReport & { readonly sides?: DriftSides }> {
  const nothing = { drift: [], unmanaged: [] };
  const { recorded: record, damage } = await findRecorded(session);
  if (!record) {
    const off = project.settings.recordSchema === false;
    if (damage !== undefined && !off) throw damagedRecord(session, damage, rows);
    return { record: { state: off ? "off" : "absent" }, ...nothing };
  }
  const { about } = record;
  if (!sameRows(about.rows, rows)) return { record: { state: "stale", ...about }, ...nothing };
  const sides = await sidesOf(await project.environment(), session, record);
  const { recorded, live, found, unseen } = sides;
  return {
    record: { state: "current", ...about },
    drift: found.map(describeDrift),
    unmanaged: notRecorded(recorded, live),
    ...(unseen.length > 0 ? { unseen } : {}),
    sides,
  };
}

async function sidesOf(
  environment: Environment,
  session: Session,
  record: Recorded,
): Promise<DriftSides> {
  const { dialect, db } = session;
  const names = variantNames(dialect, db.server.flavour);
  const spelled = await readScope(session, environment, record.schema);
  const known = looked(record.schema, session, environment);
  const cx = diffContextOf(dialect, environment);
  const { live, wanted: recorded } = includeObjects({
    live: dialect.normalize(spelled, names),
    wanted: dialect.normalize(known, names),
  }, environment);
  // The same word for word is soon seen; only what differs has to be understood.
  const equal = schemaHash(managedIn(spelled, known)) === schemaHash(known);
  const unseen = equal ? [] : await unseenOf(session, known, spelled);
  const found = equal ? [] : driftOf(recorded, live, cx)
    .filter((item) => !isUnseen(item, unseen) && !isLeftover(item, live));
  return { record, recorded, live, spelled, cx, found, unseen: unseen.map(soughtWords) };
}

/** What is there of what is recorded. */
function managedIn(live: Schema, known: Schema): Schema {
  const kept = Object.entries(known).flatMap(([map, items]): readonly [string, unknown][] => {
    if (!(items instanceof Map)) return [];
    const found = live[map as "tables"] ?? emptySchema.tables;
    return [[map, new Map([...found].filter(([key]) => items.has(key)))]];
  });
  return { ...emptySchema, ...Object.fromEntries(kept) };
}

/** A difference in words and code. */
export function describeDrift(difference: Difference): DriftedObject {
  const { recorded, live } = difference;
  return compact({
    object: wordsOf(difference),
    name: nameOf(difference),
    state: recorded === undefined ? "extra" : live === undefined ? "missing" : "changed",
    recorded: recorded && printOp(recorded),
    live: live && printOp(live),
  });
}

function wordsOf(difference: Difference): string {
  const { noun, schema, table } = difference;
  const words = `${plainNoun(noun)} ${nameOf(difference)}`;
  if (!isPluginNoun(noun) || table === undefined) return words;
  return `${words} on ${displayName(compact({ name: table, schema }))}`;
}

/** The name of what differs: with its table where it has no meaning without that. */
function nameOf({ noun, name, schema, table }: Difference): string {
  // What hangs on a table says where that is.
  const place = isPluginNoun(noun) && table !== undefined ? undefined : schema;
  const own = displayName(compact({ name, schema: place }));
  return noun === "column" ? `${displayName(compact({ name: table ?? "", schema }))}.${name}` : own;
}

/** Whether a name means a difference: its own name, or that of the table which it is a part of. */
export function isNamed(difference: Difference, name: string): boolean {
  const { table, schema, name: own } = difference;
  if (nameOf(difference) === name || describeDrift(difference).object === name) return true;
  if (table === undefined) return false;
  const owner = displayName(compact({ name: table, schema }));
  return owner === name || `${owner}.${own}` === name;
}
