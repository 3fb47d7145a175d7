/**
 * `adopt`: taking over a database that is there already.
 *
 * @module
 */
import { diffSchemas } from "../diff/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { planRevision } from "../graph/mod.ts";
import { readRevisions } from "../plan/revisions.ts";
import { compact, displayName, emptySchema, type Schema } from "../schema/mod.ts";
import { check } from "./check.ts";
import { wantedDefinitions, withDefinitions, withoutDefinitions } from "./definitions.ts";
import { schemaNames } from "./in_schemas.ts";
import { asMeant } from "./invalid.ts";
import { modelsOf, type ModelsText, readModels, undeclaredIn } from "./introspect.ts";
import type { SplitOptions } from "../source/split_models.ts";
import type { Project } from "./project.ts";
import { withState } from "./state.ts";
import { stamp } from "./stamp.ts";
import { listed, write } from "./write.ts";

/** Options of `adopt`. */
export interface AdoptOptions {
  /** One line about the first revision. */
  readonly message?: string;
  /** Its id; a new one unless given. */
  readonly id?: string;
  /** How the models are split into modules; all are in one unless told. */
  readonly split?: SplitOptions;
  /** Keeps the text of the models where `env.ts` finds them; it may refuse by throwing. */
  readonly keep: (text: ModelsText) => void | Promise<void>;
}

/** What was taken over. */
export interface AdoptReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** The file of the first revision. */
  readonly path: string;
  /** Its id, which is what the version table says now. */
  readonly revision: string;
  /** How many tables there are. */
  readonly tables: number;
  /** What is not declared and stands in no revision either, in words: `publication all`. */
  readonly undeclared: readonly string[];
  /** What is not declared, and made by SQL in the first revision, in words: `domain age`. */
  readonly executed: readonly string[];
  /** What models and database still differ in, in words: nothing, if all went well. */
  readonly changes: readonly string[];
}

/**
 * Writes models and a first revision for a database that is there already, and stamps it: no statement
 * of the revision is run. In the end models and database are compared, and nothing may differ.
 *
 * @throws {RetortError} `run/adopted` where there are revisions or version rows already.
 */
export async function adopt(project: Project, options: AdoptOptions): Promise<AdoptReport> {
  const { message = "adopt", id = project.ids.revision(), keep, split } = options;
  const { graph } = await readRevisions(project.store);
  const revisions = graph.revisions.length;
  const found = await withState(project, async (state) => {
    const { session, rows } = state;
    if (revisions > 0 || rows.length > 0) throw new RetortError("run/adopted", { revisions, rows });
    const { types, can, nouns = [] } = session.dialect;
    const live = declared(asMeant(await readModels(project, session)).schema);
    const definitions = wantedDefinitions(
      await session.dialect.definitions?.(session.db) ?? [],
      live,
    );
    const { target } = session.db.server;
    return { live, target, definitions, types, comments: can.comments, nouns };
  });
  const { live, target, definitions, ...cx } = found;
  const { ops } = diffSchemas(emptySchema, live, cx);
  await keep(modelsOf(live, split, cx.nouns));
  const planned = planRevision(graph, {
    id,
    message,
    splice: false,
    labels: [],
    dependsOn: [],
    head: "base",
  });
  const path = await write(project, graph, {
    planned,
    upgrade: listed(project, withDefinitions(ops, definitions)),
  });
  await stamp(project, { targets: ["head"] });
  const { changes } = await check(project);
  const undeclared = undeclaredIn(withoutDefinitions(live, definitions), cx.nouns);
  const executed = definitions.map(({ noun, name, schema }) =>
    `${noun} ${displayName(compact({ name, schema }))}`
  );
  return { target, path, revision: id, tables: live.tables.size, undeclared, executed, changes };
}

/** What the models will declare: a schema by what is in it. */
function declared(live: Schema): Schema {
  const { schemas = new Map(), ...rest } = live;
  const named = schemaNames(rest);
  const kept = [...schemas].filter(([name]) => named.has(name));
  return kept.length === 0 ? rest : { ...rest, schemas: new Map(kept) };
}
