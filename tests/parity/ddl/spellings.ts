/**
 * Spellings that mean the same to the server, each with its reason.
 *
 * @module
 */
import type { Token } from "./tokens.ts";

/** Two ways to write one thing. */
interface Spelling {
  /** The dialects in which they are the same; absent: all. */
  readonly on?: RegExp;
  /** One way, in tokens joined by blanks. */
  readonly from: RegExp;
  /** The way it is compared by. */
  readonly to: string;
  /** Why they are the same. */
  readonly reason: string;
}

const mysql = /^(?:mysql|mariadb)$/;

/** All of them, tried in this order. */
export const spellings: readonly Spelling[] = [
  { from: /\bdecimal \(/g, to: "numeric (", reason: "DECIMAL and NUMERIC are one type" },
  {
    on: /^postgresql$/,
    from: /\btimestamp( \( \d+ \))? without time zone/g,
    to: "timestamp$1",
    reason: "TIMESTAMP is without time zone",
  },
  {
    on: /^postgresql$/,
    from: /\btime( \( \d+ \))? without time zone/g,
    to: "time$1",
    reason: "TIME is without time zone",
  },
  {
    on: /^(?:postgresql|oracle|mssql)$/,
    from: /\bfloat\b(?! \()/g,
    to: "double precision",
    reason: "FLOAT without a precision is a double",
  },
  {
    on: /^sqlite$/,
    from: /\b(?:float|double precision|double)\b/g,
    to: "real",
    reason: "SQLite has one floating point type; the words give the same affinity",
  },
  { on: mysql, from: /\bbool\b/g, to: "boolean", reason: "both mean TINYINT(1)" },
  {
    on: mysql,
    from: /\b((?:tiny|small|big)?int(?:eger)?) \( \d+ \)/g,
    to: "$1",
    reason: "the display width of an integer has no effect, and MySQL 8 warns about it",
  },
  {
    on: /^postgresql$/,
    from: /^(alter table \S+(?: \. \S+)?) rename (?!to |column )/g,
    to: "$1 rename column ",
    reason: "COLUMN may be left away",
  },
  {
    on: /^postgresql$/,
    from: /(alter column \S+) set data type /g,
    to: "$1 type ",
    reason: "SET DATA may be left away",
  },
  {
    on: /^sqlite$/,
    from: /default \( (current_(?:timestamp|date|time)) \)/g,
    to: "default $1",
    reason: "the parentheses around CURRENT_TIMESTAMP may be left away",
  },
  {
    on: mysql,
    from: /(generated always as \(.*?\)) virtual/g,
    to: "$1",
    reason: "a computed column is VIRTUAL unless it says STORED",
  },
  {
    on: mysql,
    from: /\bchange (\S+) \1 /g,
    to: "modify $1 ",
    reason: "CHANGE to the same name is MODIFY",
  },
  {
    on: /^oracle$/,
    from: /\bvarchar \(/g,
    to: "varchar2 (",
    reason: "VARCHAR is another word for VARCHAR2",
  },
  {
    on: /^mssql$/,
    from: /^declare @const_name varchar \( 256 \)/g,
    to: "declare @const_name nvarchar ( max )",
    reason: "a quoted name may have more than 256 characters, and any of Unicode",
  },
  { on: /^mssql$/, from: /^execute /g, to: "exec ", reason: "EXEC is short for EXECUTE" },
  {
    on: mysql,
    from: /^alter table (\S+(?: \. \S+)?) rename (?:to )?(\S+(?: \. \S+)?)$/g,
    to: "rename table $1 to $2",
    reason: "both rename a table, and only the name may differ",
  },
];

/** The tokens in the spelling that is compared. */
export function respell(tokens: readonly Token[], dialect: string): readonly Token[] {
  const texts: string[] = [];
  // Text and quoted names are no spelling; a private sign and a number stand for each.
  const hidden = tokens.map((token) => {
    if (!/^[nN]?'|^"/.test(token)) return token;
    texts.push(token);
    return `\ue000${texts.length - 1}\ue000`;
  });
  let line = hidden.join(" ");
  for (const { on, from, to } of spellings) {
    if (!on || on.test(dialect)) line = line.replaceAll(from, to);
  }
  return line.split(" ").filter((token) => token !== "").map((token) => {
    const index = /^\ue000(\d+)\ue000$/.exec(token)?.[1];
    return index === undefined ? token : texts[Number(index)] ?? token;
  });
}
