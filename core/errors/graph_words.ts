/**
 * The words for errors about revisions and references to them.
 *
 * @module
 */
import { type Catalog, count, didYouMean, list } from "./catalog.ts";
import type { GraphErrors } from "./graph.ts";

type Candidate = GraphErrors["graph/multiple-heads"]["heads"][number];

function describe({ revision, labels }: Candidate): string {
  return labels.length === 0 ? `"${revision}"` : `"${revision}" (${labels.join(", ")})`;
}

function sentence(candidates: readonly Candidate[]): string {
  const words = candidates.map(describe);
  const last = words.pop();
  return words.length === 0 ? last ?? "nothing" : `${words.join(", ")} and ${last}`;
}

/** `"ae1@head"` or `"label@head"` for the first candidate: something that can be typed. */
function oneOf(candidates: readonly Candidate[]): string {
  const labelled = candidates.find((candidate) => candidate.labels.length > 0);
  const [first] = candidates;
  const typed = labelled === undefined ? first?.revision : `${labelled.labels[0]}@head`;
  return typed === undefined ? "" : `, as in "${typed}"`;
}

const referenceErrors = {
  "graph/unknown-revision": {
    exit: 1,
    message: ({ reference }) => `No revision or branch is called "${reference}"`,
    hint: ({ similar }) => didYouMean(similar, '"retort history" lists all revisions'),
  },
  "graph/unknown-branch": {
    exit: 1,
    message: ({ branch }) => `No branch is called "${branch}"`,
    hint: ({ similar }) => didYouMean(similar, '"retort heads --verbose" lists the branch labels'),
  },
  "graph/ambiguous-prefix": {
    exit: 1,
    message: ({ reference, candidates }) =>
      `Several revisions start with "${reference}": ${list(candidates)}`,
    hint: () => "type more characters of the one you mean",
  },
  "graph/number": {
    exit: 2,
    message: ({ reference, revision }) =>
      `"${reference}" may be a number of steps, or the beginning of revision "${revision}"`,
    hint: ({ revision, steps }) => `type "${steps}" for the steps, "${revision}" for the revision`,
  },
  "graph/not-in-branch": {
    exit: 1,
    message: ({ revision, branch }) => `Revision "${revision}" is not part of branch "${branch}"`,
    hint: ({ revision }) => `type "${revision}" without the branch`,
  },
  "graph/multiple-heads": {
    exit: 1,
    message: ({ reference, heads }) =>
      `"${reference}" is not one revision: there are ${heads.length} heads, ${sentence(heads)}`,
    hint: ({ heads, flag }) => {
      const one = `name one of them${flag === undefined ? "" : ` with ${flag}`}${oneOf(heads)}`;
      const all = flag === undefined ? ', use "heads" for all' : "";
      return `${one}${all}, or join them with "retort merge heads"`;
    },
  },
  "graph/empty-reference": {
    exit: 1,
    message: ({ reference, part }) =>
      part === "reference"
        ? "An empty text names no revision"
        : `The ${part} is missing in "${reference}"`,
    hint: () => 'type a revision, "head", or "branch@head"',
  },
  "graph/range-not-allowed": {
    exit: 1,
    message: ({ reference }) => `"${reference}" is a range, and one revision is wanted here`,
    hint: () => 'type one side of it; ranges are for "history" and for "--sql"',
  },
  "graph/bad-range": {
    exit: 1,
    message: ({ range }) => `"${range}" is not a range of revisions`,
    hint: () => "type [start]:[end], [start]: or :[end]",
  },
  "graph/no-current": {
    exit: 1,
    message: ({ reference }) => `"${reference}" needs a database to say where it stands`,
    hint: () => "name a revision, or give a database with --url",
  },
} satisfies Partial<Catalog<GraphErrors>>;

const walkErrors = {
  "graph/not-an-ancestor": {
    exit: 1,
    message: ({ lower, upper }) => `Revision "${lower}" does not come before "${upper}"`,
    hint: () => 'give the older revision first, both of one branch; "retort history" shows them',
  },
  "graph/not-applied": {
    exit: 1,
    message: ({ revision, rows }) =>
      `Cannot downgrade to "${revision}": it is not applied, the database stands at ${
        rows.length === 0 ? "base" : list(rows)
      }`,
    hint: () => '"retort current" shows where it stands; "retort upgrade" goes the other way',
  },
  "graph/only-needed": {
    exit: 1,
    message: ({ revision, rows }) =>
      `Nothing above "${revision}" on its branch is applied; others depend on it: ${list(rows)}`,
    hint: () => "downgrade the branch that depends on it",
  },
  "graph/not-a-downgrade-target": {
    exit: 1,
    message: ({ reference, rows }) =>
      `"${reference}" leads to no branch on which the database stands (${list(rows)})`,
    hint: () => 'name a revision below those that "retort current" prints',
  },
  "graph/walked-too-far": {
    exit: 1,
    message: ({ reference, steps, possible, from, command }) =>
      steps === 0 || command !== undefined
        ? `"${reference}" moves by no step in that direction`
        : `"${reference}" asks for ${count(Math.abs(steps), "step")} ${
          steps < 0 ? "down" : "up"
        } from ${from}, and there ${possible === 1 ? "is" : "are"} ${
          possible === 0 ? "none" : `only ${possible}`
        }`,
    hint: ({ reference, steps, possible, command }) => {
      if (command !== undefined) return `"retort ${command} ${reference}" goes that way`;
      if (steps >= 0) return '"head" is the end of a branch; "retort history" shows the steps';
      return possible > 0 ? '"base" is all the way down' : '"retort current" shows where it is';
    },
  },
  "graph/ambiguous-walk": {
    exit: 1,
    message: ({ reference, at, candidates }) =>
      `"${reference}" can go several ways at ${at}: ${sentence(candidates)}`,
    // Not by a label: label@head is the end of its branch, and not the next step.
    hint: ({ candidates: [first] }) => `name the revision you want, as in "${first?.revision}"`,
  },
  "graph/ambiguous-start": {
    exit: 1,
    message: ({ reference, rows }) =>
      `"${reference}" has no one start: the database stands at ${sentence(rows)}`,
    hint: ({ rows: [first] }) =>
      `say which branch, as in "${first?.labels[0] ?? first?.revision ?? "branch"}@+1"`,
  },
  "graph/overlapping-revisions": {
    exit: 1,
    message: ({ revision, overlaps, where }) =>
      where === "database"
        ? `The version table is redundant: "${revision}" includes ${list(overlaps)}`
        : `Revision "${revision}" includes ${list(overlaps)}, which is asked for too`,
    hint: ({ revision, where }) =>
      where === "database"
        ? `correct the table with "retort stamp --purge ${revision}" and its other heads`
        : `leave out the older ones`,
  },
  "graph/unknown-row": {
    exit: 1,
    message: ({ row }) => `The database stands at "${row}", which has no file here`,
    hint: ({ row, similar }) =>
      didYouMean(
        similar,
        "check out the branch that has its file, write it again with " +
          `"retort restore ${row}", or set the table with "retort stamp --purge REVISION"`,
      ),
  },
} satisfies Partial<Catalog<GraphErrors>>;

const fileErrors = {
  "graph/duplicate-id": {
    exit: 1,
    message: ({ revision, paths }) => `Revision "${revision}" is defined twice: ${list(paths)}`,
    hint: () => "give one of them another id or delete it",
  },
  "graph/missing-parent": {
    exit: 1,
    message: ({ revision, parent, path, role }) =>
      `Revision "${revision}"${
        path === undefined ? "" : ` (${path})`
      } names "${parent}" as its ${role}, which does not exist`,
    hint: ({ parent, similar = [] }) =>
      didYouMean(
        similar,
        `correct the id, or write the file again with "retort restore ${parent}"`,
      ),
  },
  "graph/cycle": {
    exit: 1,
    message: ({ loop }) => `Revisions form a cycle: ${[...loop, loop[0]].join(" -> ")}`,
    hint: () => "correct downRevision or dependsOn in one of these files",
  },
  "graph/dependency-cycle": {
    exit: 1,
    message: ({ loop }) =>
      `Revisions form a cycle through dependsOn: ${[...loop, loop[0]].join(" -> ")}`,
    hint: () => "take one dependsOn out of these files",
  },
  "graph/self-loop": {
    exit: 1,
    message: ({ revision, role }) => `Revision "${revision}" names itself as its ${role}`,
    hint: ({ role }) => `correct ${role} in its file`,
  },
  "graph/label-taken": {
    exit: 1,
    message: ({ label, revision, owner }) =>
      `Branch label "${label}" of revision "${revision}" is taken by revision "${owner}"`,
    hint: () => "choose another branch label",
  },
  "graph/illegal-id": {
    exit: 1,
    message: ({ revision, characters }) =>
      characters.length === 0
        ? `${oneLine(revision)} cannot be the id of a revision`
        : `The id ${oneLine(revision)} holds ${list(characters)}, which ids cannot hold`,
    hint: () => "use letters, digits and _ in ids",
  },
  "graph/illegal-label": {
    exit: 1,
    message: ({ label, reason }) => `"${label}" cannot be a branch label: ${reason}`,
    hint: () => "use letters, digits and _ in branch labels",
  },
  "graph/id-taken": {
    exit: 1,
    message: ({ revision, path }) =>
      `The id "${revision}" is taken${path === undefined ? "" : ` by ${path}`}`,
    hint: () => "choose another --rev-id, or leave it out",
  },
  "graph/not-a-head": {
    exit: 1,
    message: ({ revision, children }) =>
      `Revision "${revision}" is not a head: ${list(children)} ${
        children.length === 1 ? "follows" : "follow"
      } it`,
    hint: () => "add --splice to start a new branch there",
  },
  "graph/duplicate-heads": {
    exit: 1,
    message: ({ revisions }) => `${list(revisions)} is named more than once`,
    hint: () => "name each revision once",
  },
  "graph/nothing-to-merge": {
    exit: 1,
    message: ({ revisions }) =>
      revisions.length === 0
        ? "There is nothing to merge: no revision is named"
        : `There is nothing to merge: ${list(revisions)} is the only revision named`,
    hint: () => 'name two revisions or more; "retort heads" lists the heads',
  },
} satisfies Partial<Catalog<GraphErrors>>;

/** The words for each error about the revision graph. */
export const graphErrors: Catalog<GraphErrors> = {
  ...referenceErrors,
  ...walkErrors,
  ...fileErrors,
};

/** A text between quotes, on one line. */
function oneLine(text: string): string {
  return /\p{C}/u.test(text) ? JSON.stringify(text) : `"${text}"`;
}
