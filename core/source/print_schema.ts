/**
 * Printing columns and constraints as the calls that build them.
 *
 * @module
 */
import {
  type ColumnSpec,
  type Constraint,
  type ConstraintData,
  type Default,
  type ForeignKey,
  isColumnBuilder,
  type Type,
} from "../schema/mod.ts";
import type { Chained, Code } from "./code.ts";
import type { Imports } from "./imports.ts";
import { printSql, printValue } from "./print.ts";

/** Whether a value is a constraint as `unique([…])` makes it. */
export function isConstraint(value: unknown): value is Constraint {
  // A column may be called "constraint" too, and is a builder then.
  return typeof value === "object" && value !== null && "constraint" in value &&
    typeof value.constraint === "object" && !isColumnBuilder(value.constraint);
}

/** The name of the function that makes a type: `double precision` -> `doublePrecision`. */
export function typeFunction(name: string): string {
  return name.replace(/[\s_]+(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

/** A column as a chain of calls: `varchar(120).notNull().unique()`. */
export function printColumn(spec: ColumnSpec, imports: Imports): Code {
  const calls = columnCalls(spec, imports);
  const head = printType(spec.type, imports);
  return calls.length === 0 ? head : { kind: "chain", head, calls };
}

function printType(type: Type, imports: Imports): Code {
  const own = imports.rendered({ noun: "type", type });
  if (own !== undefined) return own;
  const callee = imports.use(typeFunction(type.name), type.from);
  return { kind: "call", callee, args: (type.args ?? []).map((arg) => printValue(arg, imports)) };
}

/** The methods of a column in the order in which people write them. */
function columnCalls(spec: ColumnSpec, imports: Imports): readonly Chained[] {
  const calls: Chained[] = [];
  const add = (name: string, ...args: readonly unknown[]): void => {
    calls.push({ name, args: args.map((arg) => printValue(arg, imports)) });
  };
  const options = (value: object): readonly object[] =>
    Object.keys(value).length === 0 ? [] : [value];
  if (spec.type.on) calls.push({ name: "on", args: [printVariants(spec.type.on, imports)] });
  if (spec.primaryKey) add("primaryKey", ...options(spec.primaryKey));
  if (spec.identity) add("identity", ...options(withoutDefaults(spec.identity)));
  else if (spec.notNull) add("notNull");
  if (spec.unique) add("unique", ...options(spec.unique));
  if (spec.index) add("index", ...options(spec.index));
  if (spec.references) {
    const { to, ...rest } = spec.references;
    add("references", referenceText(to) ?? to, ...options(rest));
  }
  if (spec.default) calls.push({ name: "default", args: [printDefault(spec.default, imports)] });
  if (spec.computed) {
    const { expression, stored } = spec.computed;
    add("computed", expression, ...(stored ? [{ stored }] : []));
  }
  if (spec.collation !== undefined) add("collate", spec.collation);
  if (spec.comment !== undefined) add("comment", spec.comment);
  if (spec.options) add("options", spec.options);
  return calls;
}

function withoutDefaults(identity: object): object {
  return Object.fromEntries(Object.entries(identity).filter(([, value]) => value !== false));
}

function printVariants(on: Readonly<Record<string, Type>>, imports: Imports): Code {
  const items = Object.entries(on).map(([key, type]): Code => ({
    kind: "entry",
    key,
    value: printType(type, imports),
  }));
  return { kind: "list", open: "{", close: "}", items };
}

function printDefault(value: Default, imports: Imports): Code {
  const own = imports.rendered({ noun: "default", default: value });
  if (own !== undefined) return own;
  return "value" in value ? printValue(value.value, imports) : printSql(value, imports);
}

/** `table.column` where the names can be told apart by their dots. */
function referenceText(
  to: { readonly table: string; readonly schema?: string; readonly column: string },
): string | undefined {
  const names = [to.schema, to.table, to.column].filter((name) => name !== undefined);
  return names.some((name) => name.includes(".") || name === "") ? undefined : names.join(".");
}

/** A constraint as a call: `unique(["a", "b"], { name: "uq" })`. */
export function printConstraint(data: ConstraintData, imports: Imports): Code {
  const callee = imports.use(data.kind);
  const call = (...args: readonly unknown[]): Code => ({
    kind: "call",
    callee,
    args: args.map((arg) => printValue(arg, imports)),
  });
  const rest = (value: object): readonly object[] => Object.keys(value).length === 0 ? [] : [value];
  switch (data.kind) {
    case "primaryKey":
    case "unique": {
      const { kind: _kind, columns, ...options } = data;
      return call(columns, ...rest(options));
    }
    case "check": {
      const { kind: _kind, name, expression, ...options } = data;
      return call(name, expression, ...rest(options));
    }
    case "exclude": {
      const { kind: _kind, name, elements, ...options } = data;
      const pairs = elements.map((part) => [part.column ?? part.expression, part.operator]);
      return call(name, pairs, ...rest(options));
    }
    case "index": {
      const { kind: _kind, name, parts, unique, ...others } = data;
      const plain = parts.map((part) => {
        const [key, ...more] = Object.keys(part);
        return more.length > 0 ? part : key === "column" ? part.column : part.expression;
      });
      return call(name, plain, ...rest(unique ? { unique, ...others } : others));
    }
    case "foreignKey":
      return { kind: "chain", head: call(data.columns), calls: [printReferences(data, imports)] };
  }
}

function printReferences(data: ForeignKey, imports: Imports): Chained {
  const { columns: referenced, ...table } = data.references;
  const dotted = table.schema === undefined && !table.table.includes(".");
  const { columns: _columns, references: _references, ...others } = data;
  const options = Object.entries(others).filter(([key]) => key !== "kind");
  const last = options.length === 0 ? [] : [Object.fromEntries(options)];
  const args = [dotted ? table.table : table, referenced, ...last];
  return { name: "references", args: args.map((arg) => printValue(arg, imports)) };
}
