/**
 * `retort preflight`.
 *
 * @module
 */
import * as core from "@retort/core/commands/preflight";
import { count } from "@retort/core/errors";
import { halfLines } from "../print/text.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { overDatabases } from "./databases.ts";

/** The flags of `preflight`. */
export type PreflightFlags = GlobalFlags;

/** Looks for rows that would make pending revisions fail. */
export async function preflight(
  this: Context,
  flags: PreflightFlags,
  target?: string,
): Promise<void> {
  const reports = await overDatabases(this, flags, {
    run: (project) => core.preflight(project, target === undefined ? {} : { target }),
    show: (report, own) => print(this, own, { report, text: preflightText }),
  });
  if (reports.some(({ obstacles }) => obstacles.length > 0)) this.exit(3);
}

function preflightText(report: core.PreflightReport): string {
  const { target, exists, pending, half, checked, obstacles, unchecked } = report;
  if (!exists) return `${target} does not exist yet: no row is in the way\n`;
  if (pending.length === 0) return `${target} has no pending revision up to there\n`;
  const lines = half.flatMap((item) => [
    ...halfLines(item),
    "  what is committed of it is not looked at again",
  ]);
  lines.push(...obstacles.flatMap((item) => [`${item.revision}: ${item.op}`, `  ${words(item)}`]));
  for (const { revision, op, demand, why } of unchecked) {
    lines.push(`${revision}: ${op}`, `  not checked: ${demand}: ${why}`);
  }
  const rows = obstacles.length === 0 ? "no row is in the way" : "these rows are in the way";
  const looked = `${count(checked, "demand")} looked at`;
  const missed = unchecked.length === 0 ? "" : `, ${unchecked.length} not checked`;
  const waiting = count(pending.length, "pending revision");
  lines.push(`${target}: ${waiting}, ${looked}${missed}: ${rows}`);
  if (obstacles.length > 0) {
    lines.push('next: correct the rows, or the revision, and run "retort preflight" again');
  }
  return lines.map((line) => `${line}\n`).join("");
}

function words(item: core.Obstacle): string {
  const { kind, table, what, wanted = "", count: n, capped, examples } = item;
  const columns = what.map((column) => `${table}.${column}`).join(", ");
  const rows = `${capped ? "over " : ""}${count(n, "row")}`;
  const some = examples.length === 0 ? "" : `: ${exampleText(examples)}${n > 10 ? " …" : ""}`;
  switch (kind) {
    case "nulls":
      return `${columns} is null in ${rows}${some}`;
    case "rows":
      return `${table} has ${rows}, and no value of ${columns} for them${some}`;
    case "duplicates": {
      const values = `${count(n, "value")} ${n === 1 ? "is" : "are"}`;
      return `${capped ? "over " : ""}${values} there more than once in ${table}${some}`;
    }
    case "orphans":
      return `${columns} points at no row of ${wanted} in ${rows}${some}`;
    case "violations":
      return `${what.join(", ")} does not hold in ${rows} of ${table}${some}`;
    case "conversions":
      return `${columns} does not become ${wanted} in ${rows}${some}`;
    case "values":
      return `${columns} holds ${JSON.stringify(wanted)} in ${rows}${some}`;
    case "refused":
      return `${table}: ${wanted}`;
  }
}

function exampleText(examples: core.Obstacle["examples"]): string {
  const [first = {}] = examples;
  const names = Object.keys(first);
  const values = examples.map((row) => {
    const [only = "", ...more] = names.map((name) => valueText(row[name]));
    return more.length === 0 ? only : `(${[only, ...more].join(", ")})`;
  });
  return `${names.join(", ")} ${values.join(", ")}`;
}

function valueText(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  return String(Object.values(value)[0]);
}
