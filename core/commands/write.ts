/**
 * Writing new revision files.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Graph, Revision } from "../graph/mod.ts";
import type { Op } from "../ops/mod.ts";
import { fileNameOf, type OpsToWrite, writeRevision } from "../source/mod.ts";
import { compact } from "../schema/mod.ts";
import type { Project } from "./project.ts";

/** What a new revision file is made of. */
interface NewFile {
  readonly planned: Revision;
  readonly upgrade: OpsToWrite;
  readonly downgrade?: OpsToWrite;
  readonly answers?: readonly string[];
}

/** Ops as a revision file of the project has them: under the name of the database it is about. */
export function listed({ database }: Project, ops: readonly Op[]): OpsToWrite {
  return database === undefined ? ops : { [database]: ops };
}

function hasOps({ upgrade, downgrade = [] }: Pick<NewFile, "upgrade" | "downgrade">): boolean {
  return [upgrade, downgrade].some((ops) => Object.values(ops).flat().length > 0);
}

/** Alembic's own table has room for 32 characters, unless somebody made more. */
function refuseLong({ versionTable }: Project["settings"], graph: Graph, id: string): void {
  const room = 32;
  if (versionTable !== "alembic_version" || id.length <= room) return;
  if (graph.revisions.some((revision) => revision.id.length > room)) return;
  throw new RetortError("source/long-id", { revision: id, table: versionTable, room });
}

/** Writes a new revision file, tells the hooks, and gives its path. */
export async function write(
  project: Project,
  graph: Graph,
  { planned, ...ops }: NewFile,
): Promise<string> {
  const { settings, clock, store } = project;
  refuseLong(settings, graph, planned.id);
  const draft = {
    revision: planned.id,
    down: planned.down,
    dependsOn: planned.dependsOn,
    labels: planned.labels,
    message: planned.message ?? "",
    date: clock.now(),
    ...ops,
  };
  const { template, timezone } = settings;
  // An empty file needs nothing of the environment, which is not loaded for it.
  const { renderItem } = hasOps(ops) ? await project.environment() : {};
  const text = writeRevision(draft, compact({ template, timezone, renderItem }));
  const file = { path: fileNameOf(draft, settings), text };
  const beside = planned.down.map((id) => graph.get(id)?.path).find((path) => path !== undefined);
  await project.writing?.();
  const path = await store.write(file, beside === undefined ? {} : { beside });
  await project.written?.(path);
  return path;
}
