/**
 * Generators: schemas with objects beside tables, and ops on those that are valid on a schema.
 *
 * @module
 */
import { enumeration, exclude, type Op, op, sql } from "@retort/core";
import { applyAll } from "@retort/core/ops";
import type { Schema } from "@retort/core/schema";
import fc from "fast-check";
import { schema as tables } from "./arbitraries.ts";

const names = ["mood", "le vel", "Ünits"] as const;
const values = ["a", "b", "it's c", "d e"] as const;
const schemas = [undefined, "audit"] as const;

interface Place {
  readonly name: string;
  readonly schema?: string;
}

const place: fc.Arbitrary<Place> = fc.tuple(
  fc.constantFrom(...names),
  fc.constantFrom(...schemas),
).map(([name, schema]) => (schema === undefined ? { name } : { name, schema }));

function at<const T extends object>({ schema }: Place, more: T): T & { schema?: string } {
  return schema === undefined ? more : { ...more, schema };
}

/** The creation of an object of this kind and name. */
type Create = (place: Place, some: readonly string[]) => Op;

const creators: readonly Create[] = [
  (to, some) => op.createEnum(to.name, some, at(to, {})),
  (to, some) => op.createSequence(to.name, at(to, { start: some.length, cycle: true })),
  (to) => op.createSchema(to.name),
  (to) => op.createExtension(to.name, at(to, { version: "1" })),
  (to, some) => op.createView(to.name, sql`select ${some.join()}`, at(to, { columns: ["one"] })),
  (to) => op.createView(to.name, "select 1", at(to, { materialized: true })),
  (to) => op.createRoutine(to.name, "create function …", at(to, { arguments: "integer" })),
  (to) => op.createRoutine(to.name, "create procedure …", at(to, { type: "procedure" })),
];

/** The ops that make an object, and one that changes or drops it. */
type Change = (place: Place, some: readonly string[]) => readonly [readonly Op[], Op];

const numbered = (to: Place): Op => op.createSequence(to.name, at(to, { start: 5, increment: 2 }));
const listed = (to: Place, some: readonly string[]): readonly Op[] => [
  op.createEnum(to.name, some, at(to, {})),
  op.createTable("moods", { mood: enumeration(to.name, some, at(to, {})) }),
];

const changes: readonly Change[] = [
  (to, some) => [[op.createEnum(to.name, some, at(to, {}))], op.dropEnum(to.name, at(to, {}))],
  (
    to,
    some,
  ) => [listed(to, some), op.addEnumValue(to.name, "new", at(to, { before: some[0] ?? "" }))],
  (to, some) => [listed(to, some), op.addEnumValue(to.name, "new", at(to, {}))],
  (to, some) => [listed(to, some), op.renameEnumValue(to.name, some[0] ?? "", "new", at(to, {}))],
  (to, some) => [listed(to, some), op.removeEnumValue(to.name, some[0] ?? "", at(to, {}))],
  (to) => [[numbered(to)], op.dropSequence(to.name, at(to, { ifExists: true }))],
  (to) => [[numbered(to)], op.alterSequence(to.name, { start: null, maxValue: 9n }, at(to, {}))],
  (to) => [[op.createSchema(to.name)], op.dropSchema(to.name)],
  (to) => [[op.createExtension(to.name)], op.dropExtension(to.name)],
  (to) => [[op.createView(to.name, "select 1", at(to, {}))], op.dropView(to.name, at(to, {}))],
  (to) => [
    [op.createView(to.name, "select 1", at(to, {}))],
    op.replaceView(to.name, sql`select ${2}`, at(to, { options: { postgres: { a: 1 } } })),
  ],
  (to) => [
    [op.createRoutine(to.name, "create …", at(to, { arguments: "integer" }))],
    op.dropRoutine(to.name, at(to, {})),
  ],
  (to) => [
    [op.createRoutine(to.name, "create …", at(to, {}))],
    op.replaceRoutine(to.name, "create …", at(to, { on: { mysql: sql`create ${1}` } })),
  ],
  (to) => [
    [op.createTable("t", { a: enumeration("e", ["x"]) }, [], at(to, {}))],
    op.createTrigger(to.name, "t", "create trigger …", at(to, { on: { mysql: "create" } })),
  ],
  (to) => [
    [
      op.createTable("t", { a: enumeration("e", ["x"]) }, [], at(to, {})),
      op.createTrigger(to.name, "t", "create trigger …", at(to, {})),
    ],
    op.dropTrigger(to.name, "t", at(to, {})),
  ],
  (to) => [
    [op.createTable("t", { a: enumeration("e", ["x"]) }, [], at(to, {}))],
    op.createExcludeConstraint("ex", "t", [["a", "="], [sql`lower(a)`, "&&"]], at(to, {})),
  ],
  (to) => [
    [op.createTable("t", { a: enumeration("e", ["x"]) }, [
      exclude("ex", [["a", "="]], { using: "gist", where: sql`a is not null` }),
    ], at(to, {}))],
    op.renameColumn("t", "a", "b", at(to, {})),
  ],
  (to) => [
    [op.createTable("t", { a: enumeration("e", ["x"]) }, [], at(to, {}))],
    op.alterColumn("t", "a", { identity: { start: 5 }, name: "b" }, at(to, {})),
  ],
];

const some: fc.Arbitrary<readonly string[]> = fc.subarray([...values], { minLength: 2 });

/** A schema with objects beside its tables, and an op on them that can be applied to it. */
export const objectStep: fc.Arbitrary<readonly [Schema, Op]> = fc
  .tuple(tables, place, some, fc.nat(), fc.boolean())
  .map(([state, to, list, which, isNew]) => {
    const create = creators[which % creators.length];
    const change = changes[which % changes.length];
    if (isNew && create) return [state, create(to, list)];
    const [before, item] = change?.(to, list) ?? [[], op.execute("select 1")];
    return [applyAll(before, state), item];
  });
