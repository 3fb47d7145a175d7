/**
 * Taking a value out of an enumerated type: there is no statement for it, so the type is made anew
 * and its columns are converted.
 *
 * @module
 */
import { defaultText, typeFor, unsupported } from "@retort/ansi";
import type { RenderContext, Statement } from "@retort/core/dialect";
import { knownValues, type RemoveEnumValue } from "@retort/core/ops";
import {
  type Column,
  displayName,
  enumOf,
  mentionsColumn,
  type Sql,
  type Table,
  type TableName,
} from "@retort/core/schema";
import { failWhere } from "./blocks.ts";
import { addConstraint } from "./constraints.ts";
import { indexSql } from "./indexes.ts";
import { shortName } from "./names.ts";
import { parts } from "./parts.ts";
import { writer } from "./writer.ts";

/** A column that has the type, or an array of it. */
interface Use {
  readonly table: Table;
  readonly column: Column;
  readonly isArray: boolean;
}

const catalog = (sql: string): Statement => ({ sql, cost: "catalog" });

/** The name of a type without what else an op says. */
export function nameOf({ name, schema }: TableName): TableName {
  return schema === undefined ? { name } : { name, schema };
}

/** The statement that creates a type. */
export function createType(type: TableName, values: readonly string[]): Statement {
  const list = values.map((value) => writer.literal(value)).join(", ");
  return catalog(`CREATE TYPE ${writer.table(type)} AS ENUM (${list})`);
}

/**
 * The type anew without the value. Rows that hold it are looked for first, unless they get another;
 * one that comes later makes the conversion fail, so none is lost.
 */
export function removeEnumValue(op: RemoveEnumValue, cx: RenderContext): readonly Statement[] {
  const values = knownValues(cx.before, op);
  if (values === undefined) {
    const what = `remove value "${op.value}" from enum ${
      displayName(op)
    } without knowing the others`;
    return unsupported("postgres", what, "create the enum by op.createEnum, or declare effects");
  }
  const uses = usesOf(op, cx);
  uses.forEach((use) => refuseDefault(use, op));
  const bound = [...new Set(uses.map(({ table }) => table))].map((table) => boundTo(table, uses));
  const old = { ...nameOf(op), name: shortName(`${op.name}_before_retort`) };
  return [
    ...(op.replaceWith === undefined ? uses.map((use) => guard(use, op, cx)) : []),
    catalog(`ALTER TYPE ${writer.table(op)} RENAME TO ${writer.name(old.name)}`),
    createType(nameOf(op), values.filter((value) => value !== op.value)),
    ...bound.flatMap(({ drop }) => drop),
    ...uses.flatMap((use) => conversion(use, op)),
    ...bound.flatMap(({ add }) => add),
    catalog(`DROP TYPE ${writer.table(old)}`),
  ];
}

/** The columns that have an enumerated type, or an array of it. */
export function usesOf(
  op: TableName,
  { before, names }: Pick<RenderContext, "before" | "names">,
): readonly Use[] {
  const element = plain(writer.table(nameOf(op)));
  return [...before.tables.values()].flatMap((table) =>
    table.columns.flatMap((column): readonly Use[] => {
      const type = typeFor(column.type, names);
      const found = enumOf(type);
      if (found && found.name === op.name && found.schema === op.schema) {
        return [{ table, column, isArray: false }];
      }
      const [of] = type.name === "array" ? type.args ?? [] : [];
      return typeof of === "string" && plain(of) === element
        ? [{ table, column, isArray: true }]
        : [];
    })
  );
}

/** A name as text without quotes that it doesn't need: the server and the writer differ in that. */
function plain(text: string): string {
  return text.replace(/"([a-z_][a-z0-9_]*)"/g, "$1");
}

function describe({ table, column }: Use): string {
  return `${displayName(table)}.${column.name}`;
}

/**
 * What compares values of the columns in expressions of its own, which the server would keep with the
 * old type: it goes for the time of the conversion.
 */
function boundTo(
  table: Table,
  uses: readonly Use[],
): { readonly drop: readonly Statement[]; readonly add: readonly Statement[] } {
  const columns = new Set(uses.filter((use) => use.table === table).map((use) => use.column.name));
  const says = (sql: Sql | undefined): boolean => sql !== undefined && mentionsColumn(sql, columns);
  const checks = table.checks.filter((item) => item.name !== undefined && says(item.expression));
  const indexes = table.indexes.filter(({ where, parts }) =>
    says(where) || parts.some(({ expression }) => says(expression))
  );
  const name = writer.table(table);
  return {
    drop: [
      ...checks.map((item) =>
        catalog(`ALTER TABLE ${name} DROP CONSTRAINT ${writer.name(item.name ?? "")}`)
      ),
      ...indexes.map((index) =>
        catalog(`DROP INDEX ${writer.table({ ...nameOf(table), name: index.name })}`)
      ),
    ],
    add: [
      ...checks.map((item) => addConstraint(table, { kind: "check", ...item })),
      ...indexes.map((index) => indexSql(table, { index, plain: true })),
    ],
  };
}

function refuseDefault(use: Use, op: RemoveEnumValue): void {
  const { table, column } = use;
  const { default: value } = column;
  if (value === undefined || !("value" in value) || value.value !== op.value) return;
  const what = `remove value "${op.value}" from enum ${
    displayName(op)
  } while it is the default of ${describe(use)}`;
  const change = `op.alterColumn("${table.name}", "${column.name}", { default: … })`;
  unsupported("postgres", what, `give the column another one before: ${change}`);
}

/** What fails where a row holds the value: a check online, a block in a script. */
function guard(use: Use, { value, ...op }: RemoveEnumValue, cx: RenderContext): Statement {
  const name = `t.${writer.name(use.column.name)}`;
  const held = use.isArray
    ? `${writer.literal(value)} = ANY (${name})`
    : `${name} = ${writer.literal(value)}`;
  const from = `FROM ${writer.table(use.table)} AS t WHERE ${held}`;
  const what = `the removal of "${value}" from enum ${displayName(op)}: ${describe(use)} holds it`;
  if (cx.offline) return { sql: failWhere(`SELECT ${from}`, `Rows break ${what}`), cost: "scan" };
  const sql = `SELECT count(*) AS count ${from} HAVING count(*) > 0`;
  return { sql, cost: "scan", violations: what };
}

function conversion({ table, column, isArray }: Use, op: RemoveEnumValue): readonly Statement[] {
  const name = writer.name(column.name);
  const start = `ALTER TABLE ${writer.table(table)} ALTER COLUMN ${name}`;
  const array = isArray ? "[]" : "";
  const to = `${writer.table(nameOf(op))}${array}`;
  const { default: value } = column;
  const using = `${replaced(`${name}::text${array}`, op, isArray)}::${to}`;
  return [
    ...(value === undefined ? [] : [catalog(`${start} DROP DEFAULT`)]),
    { sql: `${start} TYPE ${to} USING ${using}`, cost: "rewrite" },
    ...(value === undefined ? [] : [catalog(`${start} SET DEFAULT ${defaultText(parts, value)}`)]),
  ];
}

/** The old values as text, with another one for the value that goes. */
function replaced(text: string, op: RemoveEnumValue, isArray: boolean): string {
  if (op.replaceWith === undefined) return text;
  const pair = `${writer.literal(op.value)}, ${writer.literal(op.replaceWith)}`;
  if (isArray) return `array_replace(${text}, ${pair})`;
  const [from, to] = [writer.literal(op.value), writer.literal(op.replaceWith)];
  return `(CASE ${text} WHEN ${from} THEN ${to} ELSE ${text} END)`;
}
