/**
 * Doing the same to each of several databases.
 *
 * @module
 */
import { isRetortError, RetortError } from "../errors/mod.ts";
import type { Listener } from "../run/events.ts";
import { type Direction, move, type MoveOptions, type MoveReport, type Way } from "./move.ts";
import type { Project } from "./project.ts";

export type { Direction } from "./move.ts";

/** What was found or done in one of several databases. */
export type InDatabase<R> = R & {
  /** The name of the database. */
  readonly database: string;
};

/**
 * Does something to each database of a project, one after the other, in their order. `projects` are
 * the project as it is for each of them.
 *
 * @throws {RetortError} what `work` throws, with `database`: which one it failed in, which were
 *   finished before and stay so, and which were not begun.
 */
export async function eachDatabase<R extends object>(
  projects: readonly Project[],
  work: (project: Project) => Promise<R>,
): Promise<readonly InDatabase<R>[]> {
  const found: InDatabase<R>[] = [];
  const names = projects.map(({ database = "" }) => database);
  for (const [index, project] of projects.entries()) {
    const name = names[index] ?? "";
    try {
      found.push({ ...await work(project), database: name });
    } catch (error) {
      const done = names.slice(0, index);
      throw failedIn({ name, done, waiting: names.slice(index + 1) }, error);
    }
  }
  return found;
}

/** An error with the database that it happened in; others are as they were. */
export function failedIn(
  database: NonNullable<RetortError["database"]>,
  error: unknown,
): unknown {
  if (!isRetortError(error)) return error;
  const place = error.place === undefined ? {} : { place: error.place };
  return new RetortError(error.code, error.data, { ...place, database, cause: error });
}

/** Is told of each database. */
export interface MoveWatch {
  /** A database is begun. */
  readonly begin?: (database: string) => void;
  /** A database stands at the target. */
  readonly finish?: (report: MoveReport) => void;
}

/**
 * Goes to a target in each database, one after the other, in their order. Before the first one is
 * changed, all are asked: that they can be reached, that the target and all ops are right, and that no
 * data is lost that was not named. What fails later leaves the databases before it where they are.
 *
 * @throws {RetortError} what `upgrade` throws, with `database`.
 */
export async function moveAll(
  projects: readonly Project[],
  direction: Direction,
  { listener, ...options }: MoveOptions,
  { begin, finish }: MoveWatch = {},
): Promise<readonly InDatabase<MoveReport>[]> {
  const way: Way = {
    direction,
    loadPath: () => import("./move_path.ts"),
    loadRun: () => import("./move_run.ts"),
  };
  const names = projects.map(({ database = "" }) => database);
  for (const project of projects) {
    const name = project.database ?? "";
    try {
      await move(project, way, { ...options, rehearse: true });
    } catch (error) {
      throw failedIn({ name, done: [], waiting: names.filter((other) => other !== name) }, error);
    }
  }
  return await eachDatabase(projects, async (project) => {
    begin?.(project.database ?? "");
    const told = listener ? { listener: exceptUnknown(listener) } : {};
    const report = await move(project, way, { ...options, ...told });
    finish?.(report);
    return report;
  });
}

/** A loss that is allowed need not be one in every database. */
function exceptUnknown(listener: Listener): Listener {
  return (event) => event.kind === "loss-unknown" ? undefined : listener(event);
}
