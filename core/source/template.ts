/**
 * The text of new revision files.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Op } from "../ops/mod.ts";
import type { Header } from "./header.ts";
import { quote } from "./code.ts";
import { datePartsIn, isoDateIn } from "./dates.ts";
import type { ItemRenderer } from "./render_item.ts";
import { Imports } from "./imports.ts";
import { printMigration } from "./print.ts";

/**
 * The template that `init` writes to `revision.ts.template`.
 *
 * Tokens: `{{message}}`, `{{id}}`, `{{revises}}`, `{{date}}` and, as a line of its own where there
 * are any, `{{answers}}` for the docstring; `{{imports}}`,
 * `{{revision}}`, `{{downRevision}}`, `{{branchLabels}}`, `{{dependsOn}}`, `{{upgrade}}` and
 * `{{downgrade}}` for the code.
 */
export const defaultTemplate: string = `/**
 * {{message}}
 *
 * Revision ID: {{id}}
 * Revises: {{revises}}
 * Create Date: {{date}}{{answers}}
 */
{{imports}}

export const revision = {{revision}};
export const downRevision = {{downRevision}};
export const branchLabels = {{branchLabels}};
export const dependsOn = {{dependsOn}};

{{upgrade}}
{{downgrade}}
`;

/** The ops of one direction; lists by the name of a database where a project has several. */
export type OpsToWrite = readonly Op[] | Readonly<Record<string, readonly Op[]>>;

/** What a new revision file is made of. */
export interface RevisionDraft extends Header {
  /** When it is made. */
  readonly date: Date;
  /** The ops that apply it. */
  readonly upgrade: OpsToWrite;
  /** The ops that undo it; absent: `downgrade` is left out, and derived when it is needed. */
  readonly downgrade?: OpsToWrite;
  /** What was answered when it was made: `rename users.name=users.full_name`. */
  readonly answers?: readonly string[];
}

/** How {@link writeRevision} writes. */
export interface WriteOptions {
  /** The text with tokens; {@link defaultTemplate} unless told. */
  readonly template?: string;
  /** The time zone of the date, as in `Europe/Berlin`; UTC unless told. */
  readonly timezone?: string;
  /** Gives code of its own for what is written. */
  readonly renderItem?: ItemRenderer;
}

/**
 * The text of a revision file.
 *
 * ```ts
 * import { writeRevision } from "@retort/core/source";
 *
 * writeRevision({
 *   revision: "27c6a30d7c24",
 *   down: [],
 *   dependsOn: [],
 *   labels: [],
 *   message: "create users",
 *   date: new Date(0),
 *   upgrade: [],
 *   downgrade: [],
 * });
 * ```
 *
 * @throws {RetortError} `source/bad-template` for a token that there isn't.
 */
export function writeRevision(
  draft: RevisionDraft,
  options: WriteOptions = {},
): string {
  const { template = defaultTemplate, timezone, renderItem } = options;
  const imports = new Imports({ renderItem });
  const upgrade = printMigration(draft.upgrade, "upgrade", imports);
  const downgrade = draft.downgrade && printMigration(draft.downgrade, "downgrade", imports);
  // Who writes ops by hand finds what they are built with.
  if (imports.names().length === 0) imports.use("op");
  const tokens: Readonly<Record<string, string>> = {
    message: commentText(draft.message) || "empty message",
    id: draft.revision,
    revises: draft.down.join(", ") || "<base>",
    date: isoDateIn(draft.date, timezone),
    answers: answersLine(draft.answers ?? []),
    imports: imports.lines().join("\n"),
    revision: quote(draft.revision),
    downRevision: downRevision(draft.down),
    branchLabels: strings(draft.labels),
    dependsOn: strings(draft.dependsOn),
    upgrade,
    downgrade: downgrade ?? "",
  };
  const filled = template.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const value = Object.hasOwn(tokens, name) ? tokens[name] : undefined;
    if (value !== undefined) return value;
    throw new RetortError("source/bad-template", { token: name, known: Object.keys(tokens) });
  });
  return filled.trimEnd() + "\n";
}

function downRevision(down: readonly string[]): string {
  const [only, ...more] = down;
  if (only === undefined) return "null";
  return more.length === 0 ? quote(only) : strings(down);
}

function answersLine(answers: readonly string[]): string {
  return answers.length === 0 ? "" : `\n * Answers: ${commentText(answers.join("; "))}`;
}

function strings(items: readonly string[]): string {
  return `[${items.map(quote).join(", ")}]`;
}

function commentText(text: string): string {
  return text.replaceAll("*/", "* /").split(/\r?\n/).map((line) => line.trimEnd()).join("\n * ");
}

/** A file name from a template with Alembic's tokens; `slug` comes from the message. */
export function fileNameOf(
  draft: Pick<RevisionDraft, "revision" | "message" | "date">,
  settings: {
    readonly fileTemplate: string;
    readonly truncateSlugLength: number;
    /** The time zone of the tokens; UTC unless told. */
    readonly timezone?: string;
  },
): string {
  const { date } = draft;
  const { year, month, day, hour, minute, second } = datePartsIn(date, settings.timezone);
  const two = (n: number): string => String(n).padStart(2, "0");
  const tokens: Readonly<Record<string, string>> = {
    rev: draft.revision,
    slug: slugOf(draft.message, settings.truncateSlugLength),
    epoch: String(Math.floor(date.getTime() / 1000)),
    year: String(year),
    month: two(month),
    day: two(day),
    hour: two(hour),
    minute: two(minute),
    second: two(second),
  };
  const name = settings.fileTemplate.replace(
    /%\((\w+)\)(?:\.?(\d*))[sd]/g,
    (_all, token: string, width: string) => {
      const value = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
      if (value === undefined) {
        throw new RetortError("source/bad-template", { token, known: Object.keys(tokens) });
      }
      return value.padStart(Number(width || 0), "0");
    },
  );
  return `${name.replace(/_+$/, "")}.ts`;
}

/** The message as part of a file name: lower case, `_` between words, cut at a word. */
export function slugOf(message: string, length: number): string {
  const words = message.toLowerCase().normalize("NFKC").match(/[\p{L}\p{N}]+/gu) ?? [];
  const slug = words.join("_");
  if (slug.length <= length) return slug;
  const cut = slug.slice(0, length);
  const last = cut.lastIndexOf("_");
  return slug[length] === "_" || last <= 0 ? cut : cut.slice(0, last);
}
