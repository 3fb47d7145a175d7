/**
 * Printing ops as the TypeScript that builds them.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { isOp, isRun, type Op, spec } from "../ops/mod.ts";
import { isColumnBuilder, isHole, isSql, isTagged, type Sql } from "../schema/mod.ts";
import { isConstraint, printColumn, printConstraint } from "./print_schema.ts";
import { Imports } from "./imports.ts";
import { type Code, keyOf, layout, quote, type TemplatePart } from "./code.ts";

/**
 * One op as TypeScript.
 *
 * ```ts
 * import { date, op } from "@retort/core";
 * import { printOp } from "@retort/core/source";
 *
 * printOp(op.addColumn("users", "dob", date())); // 'op.addColumn("users", "dob", date())'
 * ```
 */
export function printOp(op: Op, imports: Imports = new Imports()): string {
  return layout(printCall(op, imports));
}

/** A list of ops as the initialiser of `export const <name> = `. */
export function printOps(ops: readonly Op[], name: string, imports: Imports): string {
  const lead = `export const ${name} = `;
  return lead + layout(opList(ops, imports), lead.length) + ";";
}

/** Ops of one direction, lists by the name of a database where there are several. */
export function printMigration(
  ops: readonly Op[] | Readonly<Record<string, readonly Op[]>>,
  name: string,
  imports: Imports,
): string {
  if (isList(ops)) return printOps(ops, name, imports);
  const lead = `export const ${name} = `;
  const items = Object.entries(ops).map(([database, own]): Code => ({
    kind: "entry",
    key: keyOf(database),
    value: opList(own, imports),
  }));
  return lead + layout({ kind: "list", open: "{", close: "}", items, broken: true }) + ";";
}

function isList<T extends readonly unknown[]>(value: T | object): value is T {
  return Array.isArray(value);
}

function opList(ops: readonly Op[], imports: Imports): Code {
  const items = ops.map((op) => printCall(op, imports));
  return { kind: "list", open: "[", close: "]", items, broken: items.length > 1 };
}

function printCall(op: Op, imports: Imports): Code {
  const own = imports.rendered({ noun: "op", op });
  if (own !== undefined) return own;
  const known = spec(op);
  if (isRun(op)) throw new RetortError("source/unprintable", { op: known.describe(op) });
  const callee = known.source ? imports.from(known.source) : `${imports.use("op")}.${op.kind}`;
  const args = known.args(op).map((arg) => printValue(arg, imports));
  return { kind: "call", callee, args };
}

/** Any value that an op takes as an argument. */
export function printValue(value: unknown, imports: Imports): Code {
  if (isOp(value)) return printCall(value, imports);
  if (isColumnBuilder(value)) return printColumn(value.spec, imports);
  if (isConstraint(value)) return printConstraint(value.constraint, imports);
  if (isSql(value)) return printSql(value, imports);
  if (isTagged(value)) return printTagged(value as Readonly<Record<string, string>>, imports);
  if (isHole(value)) {
    return { kind: "call", callee: imports.use("hole"), args: [quote(value.hole)] };
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => printValue(item, imports));
    return { kind: "list", open: "[", close: "]", items };
  }
  if (typeof value === "string") return printText(value);
  if (typeof value === "object" && value !== null) return printObject(value, imports);
  return Object.is(value, -0) ? "-0" : String(value);
}

function printTagged(value: Readonly<Record<string, string>>, imports: Imports): Code {
  const [tag, text = ""] = Object.entries(value)[0] ?? [];
  if (tag === "bigint") return `${text}n`;
  if (tag === "date") return { kind: "call", callee: "new Date", args: [quote(text)] };
  return { kind: "call", callee: imports.use("bytes"), args: [quote(text)] };
}

function printObject(value: object, imports: Imports): Code {
  // A column may have this name too.
  if ("columnList" in value && Array.isArray(value.columnList)) {
    const args = [printValue(value.columnList, imports)];
    return { kind: "call", callee: imports.use("columns"), args };
  }
  const entries = Object.entries(value);
  const items = entries.map(([key, item]): Code => ({
    kind: "entry",
    key: keyOf(key),
    value: printValue(item, imports),
  }));
  const broken = entries.length > 1 && entries.every(([, item]) => isColumnBuilder(item));
  return { kind: "list", open: "{", close: "}", items, broken };
}

/** An SQL fragment as a `sql` template. */
export function printSql(fragment: Sql, imports: Imports): Code {
  const tag = imports.use("sql");
  const parts = fragment.sql.map((part): TemplatePart => {
    if (typeof part === "string") return escapeTemplate(part);
    if ("name" in part) return { code: `${tag}.name(${part.name.map(quote).join(", ")})` };
    return { code: layout(printValue(part.value, imports), -1000) };
  });
  return { kind: "template", tag, parts };
}

/** Long text of several lines as lines: a function of the database can be read then. */
function printText(text: string): Code {
  if (text.length < 60 || !text.includes("\n")) return quote(text);
  return { kind: "template", tag: "", parts: [escapeTemplate(text)] };
}

function escapeTemplate(text: string): string {
  return text.replace(/\\|`|\$\{/g, (found) => `\\${found}`).replaceAll("\r", "\\r");
}
