/**
 * What SQL destroys, where it says so plainly.
 *
 * @module
 */
import { dropColumn, dropTable, type Op } from "../../ops/mod.ts";

const name = String.raw`(?:"(?:[^"]|"")+"|\`[^\`]+\`|[\w$]+)`;
const place = String.raw`(?:(?<schema>${name})\.)?(?<table>${name})`;
const dropsTable = new RegExp(String.raw`^DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?${place}$`, "i");
const dropsColumn = new RegExp(
  String.raw`^ALTER\s+TABLE\s+${place}\s+DROP\s+COLUMN\s+(?:IF\s+EXISTS\s+)?(?<column>${name})$`,
  "i",
);
const renames = new RegExp(String.raw`^ALTER\s+TABLE\s+.*\sRENAME\s+TO\s+(?<to>${name})$`, "is");

/**
 * For each statement what it destroys, as an op; nothing for all others, whose effects are found by
 * their first words. A table that is dropped so that another takes its name is only moved.
 */
export function destroyedBy(statements: readonly string[]): readonly (Op | undefined)[] {
  const moved = new Set(statements.map((sql) => unquote(renames.exec(sql)?.groups?.["to"] ?? "")));
  return statements.map((sql) => {
    const found = dropsTable.exec(sql)?.groups ?? dropsColumn.exec(sql)?.groups;
    if (found === undefined) return undefined;
    const table = unquote(found["table"] ?? "");
    const schema = found["schema"] === undefined ? {} : { schema: unquote(found["schema"]) };
    const column = found["column"];
    if (column !== undefined) return dropColumn(table, unquote(column), schema);
    return moved.has(table) ? undefined : dropTable(table, schema);
  });
}

function unquote(text: string): string {
  if (text.startsWith('"')) return text.slice(1, -1).replaceAll('""', '"');
  return text.startsWith("`") ? text.slice(1, -1) : text;
}
