/**
 * What MariaDB or MySQL itself says of a database.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import { mysql } from "@retort/mysql";

type Row = Readonly<Record<string, string>>;

/** Everything that `SHOW CREATE` shows, retort's tables left out. */
export async function dumpOf(url: string): Promise<readonly string[]> {
  const db = await mysql.connect?.(url);
  if (!db) throw new Error("the dialect does not connect");
  try {
    const texts: string[] = [];
    for (const { noun = "", name = "" } of await objectsOf(db)) {
      const sql = `SHOW CREATE ${noun} ${mysql.writer.name(name)}`;
      const [row = {}] = await db.query<Row>({ sql });
      texts.push(settled(row[columns[noun] ?? "Create Table"] ?? ""));
    }
    return texts.sort();
  } finally {
    await db.close();
  }
}

const columns: Readonly<Record<string, string>> = {
  VIEW: "Create View",
  FUNCTION: "Create Function",
  PROCEDURE: "Create Procedure",
  TRIGGER: "SQL Original Statement",
};

/**
 * Without what is no difference: the next number, the schema that the views of a database name, the
 * what Aria does anyway, the
 * widths of whole numbers, which say nothing without ZEROFILL (but that of `tinyint(1)`, which the
 * inspection looks at), the order of keys, and blanks and words that routines and indexes may have or not.
 */
function settled(text: string): string {
  const plain = text.replace(/ AUTO_INCREMENT=\d+/, "").replace(/`retort_test_\w+`\./g, "")
    .replace(/ (?:PAGE_CHECKSUM|TRANSACTIONAL)=1/g, "")
    .replace(/\b((?:tiny|small|medium|big)?int)\(\d+\)(?! unsigned zerofill)/g, "$1");
  if (!plain.startsWith("CREATE TABLE")) {
    return plain.replace("(IN ", "(").replace(/\s+/g, " ")
      .replace(/ trigger .* for each row /i, (words) => words.toLowerCase());
  }
  const lines = plain.split("\n").map((line) => line.replace(/,$/, ""));
  const isKey = (line: string): boolean => /^ {2}(?:[A-Z]+ )*(?:KEY|CONSTRAINT) /.test(line);
  return [...lines.filter((line) => !isKey(line)), ...lines.filter(isKey).sort()].join("\n");
}

/** Events are not managed. */
async function objectsOf(db: Connection): Promise<readonly Row[]> {
  return await db.query<Row>({
    sql:
      `SELECT CASE TABLE_TYPE WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE'
  END AS noun, TABLE_NAME AS name FROM information_schema.TABLES
WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME NOT LIKE 'retort\\_%'
UNION ALL SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES
WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE')
UNION ALL SELECT 'TRIGGER', TRIGGER_NAME FROM information_schema.TRIGGERS
WHERE TRIGGER_SCHEMA = DATABASE()`,
  });
}
