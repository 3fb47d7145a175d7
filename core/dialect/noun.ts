/**
 * Nouns of plugins: objects that retort does not know by itself, read, compared and declared.
 *
 * @module
 */
import type { NounSource, Op, RunDatabase } from "../ops/mod.ts";
import type { PluginNoun, PluginObject, Sql } from "../schema/mod.ts";
import type { Scope } from "./dialect.ts";

/** Reads the objects of a noun from the live database. */
export type NounInspector = (
  db: Pick<RunDatabase, "query">,
  scope: Scope,
) => Promise<readonly PluginObject[]>;

/** What normalising is told. */
export interface NormalizeContext {
  /** The names of variants for this database, the more particular first. */
  readonly names: readonly string[];
  /** A fragment as the SQL of this database. */
  text(fragment: Sql): string;
}

/** A kind of object that a plugin brings: autogenerate, check, introspect and status know it. */
export interface Noun<O extends PluginObject = PluginObject> {
  /** Its name: `policies:policy`. */
  readonly noun: PluginNoun;
  /** The op that makes an object. */
  create(object: O): Op;
  /** The op that drops one. */
  drop(object: O): Op;
  /** The ops that turn one into another of the same name; absent: it is dropped and made. */
  alter?(from: O, to: O): readonly Op[];
  /**
   * Reads all that are there, by the name of a dialect or a product, or `default`. Where there is none
   * for a database, it has no such objects.
   */
  readonly inspect: Readonly<Record<string, NounInspector>>;
  /**
   * An object as the database would hold it, on both sides of a comparison; `undefined` where it can't
   * hold one. Pure; absent: as it is.
   */
  normalize?(object: O, cx: NormalizeContext): O | undefined;
  /** How it is written in models; absent: introspect leaves it out and says so. */
  readonly source?: NounSource<O>;
  /** What the dialect calls it among what no op makes, such as `policy`: it is taken out of that. */
  readonly covers?: string;
}
