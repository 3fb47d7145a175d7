/**
 * Saying what `import` took over.
 *
 * @module
 */
import { count } from "@retort/core/errors";
import type { ImportReport } from "../commands/import.ts";
import { type Context, type GlobalFlags, print, say } from "../commands/common.ts";

/** Prints what was taken over, what is left to be filled in, and what is next. */
export function printImport(context: Context, flags: GlobalFlags, report: ImportReport): void {
  print(context, flags, { report, text: importText });
  if (flags.json) return;
  for (const note of report.notes) say(context, flags, `note: ${note}`);
  say(context, flags, nextStep(report));
}

function importText(report: ImportReport): string {
  const { dryRun, project, revisions, heads, models, from } = report;
  const created = [...project?.created ?? []].filter((path) => !models.includes(path));
  const found = count(revisions.length, "revision");
  const lines = [
    ...created.map((path) => `created  ${path}`),
    ...(project?.changed ?? []).map((path) => `changed  ${path}`),
    ...models.map((path) => `models   ${path}`),
    ...revisions.map(({ path }) => `${dryRun ? "would be" : "revision"} ${path}`),
    `${from}: ${found}, ${heads.length === 1 ? "head" : "heads"} ${heads.join(", ")}`,
    ...stubLines(report),
    ...databaseLines(report),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** One line for each revision that is not whole. */
function stubLines({ revisions, database }: ImportReport): readonly string[] {
  const pending = new Set(database?.pending);
  return revisions.flatMap(({ id, upgrade, downgrade, why = "" }) => {
    const parts = [upgrade, downgrade]
      .flatMap((kind, index) => kind === "stub" ? [["upgrade", "downgrade"][index]] : []);
    if (parts.length === 0) return [];
    const applied = database !== undefined && !pending.has(id) ? ", applied" : "";
    return [`stub     ${id} (${parts.join(" and ")}${applied}): ${why}`];
  });
}

function databaseLines({ database }: ImportReport): readonly string[] {
  if (database === undefined) return [];
  const { target, exists, rows, unknown, pending, notRecorded } = database;
  if (!exists) return [`${target} does not exist yet`];
  if (unknown.length > 0) {
    return [`${target} stands at ${unknown.join(", ")}, which is no revision of the project`];
  }
  const left = pending.length === 0 ? "nothing is pending" : `pending: ${pending.join(", ")}`;
  const recorded = notRecorded === undefined
    ? []
    : [`What the schema is like could not be recorded: ${notRecorded}`];
  return [`${target} stands at ${rows.join(", ") || "<base>"}; ${left}`, ...recorded];
}

function nextStep({ dryRun, revisions, database, models, failed }: ImportReport): string {
  if (dryRun) return "";
  if (failed !== undefined) {
    return `The database was not looked at: ${failed}\n` +
      "next: correct the URL; retort status then says where it stands, and upgrade goes on from there";
  }
  if (database !== undefined && database.unknown.length > 0) return "next: retort current";
  const waiting = database && new Set(database.pending);
  const stub = revisions.find(({ id, upgrade }) =>
    upgrade === "stub" && (waiting === undefined || waiting.has(id))
  );
  if (stub) return `next: fill in ${stub.path}, where it says hole(…)`;
  if (database === undefined || database.pending.length === 0) return "next: retort status";
  const refresh = models.length === 0
    ? ""
    : ", then retort introspect > models.ts for models of all of it";
  return `next: retort upgrade heads${refresh}`;
}
