/**
 * Options of a table that change: UNLOGGED, storage parameters, tablespace and access method.
 *
 * @module
 */
import { tableOfOp, unsupported } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import { findTable } from "@retort/core/ops";
import { displayName, type Json, same } from "@retort/core/schema";
import { changeable, storageOptions } from "./options.ts";
import { own, storageText, textOption } from "./parts.ts";
import { writer } from "./writer.ts";

type Options = Readonly<Record<string, Json>>;

/** The renderer of the op on the options of a table. */
export const tableOptionOps: Pick<RenderTable, "alterTable"> = {
  alterTable(op, cx) {
    const table = tableOfOp(op);
    const before = findTable(cx.before, table);
    const [old, next] = [own(before), own({ options: op.set.options ?? {} })];
    const fixed = Object.keys({ ...old, ...next }).filter((key) =>
      changeable[key] === undefined && !same(old[key], next[key])
    );
    if (fixed.length > 0) {
      const what = `change ${fixed.join(", ")} of table ${displayName(table)}`;
      unsupported("postgres", what, "write the SQL by op.execute(…, { effects: […] })");
    }
    const start = `ALTER TABLE ${writer.table(table)}`;
    return [
      ...loggedStatements(old, next),
      ...storageStatements(old, next),
      ...placeStatements(old, next),
    ].map((item) => ({ ...item, sql: `${start} ${item.sql}` }));
  },
};

function loggedStatements(old: Options, next: Options): readonly Statement[] {
  const unlogged = next["unlogged"] === true;
  if ((old["unlogged"] === true) === unlogged) return [];
  return [{ sql: `SET ${unlogged ? "UNLOGGED" : "LOGGED"}`, cost: "rewrite" }];
}

function storageStatements(old: Options, next: Options): readonly Statement[] {
  const [before, after] = [settingsOf(old), settingsOf(next)];
  const gone = Object.keys(before).filter((name) => after[name] === undefined);
  const come = Object.entries(after).filter(([name, value]) => before[name] !== value);
  const set = storageText(Object.fromEntries(come)).replace(/^WITH /, "SET ");
  // It refuses names that can't stand there.
  const reset = storageText(Object.fromEntries(gone.map((name) => [name, "0"])));
  return [
    ...(gone.length === 0 ? [] : [reset.replace(/^WITH /, "RESET ").replaceAll(" = 0", "")]),
    ...(come.length === 0 ? [] : [set]),
  ].map((sql) => ({ sql, cost: "catalog" }));
}

function settingsOf(options: Options): Readonly<Record<string, string>> {
  return (storageOptions(options["with"]) ?? {}) as Readonly<Record<string, string>>;
}

function placeStatements(old: Options, next: Options): readonly Statement[] {
  const change = (key: string, usual: string): string | undefined => {
    const [from = usual, to = usual] = [textOption(old[key]), textOption(next[key])];
    return from === to ? undefined : writer.name(to);
  };
  const [method, space] = [change("using", "heap"), change("tablespace", "pg_default")];
  return [
    ...(method === undefined ? [] : [`SET ACCESS METHOD ${method}`]),
    ...(space === undefined ? [] : [`SET TABLESPACE ${space}`]),
  ].map((sql) => ({ sql, cost: "rewrite" }));
}
