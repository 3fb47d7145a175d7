/**
 * Rows, as they were recorded.
 *
 * @module
 */
import { op } from "@retort/core";
import type { Op } from "@retort/core/ops";
import type { LiteralInput } from "@retort/core/schema";
import type { Fields, NeutralOp } from "./neutral.ts";

/** Rows that leave a column out go into a statement of their own. */
export function bulkInsert(recorded: NeutralOp): readonly Op[] {
  const schema = recorded["schema"];
  const options = typeof schema === "string" ? { schema } : {};
  const rows = recorded["rows"] as readonly Fields[];
  const runs: Fields[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    const same = Object.keys(last?.[0] ?? {}).join() === Object.keys(row).join();
    if (last && same) last.push(row);
    else runs.push([row]);
  }
  if (runs.length === 0) runs.push([]);
  return runs.map((run) => op.bulkInsert(String(recorded["table"]), run.map(literals), options));
}

function literals(row: Fields): Readonly<Record<string, LiteralInput>> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, literal(value)]));
}

function literal(value: unknown): LiteralInput {
  if (typeof value !== "object" || value === null) return value as LiteralInput;
  const [kind = "", inner] = Object.entries(value)[0] ?? [];
  switch (kind) {
    case "decimal":
      return Number(inner);
    case "dateTime":
      return new Date(`${String(inner)}Z`);
    case "json":
      return JSON.stringify(inner);
    default:
      return String(inner);
  }
}
