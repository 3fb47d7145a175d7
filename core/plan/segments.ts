/**
 * The parts that a revision has to be run in.
 *
 * @module
 */
import type { Dialect } from "../dialect/mod.ts";
import { statements } from "../ops/mod.ts";
import type { PlannedGroup } from "./render.ts";

/** Whether each revision is a transaction, all of a run are one, or each statement stands alone. */
export type TransactionMode = "revision" | "all" | "none";

/** Whether all of a revision is one transaction that undoes everything of it. */
export function isWhole(segments: readonly Segment[]): boolean {
  return segments.length === 1 && segments[0]?.atomic === true;
}

/** Groups of ops that run together. */
export interface Segment {
  /** The groups, in order. */
  readonly groups: readonly PlannedGroup[];
  /** Whether a transaction stands around them. */
  readonly transaction: boolean;
  /** Whether that transaction undoes all of them if one fails. */
  readonly atomic: boolean;
}

/**
 * One segment where everything can be one transaction. A statement that forbids one stands alone
 * between two; where DDL is not rolled back, or no transaction is wanted, every group is a segment.
 */
export function segmentsOf(
  groups: readonly PlannedGroup[],
  dialect: Dialect,
  mode: TransactionMode = "revision",
): readonly Segment[] {
  if (mode === "none") return groups.map((group) => aloneOf(group, dialect));
  if (!dialect.can.transactionalDdl) {
    return groups.map((group) => {
      // Rows are rolled back where DDL is not, so that they and the journal can be one transaction.
      const atomic = isOnRows(group);
      // A statement alone is a transaction already.
      const transaction = atomic || (!isAlone(group) && group.statements.length !== 1);
      return { groups: [group], transaction, atomic };
    });
  }
  const segments: { groups: PlannedGroup[]; transaction: boolean; atomic: boolean }[] = [];
  for (const group of groups) {
    const last = segments.at(-1);
    if (isAlone(group)) segments.push({ groups: [group], transaction: false, atomic: false });
    else if (last?.atomic) last.groups.push(group);
    else segments.push({ groups: [group], transaction: true, atomic: true });
  }
  return segments.length > 0 ? segments : [{ groups: [], transaction: true, atomic: true }];
}

/** A rebuild keeps its transaction: half of one is a table without its rows. */
function aloneOf(group: PlannedGroup, { rebuild }: Dialect): Segment {
  const kept = group.statements.some((statement) => statement.transaction === "required") ||
    (!isAlone(group) && group.ops.some(({ op }) => rebuild?.table(op) !== undefined));
  return { groups: [group], transaction: kept, atomic: kept };
}

const onRows = /^(?:INSERT|UPDATE|DELETE|REPLACE|MERGE)\b/i;

/** Whether a group does nothing but change rows. */
function isOnRows({ statements: rendered, late }: PlannedGroup): boolean {
  if (late || rendered.length === 0) return false;
  return rendered.every((item) =>
    item.transaction !== "forbidden" && item.around === undefined &&
    statements(item.sql).every((text) => onRows.test(text))
  );
}

function isAlone(group: PlannedGroup): boolean {
  return group.statements.some((statement) => statement.transaction === "forbidden");
}
