/**
 * Drift for people.
 *
 * @module
 */
import type { DriftedObject, HealReport, StatusReport } from "@retort/core/commands";
import { displayName } from "@retort/core/schema";
import { count, shellWord } from "@retort/core/errors";
import { objectWords } from "./nouns.ts";
import { halfLines, missingTalk, stand, upgradeNext } from "./text.ts";

const states = {
  missing: "recorded, missing live",
  extra: "live, not recorded",
  changed: "other than recorded",
} as const;

/** What `status` found: where the database stands, and what is other than it was recorded. */
export function statusText(report: StatusReport): string {
  const { target, exists, rows, drift, edits, code, half, lock } = report;
  if (!exists) return `${missingTalk(report)}\n${upgradeNext(report)}\n`;
  const lines = [`${target} is at ${stand(rows)}${standing(report)}`];
  if (lock) {
    const gone = lock.alive === false ? "; its session is gone, so the next run takes over" : "";
    lines.push(`${lock.holder} has had the lock since ${lock.since}${gone}`);
  }
  lines.push(...redundantLines(report), ...half.flatMap(halfLines));
  lines.push(...edits.map(({ revision }) => `${revision} was edited after it was applied`));
  lines.push(...code.map((id) => `${id} was edited; its ops are the same, its code may not be`));
  lines.push(...drift.flatMap(objectLines), ...recordLines(report));
  return [...lines, ...nextLines(report)].map((line) => `${line}\n`).join("");
}

function redundantLines({ rows, redundant = [] }: StatusReport): readonly string[] {
  if (redundant.length === 0) return [];
  const others = rows.filter((row) => !redundant.includes(row)).join(" ");
  return [
    `The version table is redundant: what others of its rows include is ${redundant.join(", ")}`,
    `next: "retort stamp --purge ${others}" corrects it`,
  ];
}

function standing({ pending, unknown }: StatusReport): string {
  const words = [
    ...(unknown.length > 0 ? [`no file for ${unknown.join(", ")}`] : []),
    // What a revision without a file follows, and so what is pending, nobody can tell.
    ...(pending.length > 0 && unknown.length === 0
      ? [`${count(pending.length, "revision")} pending`]
      : []),
  ];
  return words.length === 0 ? "" : `, ${words.join(", ")}`;
}

function objectLines({ object, state, recorded, live }: DriftedObject): readonly string[] {
  const indented = (text: string): string => text.replaceAll("\n", "\n            ");
  return [
    `${object}: ${states[state]}`,
    ...(recorded === undefined ? [] : [`  recorded: ${indented(recorded)}`]),
    ...(live === undefined ? [] : [`  live:     ${indented(live)}`]),
  ];
}

/** What can't be told, and why. */
function recordLines(
  { record, rows, left, unknown, redundant, half, unseen = [] }: StatusReport,
): readonly string[] {
  const next = unknown.length > 0 || redundant || half.length > 0
    ? []
    : [`next: "retort stamp ${rowsOf(rows)}" records it now, as it is`];
  switch (record.state) {
    case "current":
      return unseen.length === 0
        ? []
        : [`Nothing can be told of what this user may not see: ${unseen.join(", ")}`];
    case "off":
      return ["The schema is not recorded: record_schema is off"];
    case "absent":
      return [
        "The schema is not recorded yet, so drift cannot be told; the next run records it",
        ...next,
      ];
    case "stale":
      return [
        `The schema was recorded at ${
          stand(record.rows ?? [])
        }, and something else than retort has ` +
        `moved the database${left ? ` from ${stand(left)}` : ""}; the next run records it anew`,
        ...next,
      ];
  }
}

function rowsOf(rows: readonly string[]): string {
  return rows.length === 0 ? "base" : rows.join(" ");
}

function nextLines(
  { drift, edits, half, pending, rows, unknown }: StatusReport,
): readonly string[] {
  // What the committed steps have changed is no drift, and nothing to bring back.
  if (half.length > 0) return ['next: "retort repair" shows the ways on'];
  const [first] = drift;
  const lines: string[] = [];
  if (first) {
    const heal = drift.length === 1 ? `retort heal --only ${shellWord(first.name)}` : "retort heal";
    lines.push(
      `next: "${heal}" brings back what is recorded`,
      'next: "retort revision --adopt-drift -m …" writes a revision of what is there',
      ...unknown.length > 0
        ? []
        : [`next: "retort stamp ${rowsOf(rows)}" records what is there, without a revision`],
    );
  }
  if (edits.length > 0) lines.push('next: "retort repair" shows the edits and ways on');
  const [gone] = unknown;
  if (gone !== undefined) {
    lines.push(
      `next: check out the branch that has the file, or write it again: "retort restore ${gone}"`,
    );
  } else if (pending.length > 0 && drift.length + edits.length === 0) {
    lines.push('next: run "retort upgrade heads"');
  }
  return lines;
}

/** What is there and belongs to no revision. */
export function unmanagedTalk(
  { unmanaged, half }: Pick<StatusReport, "unmanaged" | "half">,
): string {
  // Of what a revision has made that stopped half-way, the schema of the revisions knows nothing.
  if (unmanaged.length === 0 || half.length > 0) return "";
  const names = unmanaged.map(({ noun, ...name }) =>
    noun === "table" ? `table ${displayName(name)}` : objectWords({ noun, ...name })
  );
  return `left alone, as no revision made ${names.length > 1 ? "them" : "it"}: ${names.join(", ")}`;
}

/** What `heal` did. */
export function healText({ target, changes, left, unchangeable }: HealReport): string {
  const lines = changes.length === 0
    ? []
    : [`${target}: healed`, ...changes.map((op) => `  ${op}`)];
  lines.push(
    ...unchangeable.map(({ noun, what, ...name }) =>
      `${noun} ${displayName(name)}: no op changes its ${what}`
    ),
  );
  if (left.length > 0) lines.push(`Still other than recorded: ${left.join(", ")}`);
  if (lines.length === 0) lines.push(`${target}: nothing is other than it was recorded`);
  return lines.map((line) => `${line}\n`).join("");
}
