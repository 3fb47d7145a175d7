/**
 * All golden cases: by noun, then by the name of the file.
 *
 * @module
 */
import type { Cases } from "./case.ts";
import { columns } from "./columns.ts";
import { constraints } from "./constraints.ts";
import { data } from "./data.ts";
import { indexes } from "./indexes.ts";
import { tables } from "./tables.ts";

/** The cases of each noun. */
export const cases: Readonly<Record<string, Cases>> = {
  tables,
  columns,
  indexes,
  constraints,
  data,
};
