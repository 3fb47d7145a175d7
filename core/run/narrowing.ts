/**
 * Values that do not fit the new type of their column: the server cuts them off, rounds them, or
 * refuses them when part of the run is done.
 *
 * @module
 */
import type { LossCount } from "../errors/mod.ts";
import { type Demand, demandsOf, type Op } from "../ops/mod.ts";
import { conversionOf } from "../plan/conversion.ts";
import { displayName, type Sql, sql, tableKey } from "../schema/mod.ts";
import { countRows, findLoss } from "./loss_rows.ts";
import type { Session } from "./standing.ts";
import { namesOf } from "./version.ts";

/**
 * What of the values that are there would not fit. Where an earlier op may change them first, that is
 * only known right before the op.
 */
export async function countNarrowings(
  session: Session,
  ops: readonly Op[],
  { written, seen }: {
    /** Whether the `allowLoss` that is written at an op counts. */
    readonly written: boolean;
    /** Ops that were looked at already. */
    readonly seen?: ReadonlySet<Op>;
  },
): Promise<readonly LossCount[]> {
  const { db, dialect } = session;
  if (!dialect.inspect || !dialect.preflight) return [];
  const demands = knownOf(ops).flatMap(({ op, demand }) => {
    const item = ops[op];
    if (item !== undefined && seen?.has(item)) return [];
    return written && demand.allowed !== undefined ? [] : [demand];
  });
  if (demands.length === 0) return [];
  const live = await dialect.inspect(db, { tables: demands.map(({ table }) => table) });
  const cx = { dialect, server: db.server, names: namesOf(session) };
  const found: LossCount[] = [];
  for (const demand of demands) {
    const loss = findLoss(live, demand);
    const table = loss && live.tables.get(tableKey(loss.table));
    const column = table?.columns.find(({ name }) => name === loss?.column);
    if (!loss || !table || !column) continue;
    const { found: answer, type } = conversionOf({ ...demand, table, column }, cx);
    const condition = conditionOf(answer);
    if (condition === undefined) continue;
    const counted = await countRows(session, loss, condition);
    if (counted.rows === 0) continue;
    const object = `${displayName(loss.table)}.${column.name}`;
    found.push({ object, ...counted, unfit: dialect.types.format(type) });
  }
  return found;
}

interface Known {
  readonly op: number;
  readonly demand: Demand & { readonly kind: "type" };
}

/** The changes of types that no earlier op is in the way of. */
function knownOf(ops: readonly Op[]): readonly Known[] {
  return demandsOf(ops).flatMap(({ op, demand, after, unclear }) => {
    if (after !== undefined || unclear !== undefined || demand.kind !== "type") return [];
    return [{ op, demand }];
  });
}

/** The ops whose changes of types are known before the first of them, so that one look is enough. */
export function lookedAt(ops: readonly Op[]): ReadonlySet<Op> {
  return new Set(knownOf(ops).flatMap(({ op }) => ops[op] ?? []));
}

/** When a value does not stay what it is. */
function conditionOf(answer: ReturnType<typeof conversionOf>["found"]): Sql | undefined {
  if (answer.kind === "all") return answer.changed;
  if (answer.kind !== "unless") return undefined;
  const { condition, changed } = answer;
  // What is refused can't be asked what it becomes.
  return changed ? sql`CASE WHEN ${condition} THEN TRUE ELSE ${changed} END` : condition;
}
