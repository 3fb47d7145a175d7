/**
 * What generated schemas may have on a dialect: what it renders, tried piece by piece.
 *
 * @module
 */
import { createTable } from "../ops/builders.ts";
import type { Op } from "../ops/mod.ts";
import { check, foreignKey, index, integer, sql, type Type, unique } from "../schema/mod.ts";
import { type Ground, takes } from "./ground.ts";
import { typesOf } from "./types.ts";

/** What a generated table may have. */
export interface Features {
  /** The types of columns that are no part of a key. */
  readonly types: readonly Type[];
  /** Unique constraints. */
  readonly uniques: boolean;
  /** Foreign keys. */
  readonly foreignKeys: boolean;
  /** Checks. */
  readonly checks: boolean;
  /** Indexes. */
  readonly indexes: boolean;
  /** Indexes with a column that goes down. */
  readonly descending: boolean;
  /** Comments. */
  readonly comments: boolean;
}

/** What generated tables may have. */
export function featuresOf(ground: Pick<Ground, "dialect" | "options">): Features {
  const { dialect } = ground;
  const id = { id: integer().notNull() };
  const has = (...ops: readonly Op[]): boolean => takes(dialect, ops);
  const parent = createTable("p", { id: integer().notNull().primaryKey({ name: "pk" }) });
  return {
    types: typesOf(ground),
    uniques: has(createTable("t", id, [unique(["id"], { name: "uq" })])),
    foreignKeys: has(
      parent,
      createTable("t", id, [foreignKey(["id"]).references("p", ["id"], { name: "fk" })]),
    ),
    checks: has(createTable("t", id, [check("ck", sql`id > 0`)])),
    indexes: has(createTable("t", id, [index("ix", ["id"])])),
    descending: has(createTable("t", id, [index("ix", [{ column: "id", order: "desc" }])])),
    comments: dialect.can.comments,
  };
}
