/**
 * SQL as it may be run in a scratch database.
 *
 * @module
 */

/** A name with a database in front of it. */
const placed = "(?:`[^`]+`|\\w+)\\s*\\.\\s*(?:`[^`]+`|\\w+)";
/** Where a statement can begin: MariaDB runs what stands in some comments. */
const begin = "(?:^|;|\\*/|/\\*!\\d*)\\s*";
const nouns = "table|view|trigger|procedure|function|sequence|event";

/** What reaches other databases; on MariaDB and MySQL a schema is one, so names with one do, too. */
const reaching: Readonly<Record<string, readonly string[]>> = {
  mysql: [
    `${begin}(?:use\\s|(?:create|drop|alter)\\s+(?:database|schema)\\b)[^;\\n]*`,
    `${begin}(?:create|alter|rename|trunc\\w+)\\s[^;()]*?\\b(?:${nouns})\\s+` +
    `(?:if\\s+(?:not\\s+)?exists\\s+)?${placed}`,
    `${begin}drop\\s[^;()]*?${placed}`,
    `\\b(?:index\\s+(?:\`[^\`]+\`|\\w+)|insert|update|delete)\\s+on\\s+${placed}`,
    `${begin}(?:(?:insert|replace)\\s[^;()]*?\\binto|update|delete\\s+from)\\s+${placed}`,
    `\\breferences\\s+${placed}`,
  ],
  postgres: [
    "(?:^|;)\\s*(?:(?:create|drop|alter)\\s+(?:database|role|user|tablespace)\\b|\\\\c)[^;\\n]*",
  ],
  sqlite: ["(?:^|;)\\s*(?:attach|vacuum\\s+into)\\b[^;\\n]*"],
};

/** The statement that would reach what is no part of the scratch database. */
export function leaving(text: string, dialect: string): string | undefined {
  const bare = withoutWords(text);
  for (const pattern of reaching[dialect] ?? []) {
    const found = new RegExp(pattern, "im").exec(bare)?.[0];
    if (found !== undefined) return found.replace(/^(?:;|\*\/|\/\*!\d*|\s)+/, "").trim();
  }
  return undefined;
}

/** The text without what stands in quotes and comments: a name in them reaches nothing. */
function withoutWords(text: string): string {
  return text.replace(
    /'(?:[^'\\]|\\.|'')*'|--[^\n]*|\/\*(?!!)[^]*?\*\//g,
    (part) => part.startsWith("'") ? "''" : "",
  );
}

const switching = /^delimiter[ \t]+(\S+)[ \t]*$/i;

/**
 * The text in pieces that each can be sent, without what only command lines understand: `DELIMITER`
 * of MariaDB's and MySQL's, and `\restrict` that stands in dumps of PostgreSQL.
 */
export function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let [lines, end]: [string[], string] = [[], ";"];
  const flush = (): void => {
    const part = lines.join("\n");
    // A dialect parts statements at semicolons itself, so only other ends are looked for.
    found.push(...(end === ";" ? [part] : part.split(end)));
    lines = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const next = switching.exec(line)?.[1];
    if (next !== undefined) {
      flush();
      end = next;
    } else if (!/^\\(?:un)?restrict\b/.test(line)) lines.push(line);
  }
  flush();
  return found.filter((part) => part.trim() !== "");
}
