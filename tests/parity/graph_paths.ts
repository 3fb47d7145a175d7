/**
 * Runs recorded upgrades, downgrades and stamps.
 *
 * @module
 */
import { isRetortError } from "@retort/core/errors";
import {
  downgradePath,
  type Graph,
  type RowChange,
  type RowWrite,
  stampPath,
  type Step,
  upgradePath,
} from "@retort/core/graph";
import { newestFirst } from "../../core/graph/order.ts";
import { revertedNodes } from "../../core/graph/path.ts";
import { nodesFor } from "../../core/graph/resolve.ts";
import { downgradeTarget } from "../../core/graph/target.ts";
import { isOfCategory } from "./categories.ts";
import { type Expected, fields, type Finding, freeOrder, type GraphCase } from "./graph.ts";
import { same, sorted } from "./outcome.ts";

type Rows = readonly string[];

/** An upgrade or a downgrade: its steps, and the version table after each. */
export function pathOf(graph: Graph, { op, args, expect }: GraphCase): Finding {
  const path = op === "upgrade" ? upgradePath : downgradePath;
  const current = args["current"] as Rows;
  const steps = path(graph, (args["target"] ?? "base") as string, current);
  const got = {
    steps: steps.map(({ direction, revision }) => [direction, revision.id]),
    rows: steps.map(({ rowsAfter }) => sorted(rowsAfter)),
    writes: steps.map(({ writes }) => writes.map(recordedWrite)),
    finalRows: finalRows(current, steps),
  };
  const faults = [...lawful(graph, steps), ...replayed(current, steps)];
  if (expect.alembicBug === true || expect["nondeterministic"] === true) return { got, faults };
  if (expect["order_free"] === true) {
    const order = steps.map(({ revision }) => revision.id);
    faults.push(...freeOrder(expect, op === "upgrade" ? order : order.toReversed()));
    return { got, faults: [...faults, ...fields(expect, { finalRows: got.finalRows }).faults] };
  }
  return { got, faults: [...faults, ...tableFaults(expect, got)] };
}

/** Compares steps and rows; where the table recorded is redundant, with the minimal one. */
function tableFaults(
  expect: Expected,
  got: {
    readonly steps: readonly unknown[];
    readonly rows: readonly Rows[];
    readonly writes: readonly unknown[];
    readonly finalRows: Rows;
  },
): readonly string[] {
  const { steps, rows, writes, finalRows } = got;
  if ("minimalRows" in expect) {
    const minimal = { ...expect, rows: expect["minimalRows"] };
    return fields(minimal, { steps, rows }).faults;
  }
  const compared = { steps, rows, finalRows };
  return fields(expect, expect["writes_free"] === true ? compared : { ...compared, writes }).faults;
}

/** A stamp: its steps, and the version table after each. */
export function stamped(graph: Graph, { args, expect }: GraphCase): Finding {
  const current = args["current"] as Rows;
  const steps = stampPath(graph, args["target"] as Rows, current);
  const got = {
    steps: steps.map(({ from, to, direction }) => ({
      from: sorted(from),
      to,
      up: direction === "up",
    })),
    rows: steps.map(({ rowsAfter }) => sorted(rowsAfter)),
    writes: steps.map(({ writes }) => writes.map(recordedWrite)),
    finalRows: finalRows(current, steps),
  };
  const faults = replayed(current, steps);
  if (expect.alembicBug === true) return { got, faults };
  const moves = expect["steps"] as readonly Readonly<Record<string, unknown>>[] | undefined;
  // Recorded moves also name rows that an earlier one took away.
  const wanted = moves?.map(({ from, to, up }, index) => {
    const there = steps[index]?.rowsBefore ?? [];
    return { from: sorted((from as Rows).filter((row) => there.includes(row))), to, up };
  });
  return { got, faults: [...faults, ...fields({ ...expect, steps: wanted }, got).faults] };
}

/** Several commands one after the other; an error ends them. */
export function sequence(graph: Graph, { args, expect }: GraphCase): Finding {
  let rows = args["start"] as Rows;
  const got: unknown[] = [];
  const faults: string[] = [];
  const after = (expect["after"] ?? []) as readonly Expected[];
  for (const [index, [op, target]] of (args["sequence"] as readonly [string, string][]).entries()) {
    const recorded = after[index];
    try {
      const steps = run(graph, { op, target, rows });
      rows = finalRows(rows, steps);
      const stepSet = steps.flatMap((step) => "revision" in step ? [step.revision.id] : []);
      const counted = { stepCount: steps.length, rows };
      const found = op === "stamp" ? counted : { ...counted, stepSet: sorted(stepSet) };
      got.push(found);
      if (recorded !== undefined) faults.push(...fields(recorded, found).faults);
    } catch (error) {
      if (!isRetortError(error)) throw error;
      got.push({ error: error.code });
      if (!isOfCategory(error, recorded?.error ?? "")) {
        faults.push(`error ${error.code} at ${index}`);
      }
      break;
    }
    if (recorded?.error !== undefined) faults.push(`no error at ${index}`);
  }
  return { got, faults: expect.alembicBug === true ? [] : faults };
}

function run(
  graph: Graph,
  { op, target, rows }: { readonly op: string; readonly target: string; readonly rows: Rows },
): readonly (Step | RowChange)[] {
  switch (op) {
    case "upgrade":
      return upgradePath(graph, target, rows);
    case "downgrade":
      return downgradePath(graph, target, rows);
    default:
      return stampPath(graph, [target], rows);
  }
}

/** What a downgrade would take back, for the recorded form that lists only that. */
export function iterateDown(graph: Graph, args: GraphCase["args"]): readonly string[] {
  const start = [args["upper"]].flat().flatMap((one) => nodesFor(graph, one as string));
  const text = (args["lower"] ?? "base") as string;
  const target = downgradeTarget(graph, text, { start });
  const inclusive = args["inclusive"] === true;
  const todo = revertedNodes(graph, target, { start, text, inclusive });
  return newestFirst(todo, start).map(({ revision }) => revision.id);
}

function finalRows(current: Rows, steps: readonly RowChange[]): Rows {
  return sorted(steps.at(-1)?.rowsAfter ?? new Set(current));
}

function recordedWrite(write: RowWrite): readonly string[] {
  return write.kind === "update"
    ? [write.kind, write.from, write.to]
    : [write.kind, write.revision];
}

/** Nothing runs before what it needs, or is taken back before what needs it. */
function lawful(graph: Graph, steps: readonly Step[]): readonly string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const { direction, revision } of upwards(steps)) {
    const needs = graph.node(revision.id)?.needs ?? [];
    const early = needs.filter((node) =>
      !seen.has(node.revision.id) && steps.some((step) => step.revision === node.revision)
    );
    if (early.length > 0) faults.push(`${direction} ${revision.id} is out of order`);
    seen.add(revision.id);
  }
  return faults;
}

function upwards(steps: readonly Step[]): readonly Step[] {
  return steps[0]?.direction === "down" ? steps.toReversed() : steps;
}

/** The writes of each step, carried out on a table, must give the rows that it promises. */
function replayed(current: Rows, steps: readonly RowChange[]): string[] {
  const faults: string[] = [];
  const table = new Set(current);
  for (const { writes, rowsAfter } of steps) {
    for (const write of writes) {
      const gone = write.kind === "update" ? write.from : write.revision;
      const come = write.kind === "update" ? write.to : write.revision;
      if (write.kind !== "insert" && !table.delete(gone)) faults.push(`${gone} is not there`);
      if (write.kind !== "delete" && table.has(come)) faults.push(`${come} is there twice`);
      if (write.kind !== "delete") table.add(come);
    }
    if (!same(sorted(table), sorted(rowsAfter))) faults.push("the writes give other rows");
  }
  return faults;
}
