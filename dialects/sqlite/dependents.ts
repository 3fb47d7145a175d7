/**
 * What hangs on a column by its text: triggers, checks, computed columns and expression indexes.
 *
 * @module
 */
import { unsupported } from "@retort/ansi";
import {
  editTable,
  isSql,
  renameColumn,
  type Schema,
  type Sql,
  sql,
  type Table,
  type TableName,
  type Trigger,
} from "@retort/core/schema";
import { mentions, renameInExpression } from "./expressions.ts";
import { isWord, nameOf, sameName, tokenize } from "./tokens.ts";
import { writer } from "./writer.ts";

/** The text of an expression of a table. */
export function textOf(expression: Sql): string {
  return writer.text(expression);
}

/**
 * Refuses to drop a column that something mentions which would be lost or broken with it.
 *
 * A check without a name that mentions no other column goes with its column.
 *
 * @throws {RetortError} `dialect/unsupported`, naming what mentions it.
 */
export function refuseMentions(table: Table, column: string): void {
  const trigger = table.triggers?.find((item) => triggerMentions(item, table, column));
  if (trigger) {
    const drop = `DROP TRIGGER ${writer.name(trigger.name)}`;
    refuse(table, column, {
      by: `trigger "${trigger.name}"`,
      instead: `drop the trigger first: op.execute(${JSON.stringify(drop)})`,
    });
  }
  const check = table.checks.find((item) =>
    mentions(textOf(item.expression), column) &&
    (item.name !== undefined || mentionsOthers(table, textOf(item.expression), column))
  );
  if (check) {
    const instead = check.name === undefined
      ? "rewrite the table by hand: a check without a name cannot be dropped"
      : `drop the check first: op.dropConstraint("${table.name}", "${check.name}")`;
    const by = check.name === undefined ? "a check without a name" : `check "${check.name}"`;
    refuse(table, column, { by, instead });
  }
  const computed = table.columns.find((item) =>
    item.name !== column && item.computed && mentions(textOf(item.computed.expression), column)
  );
  if (computed) {
    refuse(table, column, {
      by: `computed column "${computed.name}"`,
      instead: `drop that column first: op.dropColumn("${table.name}", "${computed.name}")`,
    });
  }
  refuseIndexMentions(table, column);
}

function refuseIndexMentions(table: Table, column: string): void {
  const index = table.indexes.find((item) =>
    !item.parts.some((part) => part.column === column) &&
    [...item.parts.map((part) => part.expression), item.where].some((text) =>
      text !== undefined && isSql(text) && mentions(textOf(text), column)
    )
  );
  if (!index) return;
  refuse(table, column, {
    by: `index "${index.name}"`,
    instead: `drop the index first: op.dropIndex("${index.name}", "${table.name}")`,
  });
}

function refuse(
  table: Table,
  column: string,
  why: { readonly by: string; readonly instead: string },
): never {
  const what = `drop column "${table.name}.${column}" while ${why.by} mentions it`;
  return unsupported("sqlite", what, why.instead);
}

/** The text of a trigger on SQLite. */
export function triggerText({ sql: standard, on }: Trigger): string {
  return on?.["sqlite"] ?? standard;
}

/** Whether an expression mentions another column of its table too. */
function mentionsOthers(table: Table, text: string, column: string): boolean {
  return table.columns.some((item) => item.name !== column && mentions(text, item.name));
}

/** The table without the checks that go with a column. */
export function withoutOwnChecks(table: Table, column: string): Table {
  const checks = table.checks.filter((item) =>
    item.name !== undefined || !mentions(textOf(item.expression), column)
  );
  return checks.length === table.checks.length ? table : { ...table, checks };
}

/**
 * Whether a trigger surely needs a column of its table: as NEW.x, OLD.x or UPDATE OF x, or by
 * naming it in a body that also works on that table.
 */
export function triggerMentions(trigger: Trigger, table: Table, column: string): boolean {
  const tokens = tokenize(triggerText(trigger));
  const body = tokens.findIndex((token) => isWord(token, "BEGIN"));
  const onItself = tokens.slice(body).some((token, index, rest) =>
    (token.kind === "word" || token.kind === "name") && sameName(nameOf(token), table.name) &&
    !isWord(rest[index - 1], ".")
  );
  return tokens.some((token, index) => {
    if (token.kind !== "word" && token.kind !== "name") return false;
    if (!sameName(nameOf(token), column)) return false;
    const isRow = isWord(tokens[index - 1], ".") &&
      (isWord(tokens[index - 2], "NEW") || isWord(tokens[index - 2], "OLD"));
    return isRow || (index > 2 && index < body ? isUpdated(trigger, column) : onItself);
  });
}

/** Whether a column stands in the list of UPDATE OF. */
function isUpdated(trigger: Trigger, column: string): boolean {
  const tokens = tokenize(triggerText(trigger));
  const of = tokens.findIndex((token, index) =>
    isWord(token, "OF") && isWord(tokens[index - 1], "UPDATE")
  );
  if (of < 0) return false;
  const end = tokens.findIndex((token, index) => index > of && isWord(token, "ON"));
  return tokens.slice(of + 1, end).some((token) =>
    token.kind !== "symbol" && sameName(nameOf(token), column)
  );
}

/** Whether a name stands anywhere in a text. */
export function tokenMentions(text: string, name: string): boolean {
  return tokenize(text).some((token) =>
    (token.kind === "word" || token.kind === "name") && sameName(nameOf(token), name)
  );
}

/** The schema with a column renamed as SQLite does it: in expressions too. */
export function renameInTable(
  schema: Schema,
  name: TableName,
  names: { readonly from: string; readonly to: string },
): Schema {
  const { from, to } = names;
  const text = (expression: Sql): Sql => sql.raw(renameInExpression(textOf(expression), from, to));
  return editTable(renameColumn(schema, name, names), name, (table) => ({
    ...table,
    columns: table.columns.map((column) =>
      column.computed
        ? {
          ...column,
          computed: { ...column.computed, expression: text(column.computed.expression) },
        }
        : column
    ),
    checks: table.checks.map((item) => ({ ...item, expression: text(item.expression) })),
    indexes: table.indexes.map((index) => ({
      ...index,
      parts: index.parts.map((part) =>
        part.expression ? { ...part, expression: text(part.expression) } : part
      ),
      ...(index.where ? { where: text(index.where) } : {}),
    })),
  }));
}
