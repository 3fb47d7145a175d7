/**
 * Reading what `alembic upgrade --sql` and `downgrade --sql` print.
 *
 * @module
 */
import { scriptStatements, type ScriptStyle } from "./statements.ts";

/** A statement of a script. */
export interface ScriptStatement {
  /** Its text, without what ends it. */
  readonly sql: string;
  /** Whether it stood outside of a transaction. */
  readonly autocommit: boolean;
}

/** What a script says of one step. */
export interface ScriptSection {
  /** The direction. */
  readonly direction: "upgrade" | "downgrade";
  /** The revision. */
  readonly revision: string;
  /** What is run, without Alembic's own writes to its version table. */
  readonly statements: readonly ScriptStatement[];
  /**
   * Whether it is there to its end, which is where Alembic writes its version table; a run that failed
   * ends in the middle of a step.
   */
  readonly whole: boolean;
}

/** How {@link scriptSections} reads. */
export interface SectionOptions extends ScriptStyle {
  /** The revisions before each one, by its id; a line that names others is not one of Alembic's. */
  readonly down: ReadonlyMap<string, readonly string[]>;
  /** The name of the version table. */
  readonly versionTable: string;
}

const marker = /^-- Running (?<direction>upgrade|downgrade) (?<from>.*?) ?-> ?(?<to>.*)$/gm;
const begins = /^(?:BEGIN|START TRANSACTION)$/i;

/**
 * The steps of a script, each with its statements; `BEGIN`, `COMMIT` and what writes the version table
 * are taken out.
 */
export function scriptSections(
  script: string,
  options: SectionOptions,
): readonly ScriptSection[] {
  const text = script.replaceAll("\r\n", "\n");
  const starts = [...text.matchAll(marker)].flatMap((match) => {
    const direction: ScriptSection["direction"] = match.groups?.["direction"] === "upgrade"
      ? "upgrade"
      : "downgrade";
    const [from = "", to = ""] = [match.groups?.["from"], match.groups?.["to"]];
    const [revision, others] = direction === "upgrade" ? [to, from] : [from, to];
    const down = options.down.get(revision);
    if (down === undefined || !sameSet(down, others)) return [];
    return [{ at: match.index, body: match.index + match[0].length, direction, revision }];
  });
  const pieces = [0, ...starts.map(({ body }) => body)].map((from, index) =>
    scriptStatements(text.slice(from, starts[index]?.at ?? text.length), options)
  );
  const transactional = pieces.flat().some((sql) => begins.test(sql));
  let open = false;
  const found = pieces.map((piece) => {
    const statements: ScriptStatement[] = [];
    let whole = false;
    for (const sql of piece) {
      if (begins.test(sql)) open = true;
      else if (/^COMMIT$/i.test(sql)) open = false;
      else if (writesVersion(sql, options.versionTable)) whole = true;
      else statements.push({ sql, autocommit: transactional && !open });
    }
    return { statements, whole };
  });
  return starts.map(({ direction, revision }, index) => {
    // What stands before the first step belongs to none.
    const { statements = [], whole = false } = found[index + 1] ?? {};
    return { direction, revision, statements, whole };
  });
}

function sameSet(ids: readonly string[], text: string): boolean {
  const named = text.split(",").map((id) => id.trim()).filter(Boolean);
  return named.length === ids.length && named.every((id) => ids.includes(id));
}

/** Whether a statement is one of those by which Alembic keeps its version table. */
function writesVersion(sql: string, table: string): boolean {
  const found =
    /^(?:CREATE TABLE|DROP TABLE|INSERT INTO|UPDATE|DELETE FROM)\s+(?:[`"[]?[\w$]+[`"\]]?\.)?[`"[]?(?<name>[^\s`"\]]+)[`"\]]?/i
      .exec(sql)?.groups?.["name"];
  return found?.toLowerCase() === table.toLowerCase();
}
