/**
 * What every test of the suite stands on: new databases, connections, what they hold.
 *
 * @module
 */
import {
  type Connection,
  type Dialect,
  normalizeByEcho,
  renderOp,
  variantNames,
} from "../dialect/mod.ts";
import { contextFor, diffSchemas, withConversions } from "../diff/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { advance, type CoreOp, type Op, spec } from "../ops/mod.ts";
import { canonical, emptySchema, type Schema, type Type } from "../schema/mod.ts";
import { inspectAll, type Live, runOps } from "./execute.ts";
import { expect, expectEqual, isUnsupported } from "./expect.ts";

/** A database that nobody else uses. */
export interface FreshDatabase {
  /** Its URL; two connections to it see the same. */
  readonly url: string;
  /** Takes it away; its connections are closed by then. */
  close(): Promise<void>;
}

/** An op, on what other ops have made. */
export interface OpCase {
  /** What is there before; each op by itself. */
  readonly before?: readonly Op[];
  /** The op. */
  readonly op: Op;
}

/** What the suite is run against. */
export interface ConformanceOptions {
  /** The dialect. */
  readonly dialect: Dialect;
  /** Makes an empty database; one or two for each test. */
  fresh(): Promise<FreshDatabase>;
  /** Opens a connection; by the dialect unless given. */
  connect?(url: string): Promise<Connection>;
  /** Tests that are left out, by name or group, each with the reason. */
  readonly skip?: Readonly<Record<string, string>>;
  /** The seeds of the generated schemas; eight unless given. */
  readonly seeds?: readonly number[];
  /** Types of the dialect's own that are looked at as well. */
  readonly types?: readonly Type[];
  /** The cases of a kind of op in the dialect's own words, such as its routines. */
  readonly cases?: Partial<Readonly<Record<CoreOp["kind"], readonly OpCase[]>>>;
}

/** What a test works with. */
export interface Ground {
  /** What the suite is run against. */
  readonly options: ConformanceOptions;
  /** The dialect. */
  readonly dialect: Dialect;
  /** The seeds. */
  readonly seeds: readonly number[];
  /** Makes an empty database, which goes with the test. */
  database(): Promise<Place>;
  /** Says something for the report. */
  note(what: string): void;
}

/** A database of a test. */
export interface Place {
  /** Its URL. */
  readonly url: string;
  /** Opens one more connection, which is closed with the test. */
  connect(): Promise<Connection>;
  /** The dialect with the first connection. */
  readonly live: Live;
}

/** A connection by the options. */
export async function openFor(
  { dialect, connect }: ConformanceOptions,
  url: string,
): Promise<Connection> {
  const db = await (connect ?? dialect.connect)?.(url);
  if (!db) throw new RetortError("dialect/offline-only", { dialect: dialect.name });
  return db;
}

/** The names of variants on a server. */
export function namesOn({ db, dialect }: Live): readonly string[] {
  return variantNames(dialect, db.server.flavour);
}

/** The live schema, normalised. */
export async function normalLive(live: Live): Promise<Schema> {
  return live.dialect.normalize(await inspectAll(live), namesOn(live));
}

/** The ops from what is there to a schema, as autogenerate finds them. */
export async function opsTo(
  live: Live,
  wanted: Schema,
  now?: Schema,
): Promise<readonly Op[]> {
  const { dialect, db } = live;
  const from = now ?? await normalLive(live);
  const to = await normalizeByEcho({ dialect, db }, from, wanted);
  const { ops } = diffSchemas(from, to, contextFor(dialect));
  return withConversions(ops, from, dialect.types);
}

/** Brings the database to a schema. */
export async function bringTo(live: Live, wanted: Schema): Promise<void> {
  const state = await normalLive(live);
  await runOps(live, { ops: await opsTo(live, wanted, state), state });
}

/** Expects the database to be what a schema says, as far as tables go: no op is left to do. */
export async function expectIs(live: Live, wanted: Schema, promise: string): Promise<void> {
  const left = await opsTo(live, onlyTables(wanted), onlyTables(await normalLive(live)));
  expect(left.length === 0, `${promise}: nothing is left to change`, describeAll(left));
}

/** Like {@link expectIs}, and what is read is what was written, word for word. */
export async function expectSame(live: Live, wanted: Schema, promise: string): Promise<void> {
  await expectIs(live, wanted, promise);
  const { dialect, db } = live;
  const found = await normalLive(live);
  const echoed = await normalizeByEcho({ dialect, db }, found, wanted);
  expectEqual(canonical(onlyTables(found)), canonical(onlyTables(echoed)), promise);
}

/** A schema without what stands beside tables. */
export function onlyTables({ tables, unknown }: Schema): Schema {
  return { tables, unknown };
}

/** All that a database has, as text. */
export async function schemaText(live: Live): Promise<string> {
  return canonical(await inspectAll(live));
}

/** Ops in words. */
export function describeAll(ops: readonly Op[]): readonly string[] {
  return ops.map((op) => spec(op).describe(op));
}

/** Whether a dialect renders ops, one after the other; what it refuses it must refuse by its code. */
export function takes(dialect: Dialect, ops: readonly Op[], before: Schema = emptySchema): boolean {
  let state = before;
  try {
    for (const op of ops) {
      renderOp(dialect, op, {
        before: state,
        names: variantNames(dialect, dialect.name),
        offline: true,
      });
      state = advance(state, op);
    }
    return true;
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    return false;
  }
}

/** Those ops that a dialect renders; the others are left out. */
export function taken(dialect: Dialect, ops: readonly Op[]): readonly Op[] {
  const found: Op[] = [];
  for (const op of ops) if (takes(dialect, [...found, op])) found.push(op);
  return found;
}
