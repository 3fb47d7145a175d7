/**
 * Refusing what stands where a column builder, constraints, ends of a key, SQL or effects belong.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";

/** Refuses a column that no builder made: files are not always type-checked before they run. */
export function needBuilder(op: string, name: string, column: unknown): void {
  if (typeof column === "object" && column !== null && "spec" in column) return;
  const problem = column === undefined
    ? `column "${name}" has no type: give it one, such as integer() or varchar(50)`
    : `column "${name}" is ${wordFor(column)}, not a type such as integer() or varchar(50)`;
  throw new RetortError("op/bad-argument", { op, problem });
}

/** Refuses options that stand where the constraints of a table belong. */
export function needConstraints(op: string, constraints: unknown): void {
  if (Array.isArray(constraints)) return;
  const problem = "its third argument is the list of constraints; options come behind it: " +
    `${op}(name, columns, [], { … })`;
  throw new RetortError("op/bad-argument", { op, problem });
}

/** Refuses what does not say which columns point where, such as the arguments of Alembic's op. */
export function needEnds(op: string, ends: unknown): void {
  const { columns, references, referencedColumns } = (ends ?? {}) as Partial<
    Record<string, unknown>
  >;
  const to = typeof references === "object" && references !== null && "table" in references;
  if (to && Array.isArray(columns) && Array.isArray(referencedColumns)) return;
  const problem = "it does not say what it connects: " +
    `${op}(name, table, { columns: […], references: { table: … }, referencedColumns: […] })`;
  throw new RetortError("op/bad-argument", { op, problem });
}

/** Refuses what is no SQL; `place` says where it stands. */
export function needSql(op: string, place: string, value: unknown): void {
  if (typeof value === "string") return;
  if (typeof value === "object" && value !== null && "sql" in value) return;
  const found = Array.isArray(value)
    ? "a list: each statement is an op of its own"
    : wordFor(value);
  throw new RetortError("op/bad-argument", { op, problem: `${place} is no SQL but ${found}` });
}

/** Refuses effects that are no list of ops. */
export function needEffects(op: string, effects: unknown): void {
  if (effects === undefined || Array.isArray(effects)) return;
  const problem =
    `effects is ${wordFor(effects)}, not a list of ops; [] says that nothing of the ` +
    "schema changes";
  throw new RetortError("op/bad-argument", { op, problem });
}

function wordFor(value: unknown): string {
  if (typeof value === "function") return "a function that is not called";
  if (value === null) return "null";
  return typeof value === "string" ? `the text "${value}"` : `of type ${typeof value}`;
}
