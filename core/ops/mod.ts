/**
 * The verbs of retort: operations as immutable JSON-able data, and what each answers for itself.
 *
 * ```ts
 * import { date, op } from "@retort/core";
 * import { spec } from "@retort/core/ops";
 *
 * const added = op.addColumn("users", "dob", date());
 * spec(added).describe(added); // "add column users.dob"
 * ```
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { type AlterColumn, alterColumnSpec } from "./alter_column.ts";
import { type Backfill, backfillSpec } from "./backfill.ts";
import { type BatchAlterTable, batchAlterTableSpec } from "./batch.ts";
import {
  type AddColumn,
  addColumnSpec,
  type DropColumn,
  dropColumnSpec,
  type RenameColumn,
  renameColumnSpec,
} from "./columns.ts";
import {
  type AddConstraint,
  addConstraintSpec,
  type DropConstraint,
  dropConstraintSpec,
} from "./constraints.ts";
import {
  type BulkInsert,
  bulkInsertSpec,
  type Execute,
  executeSpec,
  type Run,
  runSpec,
} from "./data.ts";
import {
  type AddEnumValue,
  addEnumValueSpec,
  type CreateEnum,
  createEnumSpec,
  type DropEnum,
  dropEnumSpec,
  type RemoveEnumValue,
  removeEnumValueSpec,
  type RenameEnumValue,
  renameEnumValueSpec,
} from "./enums.ts";
import { type FillColumn, fillColumnSpec } from "./fill_column.ts";
import { type CreateIndex, createIndexSpec, type DropIndex, dropIndexSpec } from "./indexes.ts";
import type { OpSpec } from "./op.ts";
import {
  type CreateRoutine,
  createRoutineSpec,
  type DropRoutine,
  dropRoutineSpec,
  type ReplaceRoutine,
  replaceRoutineSpec,
} from "./routines.ts";
import {
  type CreateExtension,
  createExtensionSpec,
  type CreateSchema,
  createSchemaSpec,
  type DropExtension,
  dropExtensionSpec,
  type DropSchema,
  dropSchemaSpec,
} from "./schemas.ts";
import {
  type AlterSequence,
  alterSequenceSpec,
  type CreateSequence,
  createSequenceSpec,
  type DropSequence,
  dropSequenceSpec,
} from "./sequences.ts";
import { type CommentTable, commentTableSpec } from "./table_comments.ts";
import { type AlterTable, alterTableSpec } from "./table_options.ts";
import {
  type CreateTable,
  createTableSpec,
  type DropTable,
  dropTableSpec,
  type RenameTable,
  renameTableSpec,
} from "./tables.ts";
import {
  type CreateTrigger,
  createTriggerSpec,
  type DropTrigger,
  dropTriggerSpec,
} from "./triggers.ts";
import {
  type CreateView,
  createViewSpec,
  type DropView,
  dropViewSpec,
  type ReplaceView,
  replaceViewSpec,
} from "./views.ts";

export * from "./alter_column.ts";
export * from "./backfill.ts";
export * from "./batch.ts";
export * from "./batch_groups.ts";
export * from "./batch_order.ts";
export * from "./canonical.ts";
export * from "./columns.ts";
export * from "./constraints.ts";
export * from "./conversion.ts";
export * from "./data.ts";
export { asMeant, isGone, isNameless, takesAway, undoings } from "./effects.ts";
export { type EnumColumn, enumColumns, type EnumName, knownValues } from "./enum_values.ts";
export * from "./enums.ts";
export * from "./fill_column.ts";
export { variantOf } from "./fragment.ts";
export * from "./indexes.ts";
export { type FindColumns, removesValues, valueDemands } from "./value_demands.ts";
export { type Demand, demandsOf, describeDemand, type FoundDemand } from "./demands.ts";
export * from "./keeping.ts";
export { flat, lossesOf } from "./losses.ts";
export * from "./op.ts";
export * from "./opaque.ts";
export * from "./plain_column.ts";
export * from "./plugin_objects.ts";
export * from "./routines.ts";
export * from "./schemas.ts";
export * from "./sequence.ts";
export * from "./sequences.ts";
export * from "./table_comments.ts";
export * from "./table_constraints.ts";
export * from "./table_options.ts";
export * from "./tables.ts";
export * from "./triggers.ts";
export * from "./views.ts";

/** The operations of retort itself. */
export type CoreOp =
  | CreateTable
  | DropTable
  | RenameTable
  | AlterTable
  | CommentTable
  | BatchAlterTable
  | AddColumn
  | DropColumn
  | AlterColumn
  | RenameColumn
  | FillColumn
  | CreateIndex
  | DropIndex
  | AddConstraint
  | DropConstraint
  | CreateEnum
  | DropEnum
  | AddEnumValue
  | RenameEnumValue
  | RemoveEnumValue
  | CreateSequence
  | AlterSequence
  | DropSequence
  | CreateSchema
  | DropSchema
  | CreateExtension
  | DropExtension
  | CreateView
  | ReplaceView
  | DropView
  | CreateRoutine
  | ReplaceRoutine
  | DropRoutine
  | CreateTrigger
  | DropTrigger
  | Execute
  | BulkInsert
  | Backfill
  | Run;

/** The operation of one kind. */
export type OpOf<K extends CoreOp["kind"]> = Extract<CoreOp, { readonly kind: K }>;

/** An operation of a plugin; its kind is `plugin:name` and its behaviour hangs beside the data. */
export interface PluginOp {
  /** Tells the ops, or the forms, apart. */
  readonly kind: `${string}:${string}`;
}

/** Any operation. */
export type Op = CoreOp | PluginOp;

type Specs = { readonly [K in CoreOp["kind"]]: OpSpec<OpOf<K>> };

let table: Specs | undefined;

/** Built on first use: an op may hold other ops, so its module needs this one and is needed by it. */
function specs(): Specs {
  return table ??= {
    createTable: createTableSpec,
    dropTable: dropTableSpec,
    renameTable: renameTableSpec,
    alterTable: alterTableSpec,
    commentTable: commentTableSpec,
    batchAlterTable: batchAlterTableSpec,
    addColumn: addColumnSpec,
    dropColumn: dropColumnSpec,
    alterColumn: alterColumnSpec,
    renameColumn: renameColumnSpec,
    createIndex: createIndexSpec,
    dropIndex: dropIndexSpec,
    addConstraint: addConstraintSpec,
    dropConstraint: dropConstraintSpec,
    createEnum: createEnumSpec,
    dropEnum: dropEnumSpec,
    addEnumValue: addEnumValueSpec,
    renameEnumValue: renameEnumValueSpec,
    removeEnumValue: removeEnumValueSpec,
    createSequence: createSequenceSpec,
    alterSequence: alterSequenceSpec,
    dropSequence: dropSequenceSpec,
    createSchema: createSchemaSpec,
    dropSchema: dropSchemaSpec,
    createExtension: createExtensionSpec,
    dropExtension: dropExtensionSpec,
    createView: createViewSpec,
    replaceView: replaceViewSpec,
    dropView: dropViewSpec,
    createRoutine: createRoutineSpec,
    replaceRoutine: replaceRoutineSpec,
    dropRoutine: dropRoutineSpec,
    createTrigger: createTriggerSpec,
    dropTrigger: dropTriggerSpec,
    ...rowSpecs(),
  };
}

function rowSpecs(): Pick<Specs, "fillColumn" | "execute" | "bulkInsert" | "backfill" | "run"> {
  return {
    fillColumn: fillColumnSpec,
    execute: executeSpec,
    bulkInsert: bulkInsertSpec,
    backfill: backfillSpec,
    run: runSpec,
  };
}

/** The kinds of op there are, in the order in which the docs list them. */
export function opKinds(): readonly CoreOp["kind"][] {
  return Object.keys(specs()) as CoreOp["kind"][];
}

/** The key under which a plugin's op carries its behaviour. */
export const pluginSpec: unique symbol = Symbol.for("retort.op.spec") as never;

/** Ops that were kept as JSON, with the behaviour that plugins give them; others are as they are. */
export function revived(
  ops: readonly Op[],
  specs: ReadonlyMap<string, object> = new Map(),
): readonly Op[] {
  return ops.map((op) => {
    const found = pluginSpec in op ? undefined : specs.get(op.kind);
    return found ? Object.freeze({ ...op, [pluginSpec]: found }) : op;
  });
}

/** The behaviour of plugins' ops among some, by kind. */
export function specsOf(ops: readonly Op[]): ReadonlyMap<string, object> {
  const own = ops.filter((op) => pluginSpec in op);
  return new Map(own.map((op): [string, object] => [op.kind, spec(op)]));
}

/**
 * The behaviour of an op.
 *
 * @throws {RetortError} `op/unknown-kind` for data that is no op.
 */
export function spec<O extends Op>(op: O): OpSpec<O> {
  const own = (op as { readonly [pluginSpec]?: unknown })[pluginSpec];
  const found = own ??
    (Object.hasOwn(specs(), op.kind) ? specs()[op.kind as CoreOp["kind"]] : null);
  if (!found) throw new RetortError("op/unknown-kind", { kind: String(op.kind) });
  return found as OpSpec<O>;
}

/** Whether a value looks like an op. */
export function isOp(value: unknown): value is Op {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  return typeof value.kind === "string" &&
    (Object.hasOwn(specs(), value.kind) || pluginSpec in value);
}
