/**
 * Counting what a run would destroy, and refusing it.
 *
 * @module
 */
import { type LossCount, RetortError } from "../errors/mod.ts";
import { type Loss, type Op, spec } from "../ops/mod.ts";
import { displayName, type Schema, sql, tableKey } from "../schema/mod.ts";
import type { Session } from "./standing.ts";

/** How much may be lost. */
export interface LossPolicy {
  /** The objects that were named: `users`, `users.name`; a table stands for its columns too. */
  readonly allow: readonly string[];
  /** Whether other losses are refused or only told. */
  readonly otherwise: "refuse" | "warn";
  /** The command, for the hint: `downgrade base`. */
  readonly command: string;
  /** Whether the `allowLoss` that is written at an op counts: on upgrades only. */
  readonly written: boolean;
}

/** Counting stops here; a message need not wait for a table of a billion rows. */
const cap = 1_000_000;

/** What ops destroy of what exists now, counted; empty tables and columns of nulls are no loss. */
export async function countLosses(
  session: Session,
  ops: readonly Op[],
  policy: LossPolicy,
): Promise<readonly LossCount[]> {
  const losses = covering(ops.flatMap((op) => spec(op).destroys?.(op) ?? []))
    .filter((loss) => !(policy.written && loss.allowed !== undefined));
  if (losses.length === 0 || !session.dialect.inspect) return [];
  const tables = losses.map((loss) => loss.table);
  const live = await session.dialect.inspect(session.db, { tables });
  const found: LossCount[] = [];
  for (const loss of losses) {
    if (!exists(live, loss)) continue;
    const rows = await count(session, loss);
    if (rows === 0) continue;
    const object = objectName(loss);
    found.push(rows > cap ? { object, rows: cap, capped: true } : { object, rows });
  }
  return found;
}

/** Refuses losses that nobody named; gives those that will happen. */
export async function guardLosses(
  session: Session,
  ops: readonly Op[],
  policy: LossPolicy,
): Promise<readonly LossCount[]> {
  const losses = await countLosses(session, ops, policy);
  const refused = losses.filter((loss) => !allowed(loss.object, policy.allow));
  if (refused.length > 0 && policy.otherwise === "refuse") {
    throw new RetortError("run/data-loss", { command: policy.command, losses: refused });
  }
  return losses;
}

function allowed(object: string, allow: readonly string[]): boolean {
  return allow.some((name) => object === name || object.startsWith(`${name}.`));
}

/** Each object once, and no column of a table that goes as a whole. */
function covering(losses: readonly Loss[]): readonly Loss[] {
  const whole = new Set(
    losses.filter((loss) => loss.column === undefined).map((loss) => tableKey(loss.table)),
  );
  const kept = losses.filter((loss) =>
    loss.column === undefined || !whole.has(tableKey(loss.table))
  );
  return [...new Map(kept.map((loss) => [objectName(loss), loss])).values()];
}

function objectName(loss: Loss): string {
  const table = displayName(loss.table);
  return loss.column === undefined ? table : `${table}.${loss.column}`;
}

function exists(live: Schema, loss: Loss): boolean {
  const table = live.tables.get(tableKey(loss.table));
  if (table === undefined || loss.column === undefined) return table !== undefined;
  const column = table.columns.find((item) => item.name === loss.column);
  // A computed column holds nothing that its expression could not give back.
  return column !== undefined && column.computed === undefined;
}

async function count({ db, dialect }: Session, loss: Loss): Promise<number> {
  const { name, schema } = loss.table;
  const table = schema === undefined ? sql.name(name) : sql.name(schema, name);
  const where = loss.column === undefined
    ? sql``
    : sql` WHERE ${sql.name(loss.column)} IS NOT NULL`;
  const query = sql`SELECT count(*) AS n FROM (SELECT 1 AS one FROM ${table}${where} LIMIT ${
    sql.raw(String(cap + 1))
  }) AS found`;
  const [row] = await db.query<{ n: number | string }>(dialect.writer.query(query));
  return Number(row?.n ?? 0);
}
