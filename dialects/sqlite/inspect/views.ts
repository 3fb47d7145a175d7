/**
 * Views from the CREATE VIEW text that SQLite stores.
 *
 * @module
 */
import { compact, sql, type Trigger, type View } from "@retort/core/schema";
import { Reader } from "../ddl_reader.ts";

/** The view that a stored CREATE VIEW describes. */
export function readCreateView(name: string, text: string, triggers: readonly Trigger[]): View {
  const reader = new Reader(text);
  reader.expect("CREATE");
  reader.expect("VIEW");
  reader.takes("IF", "NOT", "EXISTS");
  reader.name();
  if (reader.takes(".")) reader.name();
  const columns = reader.names();
  reader.expect("AS");
  return compact({
    name,
    query: sql.raw(reader.rest()),
    columns: columns.length > 0 ? columns : undefined,
    triggers: triggers.length > 0 ? triggers : undefined,
  });
}
