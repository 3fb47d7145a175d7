/**
 * Reports for people.
 *
 * @module
 */
import type {
  BranchesReport,
  CheckReport,
  CurrentReport,
  EventsReport,
  MergeReport,
  MoveReport,
  RevisionInfo,
  RevisionReport,
  RevisionsReport,
  StaleBundle,
  StampReport,
} from "@retort/core/commands";
import type { PastEvent } from "@retort/core/run";
import { count, type HalfDone, isMadeByUpgrade } from "@retort/core/errors";
import { againstLines } from "./against.ts";
import { objectWords } from "./nouns.ts";

interface Verbosity {
  readonly verbose?: boolean | undefined;
}

/** Where a database stands, in a word: its rows, or `base`. */
export function stand(rows: readonly string[]): string {
  return rows.length === 0 ? "base" : rows.join(", ");
}

/** What there is to say of a database that is not there. */
export function missingTalk({ target }: { readonly target: string }): string {
  return `${target} does not exist yet`;
}

/** What brings a database to the heads; an upgrade makes a file, but no database on a server. */
export function upgradeNext(
  { target, exists }: { readonly target: string; readonly exists: boolean },
): string {
  return exists || isMadeByUpgrade(target)
    ? 'next: run "retort upgrade heads"'
    : "next: create the database on the server, or check the URL";
}

/** What there is to say of revisions whose code may have been edited. */
export function codeTalk(revisions: readonly string[]): string {
  const were = revisions.length > 1 ? "were" : "was";
  return `warning: ${stand(revisions)} ${were} edited after being applied; the ops are the same, ` +
    "the code of op.run may not be";
}

/** How far a revision came that stopped half-way. */
export function halfLines({ revision, direction, steps }: HalfDone): readonly string[] {
  const words = {
    done: "committed",
    failed: "failed",
    stopped: "stopped at",
    started: "interrupted",
  };
  return [
    `The ${direction} of ${revision} stopped half-way`,
    ...steps.map(({ op, state, done }) => {
      const part = state !== "done" && done > 0
        ? ` (${count(done, "statement")} of it committed)`
        : "";
      return `  ${words[state]}: ${op}${part}`;
    }),
  ];
}

/** What `upgrade` and `downgrade` did. */
export function moveText({ target, from, to, steps, past }: MoveReport): string {
  if (past) return `${target} is at ${stand(to)}, past that target; "retort downgrade" goes back\n`;
  if (steps.length === 0) return `${target} is at ${stand(to)} already\n`;
  return `${target}: ${stand(from)} -> ${stand(to)} (${count(steps.length, "revision")})\n`;
}

/** What `stamp` did. */
export function stampText({ target, from, to }: StampReport): string {
  return `${target}: ${stand(from)} -> ${stand(to)} (stamped)\n`;
}

/** Revisions, one a line; all about them where that is asked for. */
export function revisionsText({ revisions }: RevisionsReport, options: Verbosity): string {
  if (options.verbose) return revisions.map(block).join("\n");
  return revisions.map(({ line }) => `${line}\n`).join("");
}

/** Heads without what they follow. */
export function headsText(report: RevisionsReport, options: Verbosity): string {
  if (options.verbose) return revisionsText(report, options);
  return report.revisions.map((revision) => `${brief(revision)}\n`).join("");
}

/** A revision without what it follows: id, labels, mark and message. */
export function brief({ line }: RevisionInfo): string {
  return line.slice(line.indexOf(" -> ") + " -> ".length);
}

/** Branch points, and below each what it branches into. */
export function branchesText(report: BranchesReport, options: Verbosity): string {
  return report.revisions.map((revision) => {
    const into = (report.into[revision.id] ?? []).map((child) => `  -> ${brief(child)}\n`);
    return `${options.verbose ? block(revision) : `${brief(revision)}\n`}${into.join("")}`;
  }).join(options.verbose ? "\n" : "");
}

/** Where a database stands, a row a line. */
export function currentText({ revisions }: CurrentReport, options: Verbosity): string {
  if (options.verbose) {
    return revisions
      .map(({ id, revision, applied }) => {
        const text = revision ? block(revision) : `Rev: ${id} (no file)\n`;
        return applied === undefined ? text : `${text}Applied: ${appliedText(applied)}\n`;
      })
      .join("\n");
  }
  return revisions.map(({ id, revision, head, applied }) => {
    const words = [id];
    if (head) words.push("(head)");
    if (revision === undefined) {
      words.push(
        applied === undefined ? "(no file)" : `(no file; applied ${appliedText(applied)})`,
      );
    }
    return `${words.join(" ")}\n`;
  }).join("");
}

/** How a revision was applied: when, by whom, from which commit. */
function appliedText({ at, who, commit, file }: PastEvent): string {
  const words = [`${at.slice(0, 16).replace("T", " ")} UTC`];
  if (who !== undefined) words.push(`by ${who}`);
  if (file !== undefined) words.push(`from ${file}`);
  if (commit !== undefined) words.push(`at commit ${commit.slice(0, 12)}`);
  return words.join(" ");
}

/** What was done to a database, an event a line. */
export function eventsText({ events }: EventsReport): string {
  return events.map((item) => {
    const { event, direction, revision = "base", error } = item;
    const plain = event === "finished" || event === "healed";
    // What a person stopped has not failed.
    const word = event === "failed" && error?.startsWith("run/aborted:") ? "stopped" : event;
    const what = plain ? direction : `${direction} ${word}`;
    const why = error === undefined ? "" : `: ${error.split("\n", 1)[0]}`;
    return `${what} ${revision}, ${appliedText(item)}${why}\n`;
  }).join("");
}

/** What there is to say of rows in the version table that no file belongs to. */
export function unknownTalk(rows: readonly string[]): string {
  if (rows.length === 0) return "";
  const names = rows.map((row) => `"${row}"`).join(", ");
  return [
    `The version table holds ${names}, for which there is no file here`,
    'next: check out the branch that has the file, or write it again: "retort restore ' +
    `${rows[0]}"`,
  ].join("\n");
}

/** Whether `check` found nothing to do. */
export function isClean({ pending, unknown, changes, bundle, against }: CheckReport): boolean {
  const heads = against?.heads ?? [];
  return pending.length + unknown.length + changes.length + heads.length === 0 &&
    bundle === undefined;
}

/** What `check` found, and what to do about it. */
export function checkText(report: CheckReport): string {
  const { target, exists, pending, unknown, changes, questions, stale } = report;
  const lines: string[] = [];
  if (!exists) lines.push(`${target} does not exist yet`);
  if (unknown.length > 0) {
    lines.push(`${target} stands at ${unknown.join(", ")}, for which there is no file`);
    lines.push(
      'next: restore the file, or correct the version table with "retort stamp --purge REVISION"',
    );
  } else if (pending.length > 0) {
    lines.push(`${target} lacks ${pending.length} of the revisions: ${pending.join(", ")}`);
    lines.push(upgradeNext(report));
  } else if (changes.length > 0) {
    lines.push(`The models and ${target} differ:`, ...changes.map((change) => `  ${change}`));
    lines.push(...questions.map(({ noun, from, candidates }) => {
      const names = candidates.map(({ to }) => to).join(" or ");
      return `${noun} ${from} may have been renamed to ${names}; autogenerate asks`;
    }));
    lines.push('next: run "retort revision --autogenerate -m …"');
  } else {
    lines.push(`The models and ${target} agree`);
  }
  lines.push(...leftAlone(report));
  if (stale.length > 0) {
    const were = stale.length > 1 ? "were" : "was";
    lines.push(`${stale.join(", ")} ${were} changed since "retort verify" wrote the verdict there`);
  }
  if (report.bundle) lines.push(...bundleLines(report.bundle));
  if (report.against) lines.push(...againstLines(report.against));
  return lines.map((line) => `${line}\n`).join("");
}

/** What is not up to date in a bundle. */
export function bundleLines(
  { path, missing, changed, gone }: StaleBundle,
  command = "retort bundle",
): readonly string[] {
  const lines = Object.entries({
    lacks: missing,
    "has changed since:": changed,
    "no file for": gone,
  })
    .flatMap(([what, ids]) => ids.length === 0 ? [] : [`  ${what} ${ids.join(", ")}`]);
  return [`${path} is not as the revisions are:`, ...lines, `next: run "${command}"`];
}

/** What `merge` says besides the path. */
export function mergeTalk({ merges }: MergeReport): string {
  return `It follows ${merges.join(" and ")}`;
}

/** What `revision` says besides the path. */
export function revisionTalk(
  report: RevisionReport,
  { autogenerate }: { readonly autogenerate: boolean },
): string {
  const { path, changes, lossy } = report;
  const lines = changes.map((change) => `  ${change}`);
  if (autogenerate && path === undefined) lines.push("Nothing differs: no revision was written");
  if (lossy.length > 0) {
    lines.push("These destroy data when they run; correct the file if they are not meant:");
    lines.push(...lossy.map((change) => `  ${change}`));
  }
  return [...lines, ...leftAlone(report)].join("\n");
}

/** What is nobody's, and what differs for good. */
function leftAlone(
  { unmanaged, unchangeable, opaque, unverified, notes }: Pick<
    CheckReport,
    "unmanaged" | "unchangeable" | "opaque" | "unverified" | "notes"
  >,
): readonly string[] {
  const lines = unchangeable.map((item) => `No op can change ${objectWords(item)}: ${item.what}`);
  if (opaque.length > 0) {
    const why = "SQL in a revision may have changed it; op.execute with effects says how";
    lines.push(`Not compared: ${opaque.join(", ")}: ${why}`);
  }
  if (unverified.length > 0) {
    lines.push("Not verified, compared by text: no server said how it spells");
    lines.push(...unverified.map((item) => `  ${expressionWords(item)}`));
  }
  lines.push(...notes.map((note) => `note: ${note}`));
  if (unmanaged.length === 0) return lines;
  const names = unmanaged.map(objectWords);
  return [...lines, `Left alone, in no model and no revision: ${names.join(", ")}`];
}

/** `check ck_age on users: age > 0`. */
function expressionWords(
  { noun, name, table, schema, expression }: CheckReport["unverified"][number],
): string {
  const owner = schema === undefined ? table : `${schema}.${table}`;
  const words = noun === "computed" ? "computed column" : noun;
  return `${words}${name === undefined ? "" : ` ${name}`} on ${owner}: ${expression}`;
}

/** All about a revision. */
export function block(revision: RevisionInfo): string {
  const { id, down, dependsOn, branches, children, message, createDate, path } = revision;
  const marks = [
    revision.isHead ? "(head)" : "",
    revision.isBranchPoint ? "(branchpoint)" : "",
    revision.isMergePoint ? "(mergepoint)" : "",
    revision.isCurrent ? "(current)" : "",
  ].filter((mark) => mark !== "");
  const lines = [["Rev:", id, ...marks].join(" ")];
  lines.push(down.length > 1 ? `Merges: ${down.join(", ")}` : `Parent: ${down[0] ?? "<base>"}`);
  if (dependsOn.length > 0) lines.push(`Depends on: ${dependsOn.join(", ")}`);
  if (revision.isBranchPoint) lines.push(`Branches into: ${children.join(", ")}`);
  if (branches.length > 0) lines.push(`Branch labels: ${branches.join(", ")}`);
  if (path !== undefined) lines.push(`Path: ${path}`);
  if (createDate !== undefined) lines.push(`Create date: ${createDate}`);
  if (revision.verified !== undefined) lines.push(`Verified: ${revision.verified}`);
  if (message !== undefined && message !== "") lines.push("", `    ${message}`);
  return lines.map((line) => `${line}\n`).join("");
}
