/**
 * Recorded scripts: the commands of retort with `--sql`, on revisions in memory.
 *
 * @module
 */
import {
  downgradeScript,
  ensureVersionSql,
  type Project,
  stampSql,
  upgradeScript,
} from "@retort/core/commands";
import { op } from "@retort/core";
import type { DdlCase, NeutralRevision } from "./neutral.ts";
import type { Target } from "./settings.ts";

/** The script that the recorded command writes. */
export async function scriptFor(recorded: DdlCase, target: Target): Promise<string> {
  const project = projectOf(recorded, target);
  const { command, target: to } = recorded;
  switch (command) {
    case "upgrade":
      return (await upgradeScript(project, to ?? "")).script;
    case "downgrade":
      return (await downgradeScript(project, to ?? "")).script;
    case "stamp":
      return (await stampSql(project, [to ?? ""])).script;
    default:
      return (await ensureVersionSql(project)).script;
  }
}

/** The statements of users and the version rows: not what opens and closes, nor retort's own tables. */
export function essentials(script: readonly string[]): readonly string[] {
  return script
    .map((line) => line.replaceAll(/^(?:\s*--.*\n?)+/gm, "").trim())
    .filter((sql) =>
      sql !== "" && !/^(?:--|BEGIN|START TRANSACTION|COMMIT|SET |GO$|\/$)/i.test(sql)
    )
    .filter((sql) =>
      !/\w+_(?:history|lease)|^CREATE TABLE .*(?:version|Ver)\W|^IF .*version/i.test(sql)
    )
    .map(plainVersionWrite);
}

/** Alembic names the table before the column, and asks for the row that it inserts. */
function plainVersionWrite(sql: string): string {
  return sql.replace(/ RETURNING .*$| OUTPUT inserted\.\w+/i, "").replace(
    / WHERE \S*\.(version_num)/,
    " WHERE $1",
  );
}

function projectOf(recorded: DdlCase, { dialect }: Target): Project {
  const revisions = recorded.revisions ?? [];
  const { version_table: table, version_table_schema: schema } = recorded.options ?? {};
  const modules = new Map(revisions.map((item) => [`${item.id}.ts`, moduleOf(item)]));
  const unused = (): never => {
    throw new Error("a script needs no database");
  };
  return {
    settings: {
      config: "parity",
      versionTable: typeof table === "string" ? table : "alembic_version",
      ...(typeof schema === "string" ? { versionSchema: schema } : {}),
      fileTemplate: "%(rev)s",
      truncateSlugLength: 40,
      dataLoss: "warn",
    },
    store: {
      list: () => Promise.resolve([...modules.keys()].map((path) => ({ path, text: "" }))),
      load: (paths) => Promise.resolve(paths.map((path) => modules.get(path))),
      write: unused,
    },
    clock: { now: () => new Date(0) },
    ids: { revision: unused },
    x: {},
    environment: unused,
    dialect: () => Promise.resolve(dialect),
    connect: unused,
    release: unused,
  };
}

function moduleOf({ id, down, message, sql, undo }: NeutralRevision): object {
  return {
    revision: id,
    downRevision: down.length > 1 ? down : down[0] ?? null,
    message,
    upgrade: sql === null ? [] : [op.execute(sql)],
    downgrade: undo === null ? [] : [op.execute(undo)],
  };
}
