/**
 * All golden cases: by noun, then by the name of the file.
 *
 * @module
 */
import { batches, comments } from "./batches.ts";
import type { Cases } from "./case.ts";
import { columns } from "./columns.ts";
import { constraints } from "./constraints.ts";
import { data } from "./data.ts";
import { enums } from "./enums.ts";
import { indexes } from "./indexes.ts";
import { routines } from "./routines.ts";
import { schemas } from "./schemas.ts";
import { sequences } from "./sequences.ts";
import { tables } from "./tables.ts";
import { views } from "./views.ts";

/** The cases of each noun. */
export const cases: Readonly<Record<string, Cases>> = {
  tables: { ...tables, ...batches, ...comments },
  columns,
  indexes,
  constraints,
  enums,
  sequences,
  schemas,
  views,
  routines,
  data,
};
