/**
 * What went wrong in a run, with where and why.
 *
 * @module
 */
import {
  type ErrorCode,
  type ErrorData,
  isRetortError,
  type Left,
  messageOf,
  RetortError,
} from "../errors/mod.ts";
import { directionOf, type Migration, placeOf } from "../plan/migration.ts";
import { describeGroup, type PlannedGroup } from "../plan/render.ts";
import { compact } from "../schema/mod.ts";
import type { GroupRun } from "./group.ts";
import type { StepRun } from "./step.ts";

/** Errors that say all there is to say, or that are not the op's. */
const whole: ReadonlySet<ErrorCode> = new Set([
  "run/data-loss",
  "run/op-failed",
  "run/journal-mismatch",
  "lock/lost",
  "kept/impossible",
  "kept/nulls",
  "plugin/hook-failed",
]);

/** The error of a group with the revision, the op and its place. */
export function failed(
  error: unknown,
  group: PlannedGroup,
  { migration, run, kept, leftover }: Pick<GroupRun, "kept" | "leftover"> & {
    readonly migration: Migration;
    readonly run: Pick<StepRun, "cx" | "set" | "done" | "undone">;
  },
): unknown {
  const revision = migration.module.revision;
  if (isRetortError(error) && whole.has(error.code)) {
    return lossIn(error, { revision, kept, done: run.done, undone: run.undone });
  }
  const [first] = group.ops;
  const direction = directionOf(migration.step);
  const { done, undone } = run;
  const about = compact({
    revision,
    direction,
    op: describeGroup(group),
    done,
    kept,
    leftover,
    undone,
  });
  if (isRetortError(error) && error.code === "run/aborted") {
    return new RetortError("run/aborted", about, { cause: error.cause });
  }
  const at = migration.derived || !first ? {} : placeOf(run.set, revision, {
    direction,
    index: first.index,
    database: run.cx.database,
  });
  if (isRetortError(error) && error.code === "op/unfilled") {
    return new RetortError("op/unfilled", error.data as ErrorData["op/unfilled"], at);
  }
  const { problem = messageOf(error), sql, position, code } = serverData(error) ?? {};
  const said = compact({ sql, position, code, instead: insteadOf(error) });
  const data = { ...about, problem, ...said };
  return new RetortError("run/op-failed", data, { ...at, cause: error });
}

/** What to do instead of what the database cannot do. */
function insteadOf(error: unknown): string | undefined {
  if (!isRetortError(error) || error.code !== "dialect/unsupported") return undefined;
  return (error.data as ErrorData["dialect/unsupported"]).instead;
}

/** A refused loss of rows that the run has made itself, with what it has done; others as they are. */
export function lossIn(error: unknown, left: Left): unknown {
  if (!isRetortError(error) || error.code !== "run/data-loss") return error;
  if (left.done.length + left.kept.length === 0) return error;
  const data = error.data as ErrorData["run/data-loss"];
  return new RetortError("run/data-loss", { ...data, left: compact(left) });
}

/** What the server said of the statement that it refused, or gave up. */
export function serverData(
  error: unknown,
): Partial<ErrorData["database/statement-failed"]> | undefined {
  if (!isRetortError(error)) return undefined;
  if (error.code === "database/locked") {
    const { sql } = error.data as ErrorData["database/locked"];
    return compact({ sql });
  }
  if (error.code !== "database/statement-failed") return undefined;
  return error.data as ErrorData["database/statement-failed"];
}
