/**
 * Counting what a run would destroy, and refusing it.
 *
 * @module
 */
import { type LossCount, RetortError } from "../errors/mod.ts";
import { enumsDropped, hasEnum, type Loss, lossesOf, type Op } from "../ops/mod.ts";
import { type Column, compact, tableKey, type TableName } from "../schema/mod.ts";
import type { Listener } from "./events.ts";
import { countRows, findLoss, objectName } from "./loss_rows.ts";
import { countNarrowings } from "./narrowing.ts";
import type { Session } from "./standing.ts";

/** How much may be lost. */
export interface LossPolicy {
  /** The objects that were named: `users`, `users.name`; a table stands for its columns too. */
  readonly allow: readonly string[];
  /** Whether other losses are refused or only told. */
  readonly otherwise: "refuse" | "warn";
  /** How objects are allowed, for the hint: `migrate({ allowLoss: ["users"] })`. */
  readonly allowWith: (objects: readonly string[]) => string;
  /** What keeps them instead, for the hint: `--keep`. */
  readonly keepWith?: string;
  /** Whether the `allowLoss` that is written at an op counts: on upgrades only. */
  readonly written: boolean;
  /** Whether what would be lost and is not allowed gets another name instead. */
  readonly keep?: boolean;
  /** Whether a name that matches no loss of one database is a mistake, not one of another database. */
  readonly whole?: boolean;
  /** Ops whose changes of types were looked at before the run. */
  readonly seen?: ReadonlySet<Op>;
}

/** Something that ops destroy, under the names that it has now. */
export interface FoundLoss extends LossCount {
  /** The table. */
  readonly table: TableName;
  /** The column; absent: all of the table. */
  readonly column?: string;
  /** The columns that would be gone. */
  readonly columns: readonly Column[];
  /** Whether SQL of the user's own does it. */
  readonly bySql?: true;
}

/** What ops destroy of what exists now, counted; empty tables and columns of nulls are no loss. */
export async function countLosses(
  session: Session,
  ops: readonly Op[],
  policy: LossPolicy,
): Promise<readonly FoundLoss[]> {
  const losses = covering(lossesOf(ops))
    .filter((loss) => !(policy.written && loss.allowed !== undefined));
  if (losses.length === 0 || !session.dialect.inspect) return [];
  const tables = losses.map((loss) => loss.table);
  let live = await session.dialect.inspect(session.db, { tables });
  // Servers that don't mind the case of names drop what they mean; then all of them are looked at.
  if (losses.some((loss) => !findLoss(live, loss))) {
    live = await session.dialect.inspect(session.db);
  }
  const found: FoundLoss[] = [];
  for (const wanted of losses) {
    const loss = findLoss(live, wanted);
    if (!loss) continue;
    const counted = await countRows(session, loss);
    if (counted.rows === 0) continue;
    const { table, column } = loss;
    const columns = (live.tables.get(tableKey(table))?.columns ?? [])
      .filter(({ name }) => column === undefined || name === column);
    const { bySql } = loss;
    found.push({
      object: objectName(loss),
      ...counted,
      ...compact({ table, column, bySql }),
      columns,
    });
  }
  return found;
}

/** All that ops would destroy or change of the values that are there. */
export async function allLosses(
  session: Session,
  ops: readonly Op[],
  policy: LossPolicy,
): Promise<readonly LossCount[]> {
  const found = await countLosses(session, ops, policy);
  return [...found.map(countOf), ...await countNarrowings(session, ops, policy)];
}

function countOf(
  { table: _table, column: _column, columns: _columns, bySql: _bySql, ...loss }: FoundLoss,
): LossCount {
  return loss;
}

/** Refuses losses that nobody named and that are not kept; gives those that will happen. */
export async function guardLosses(
  session: Session,
  ops: readonly Op[],
  policy: LossPolicy,
): Promise<readonly LossCount[]> {
  const found = await countLosses(session, ops, policy);
  const changed = await countNarrowings(session, ops, policy);
  const losses = [...found.map(countOf), ...changed];
  const refused = losses.filter(({ object }) => !isAllowed(object, policy));
  if (refused.length === 0) return losses;
  if (policy.keep) {
    refuseUnkept(found.filter(({ object }) => !isAllowed(object, policy)), ops);
    // A column that gets another type is not gone, so there is nothing to keep of it.
    const { keepWith: _with, ...unkept } = policy;
    const left = refused.filter((loss) => changed.includes(loss));
    if (left.length > 0 && policy.otherwise === "refuse") throw refusal(losses, left, unkept);
    return losses.filter((loss) => !refused.includes(loss) || changed.includes(loss));
  }
  if (policy.otherwise === "refuse") {
    const keeps = found.some(({ object, bySql }) => !bySql && !isAllowed(object, policy));
    const { keepWith: _with, ...unkept } = policy;
    throw refusal(losses, refused, keeps ? policy : unkept);
  }
  return losses;
}

/** The error of losses that nobody named; a mistyped name is not to be typed again. */
export function refusal(
  losses: readonly LossCount[],
  refused: readonly LossCount[],
  { allow, allowWith, keepWith, whole }: LossPolicy,
): RetortError<"run/data-loss"> {
  const unknown = whole ? unmatched(allow, losses) : [];
  const named = allow.filter((name) => !unknown.includes(name));
  const words = allowWith([...named, ...refused.map(({ object }) => object)]);
  const gone = refused.some(({ unfit }) => unfit === undefined);
  const data = compact({
    allow: words,
    keepWith: gone ? keepWith : undefined,
    losses: refused,
  });
  return new RetortError("run/data-loss", unknown.length === 0 ? data : { ...data, unknown });
}

/** The names that were allowed and match no loss. */
function unmatched(allow: readonly string[], losses: readonly LossCount[]): readonly string[] {
  return allow.filter((name) =>
    !losses.some(({ object }) => object === name || object.startsWith(`${name}.`))
  );
}

/** Tells what will be lost, and which names that were allowed match nothing of it. */
export function tellLosses(
  lost: readonly LossCount[],
  { losses, listener }: {
    readonly losses: LossPolicy;
    readonly listener?: Listener | undefined;
  },
): void {
  const names = unmatched(losses.allow, lost);
  if (names.length > 0) listener?.({ kind: "loss-unknown", names });
  if (lost.length > 0) listener?.({ kind: "loss-allowed", losses: lost });
}

/** Refuses to keep what would keep another op from being done: a type goes only with its columns. */
function refuseUnkept(losses: readonly FoundLoss[], ops: readonly Op[]): void {
  const raw = losses.find(({ bySql }) => bySql);
  if (raw !== undefined) {
    const problem = "SQL of a revision drops it, which nothing can be put in the place of";
    throw new RetortError("kept/impossible", { object: raw.object, problem });
  }
  const enums = enumsDropped(ops);
  const stuck = losses.find(({ columns }) => hasEnum(columns, enums));
  if (stuck === undefined) return;
  const problem = "the run drops the enumerated type that its values have";
  throw new RetortError("kept/impossible", { object: stuck.object, problem });
}

/** Whether the loss of an object was named. */
export function isAllowed(object: string, { allow }: Pick<LossPolicy, "allow">): boolean {
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
