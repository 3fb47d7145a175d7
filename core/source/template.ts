/**
 * The text of new revision files.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Op } from "../ops/mod.ts";
import type { Header } from "./header.ts";
import { quote } from "./code.ts";
import { Imports, printOps } from "./print.ts";

/**
 * The template that `init` writes to `revision.ts.template`.
 *
 * Tokens: `{{message}}`, `{{id}}`, `{{revises}}`, `{{date}}` for the docstring; `{{imports}}`,
 * `{{revision}}`, `{{downRevision}}`, `{{branchLabels}}`, `{{dependsOn}}`, `{{upgrade}}` and
 * `{{downgrade}}` for the code.
 */
export const defaultTemplate: string = `/**
 * {{message}}
 *
 * Revision ID: {{id}}
 * Revises: {{revises}}
 * Create Date: {{date}}
 */
{{imports}}

export const revision = {{revision}};
export const downRevision = {{downRevision}};
export const branchLabels = {{branchLabels}};
export const dependsOn = {{dependsOn}};

{{upgrade}}
{{downgrade}}
`;

/** What a new revision file is made of. */
export interface RevisionDraft extends Header {
  /** When it is made. */
  readonly date: Date;
  /** The ops that apply it. */
  readonly upgrade: readonly Op[];
  /** The ops that undo it; absent: `downgrade` is left out, and derived when it is needed. */
  readonly downgrade?: readonly Op[];
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
export function writeRevision(draft: RevisionDraft, template: string = defaultTemplate): string {
  const imports = new Imports();
  imports.use("op");
  const upgrade = printOps(draft.upgrade, "upgrade", imports);
  const downgrade = draft.downgrade && printOps(draft.downgrade, "downgrade", imports);
  const tokens: Readonly<Record<string, string>> = {
    message: commentText(draft.message) || "empty message",
    id: draft.revision,
    revises: draft.down.join(", ") || "<base>",
    date: draft.date.toISOString().replace(/\.\d+Z$/, "Z"),
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

function strings(items: readonly string[]): string {
  return `[${items.map(quote).join(", ")}]`;
}

function commentText(text: string): string {
  return text.replaceAll("*/", "* /").split(/\r?\n/).map((line) => line.trimEnd()).join("\n * ");
}

/** A file name from a template with Alembic's tokens; `slug` comes from the message. */
export function fileNameOf(
  draft: Pick<RevisionDraft, "revision" | "message" | "date">,
  settings: { readonly fileTemplate: string; readonly truncateSlugLength: number },
): string {
  const { date } = draft;
  const two = (n: number): string => String(n).padStart(2, "0");
  const tokens: Readonly<Record<string, string>> = {
    rev: draft.revision,
    slug: slugOf(draft.message, settings.truncateSlugLength),
    epoch: String(Math.floor(date.getTime() / 1000)),
    year: String(date.getUTCFullYear()),
    month: two(date.getUTCMonth() + 1),
    day: two(date.getUTCDate()),
    hour: two(date.getUTCHours()),
    minute: two(date.getUTCMinutes()),
    second: two(date.getUTCSeconds()),
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
