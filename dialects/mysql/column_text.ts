/**
 * A column as it stands in CREATE TABLE, ADD and MODIFY.
 *
 * @module
 */
import { typeFor, unsupported, words } from "@retort/ansi";
import type { Column, Identity, Json, Type } from "@retort/core/schema";
import { defaultText, momentText } from "./defaults.ts";
import { checkedOptions, commentText, isMariaDb, productOf, wordOption } from "./flavour.ts";
import { isText, typeText } from "./type_system.ts";
import { isWide, writer } from "./writer.ts";

const options = ["charset", "onUpdate", "invisible", "srid"];

/** What a column's definition depends on. */
export interface ColumnSetting {
  /** The names of variants for the server. */
  readonly names: readonly string[];
  /** Whether NULL is said too: in MODIFY nothing shall be left to the server's settings. */
  readonly sayNull?: boolean;
}

/** A column as it stands in CREATE TABLE, ADD and MODIFY: the whole of it. */
export function columnDefinition(column: Column, setting: ColumnSetting): string {
  const { names } = setting;
  const { computed, identity, comment } = column;
  const type = typeFor(column.type, names);
  const own = checkedOptions(column, options, { names, what: `column "${column.name}"` });
  const charset = wordOption(own["charset"], { names, option: "charset" });
  if (identity) checkIdentity(identity, names);
  return words(
    writer.name(column.name),
    columnType(type, names),
    charset !== undefined && isText(type) && `CHARACTER SET ${charset}`,
    column.collation !== undefined && isText(type) && collationText(column.collation, names),
    computed && `GENERATED ALWAYS AS (${writer.text(computed.expression)})`,
    computed && (computed.stored ? "STORED" : "VIRTUAL"),
    nullability(column, { ...setting, type }),
    column.default !== undefined && `DEFAULT ${defaultText(column.default, type)}`,
    own["onUpdate"] !== undefined && onUpdate(String(own["onUpdate"]), { type, names }),
    own["srid"] !== undefined && srid(own["srid"], names),
    own["invisible"] === true && "INVISIBLE",
    identity && "AUTO_INCREMENT",
    comment !== undefined && comment !== "" && `COMMENT ${commentText(comment, names)}`,
  );
}

function srid(value: Json, names: readonly string[]): string {
  if (!isMariaDb(names)) return `SRID ${Number(value)}`;
  return unsupported("mariadb", `keep a column to SRID ${Number(value)}`, "add a check");
}

function columnType(type: Type, names: readonly string[]): string {
  const text = typeText(type, isMariaDb(names));
  if (!/^(?:ENUM|SET)\(/.test(text) || !isWide(text)) return text;
  // MySQL keeps them, but its catalog shows question marks, which differ from the words for ever.
  const what = `keep the words of ${text}`;
  return unsupported(productOf(names), what, "leave emoji and other rare characters away");
}

function collationText(name: string, names: readonly string[]): string {
  // All of them begin with their character set, or with the standard that they follow.
  if (/^(?:\w+_\w+|binary)$/.test(name)) return `COLLATE ${name.toLowerCase()}`;
  return unsupported(productOf(names), `collate by "${name}"`, 'say one such as "utf8mb4_bin"');
}

function nullability(column: Column, setting: ColumnSetting & { readonly type: Type }): string {
  if (!column.nullable) {
    if (column.computed === undefined || !isMariaDb(setting.names)) return "NOT NULL";
    const what = `make the computed column "${column.name}" NOT NULL`;
    return unsupported("mariadb", what, "leave notNull() away, or add a check");
  }
  if (column.computed) return "";
  // Old servers make a TIMESTAMP NOT NULL unless it says NULL.
  return setting.sayNull || /^timestamp/i.test(typeText(setting.type, false)) ? "NULL" : "";
}

function onUpdate(
  text: string,
  { type, names }: { readonly type: Type; readonly names: readonly string[] },
): string {
  const found = momentText(text, type);
  if (found !== undefined) return `ON UPDATE ${found}`;
  return unsupported(productOf(names), `update a column by "${text}"`, 'say "current_timestamp"');
}

function checkIdentity(identity: Identity, names: readonly string[]): void {
  const { increment = 1, minValue, maxValue, cache, cycle } = identity;
  if (increment !== 1) {
    const what = `number a column in steps of ${increment}`;
    unsupported(productOf(names), what, "leave increment away: the step is the server's setting");
  }
  if ([minValue, maxValue, cache, cycle].every((option) => option === undefined)) return;
  const what = "bound or cache the numbers of a column";
  unsupported(productOf(names), what, "leave minValue, maxValue, cache and cycle away");
}
