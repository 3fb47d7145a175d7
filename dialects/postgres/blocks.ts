/**
 * PL/pgSQL blocks, for what one statement of SQL can't decide.
 *
 * @module
 */
import { writer } from "./writer.ts";

/** An anonymous block around a body, quoted by a tag that the body doesn't hold. */
export function block(body: string): string {
  let tag = "retort";
  while (body.includes(`$${tag}$`)) tag += "_";
  return `DO $${tag}$ BEGIN\n${body}\nEND $${tag}$`;
}

/** A statement that does nothing where what it creates is there already. */
export function unlessThere(sql: string, error: "duplicate_object" | "duplicate_table"): string {
  // A comment at its end would take the semicolon with it.
  const closed = sql.includes("--") ? `${sql}\n;` : `${sql};`;
  return block(`${closed}\nEXCEPTION WHEN ${error} THEN NULL;`);
}

/** A statement that fails with a message where a query finds a row. */
export function failWhere(query: string, message: string): string {
  const raise = `RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = ${
    writer.literal(message)
  };`;
  return block(`IF EXISTS (${query}) THEN\n  ${raise}\nEND IF;`);
}
