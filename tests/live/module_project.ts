/**
 * A project without a folder: revisions as modules, and the database of a URL.
 *
 * @module
 */
import type { Project } from "@retort/core/commands";
import type { Dialect } from "@retort/core/dialect";
import type { SourceFile, Store } from "@retort/core/source";
import { bareProject, connected } from "./project.ts";

/** A revision as tests write it. */
export interface TestRevision {
  readonly revision: string;
  readonly downRevision: string | readonly string[] | null;
  /** What the docstring says was verified. */
  readonly verified?: string;
  readonly upgrade: unknown;
  readonly downgrade?: unknown;
}

/** A project, and the texts of its files as they are now. */
export interface ModuleProject extends Project {
  /** By id. */
  readonly texts: Map<string, string>;
}

function textOf({ revision, downRevision, verified }: TestRevision): string {
  const line = verified === undefined ? "" : `\n * Verified: ${verified}`;
  return `/**\n * revision ${revision}\n *\n * Create Date: 2026-11-22T12:00:00Z${line}\n */\n` +
    `export const revision = ${JSON.stringify(revision)};\n` +
    `export const downRevision = ${JSON.stringify(downRevision)};\n`;
}

/** Makes one. */
export function moduleProject(
  dialect: Dialect,
  url: string,
  revisions: readonly TestRevision[],
  { versionTable = "retort_version", recordSchema = true }: {
    readonly versionTable?: string;
    readonly recordSchema?: boolean;
  } = {},
): ModuleProject {
  const texts = new Map(revisions.map((item) => [item.revision, textOf(item)]));
  const project = bareProject(dialect, url, { store: storeOf(texts, revisions) });
  return {
    ...project,
    texts,
    settings: { ...project.settings, versionTable, recordSchema },
    async scratch(place) {
      if (place !== undefined) {
        const db = await connected(dialect, place);
        return { db, dispose: () => db.close() };
      }
      if (!dialect.scratch) throw new Error("the dialect makes no scratch database");
      return await dialect.scratch.create(url, `retort_scratch_${crypto.randomUUID().slice(-12)}`);
    },
  };
}

function storeOf(texts: Map<string, string>, revisions: readonly TestRevision[]): Store {
  const byPath = new Map(revisions.map((item) => [`${item.revision}.ts`, item]));
  const files = (): SourceFile[] => Array.from(texts, ([id, text]) => ({ path: `${id}.ts`, text }));
  return {
    list: () => Promise.resolve(files()),
    load: (paths) => Promise.resolve(paths.map((path) => byPath.get(path))),
    write({ path, text }) {
      texts.set(path.slice(0, -3), text);
      return Promise.resolve(path);
    },
  };
}
