/**
 * Whether policies of a table are asked at all.
 *
 * @module
 */
import type { Scope } from "@retort/core/dialect";
import type { RunDatabase } from "@retort/core/ops";
import {
  addPluginObject,
  defineOp,
  type OpBuilder,
  removePluginObject,
  touchesPluginObject,
} from "@retort/core/plugin";
import { compact, displayName, type PluginObject, pluginObject, sql } from "@retort/core/schema";

/** How policies of a table are asked. */
export interface RowSecurityData {
  /** Whether its owner is bound by them too. */
  readonly force?: true;
}

/** What can be said of it. */
export interface RowSecurityOptions {
  /** The schema of the table; absent: the default one. */
  readonly schema?: string;
  /** Whether the owner of the table is bound by its policies too. */
  readonly force?: boolean;
}

/** That policies of a table are asked. */
export interface RowSecurity extends PluginObject {
  /** Always this. */
  readonly noun: "policies:row-security";
  /** The table. */
  readonly table: string;
  /** How. */
  readonly data: RowSecurityData;
}

/** The arguments of the ops. */
export type RowSecurityArgs = readonly [table: string, options?: RowSecurityOptions];

/** An op that begins or ends it. */
export interface RowSecurityOp {
  /** What is there then, or was before. */
  readonly security: RowSecurity;
}

/** The noun. */
export const rowSecurityNoun = "policies:row-security";

/**
 * Declares in models that the policies of a table are asked.
 *
 * ```ts
 * import { MetaData, text } from "@retort/core";
 * import { rowSecurity } from "@retort/policies";
 *
 * const metadata = new MetaData();
 * metadata.table("notes", { owner: text().notNull() });
 * metadata.add(rowSecurity("notes", { force: true }));
 * ```
 */
export function rowSecurity(table: string, options: RowSecurityOptions = {}): RowSecurity {
  const { schema, force } = options;
  const data: RowSecurityData = force ? { force: true } : {};
  const noun = rowSecurityNoun;
  return pluginObject(compact({ noun, name: table, schema, table, data })) as RowSecurity;
}

/** The arguments that make it again. */
export function rowSecurityArgs({ table, schema, data }: RowSecurity): RowSecurityArgs {
  const options = compact({ schema, ...data });
  return Object.keys(options).length === 0 ? [table] : [table, options];
}

const from = "@retort/policies";

/** Lets the policies of a table be asked: `enableRowSecurity("notes")`. */
export const enableRowSecurity: OpBuilder<RowSecurityArgs, RowSecurityOp> = defineOp({
  kind: "policies:enable",
  source: { from, name: "enableRowSecurity" },
  build: (table, options) => ({ security: rowSecurity(table, options) }),
  args: (op) => rowSecurityArgs(op.security),
  describe: (op) => `enable row level security on ${tableOf(op)}`,
  reverse: (op) => disableRowSecurity(...rowSecurityArgs(op.security)),
  apply: (op, schema) =>
    addPluginObject(schema, op.security, `enable row level security on ${tableOf(op)}`),
  touches: (op) => touchesPluginObject(op.security),
  probe: async ({ security }, db) => {
    const found = await statesOf(db);
    return found.some((item) => isOn(item, security, true));
  },
  render: {
    postgres: ({ security }) => [
      sql`ALTER TABLE ${tableName(security)} ENABLE ROW LEVEL SECURITY`,
      ...(security.data.force
        ? [sql`ALTER TABLE ${tableName(security)} FORCE ROW LEVEL SECURITY`]
        : []),
    ],
  },
});

/**
 * Ends that the policies of a table are asked; `force` says what was there before, so that the
 * downgrade brings that back.
 */
export const disableRowSecurity: OpBuilder<RowSecurityArgs, RowSecurityOp> = defineOp({
  kind: "policies:disable",
  source: { from, name: "disableRowSecurity" },
  build: (table, options) => ({ security: rowSecurity(table, options) }),
  args: (op) => rowSecurityArgs(op.security),
  describe: (op) => `disable row level security on ${tableOf(op)}`,
  reverse: (op) => enableRowSecurity(...rowSecurityArgs(op.security)),
  apply: (op, schema) =>
    removePluginObject(schema, op.security, `disable row level security on ${tableOf(op)}`),
  touches: (op) => touchesPluginObject(op.security),
  probe: async ({ security }, db) => {
    const found = await statesOf(db);
    return found.some((item) => isOn(item, security, false));
  },
  render: {
    postgres: ({ security }) => [
      ...(security.data.force
        ? [sql`ALTER TABLE ${tableName(security)} NO FORCE ROW LEVEL SECURITY`]
        : []),
      sql`ALTER TABLE ${tableName(security)} DISABLE ROW LEVEL SECURITY`,
    ],
  },
});

function tableOf({ security: { table, schema } }: RowSecurityOp): string {
  return displayName(compact({ name: table, schema }));
}

function tableName({ table, schema }: RowSecurity): ReturnType<typeof sql.name> {
  return schema === undefined ? sql.name(table) : sql.name(schema, table);
}

interface Row {
  readonly schema: string;
  readonly is_default: boolean;
  readonly name: string;
  readonly enabled: boolean;
  readonly forced: boolean;
}

async function statesOf(db: Pick<RunDatabase, "query">): Promise<readonly Row[]> {
  return await db.query<Row>(sql`
SELECT n.nspname AS schema, n.nspname = current_schema() AS is_default, c.relname AS name,
  c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema'
  AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 3`);
}

function isOn(row: Row, { table, schema, data }: RowSecurity, on: boolean): boolean {
  const here = row.name === table &&
    (schema === undefined ? row.is_default : row.schema === schema);
  return here && row.enabled === on && (!data.force || row.forced === on);
}

/** All tables whose policies are asked. */
export async function inspectRowSecurity(
  db: Pick<RunDatabase, "query">,
  { schemas = [] }: Scope,
): Promise<readonly RowSecurity[]> {
  const seen = (row: Row): boolean =>
    row.is_default || schemas === "all" || schemas.includes(row.schema);
  return (await statesOf(db)).filter((row) => row.enabled && seen(row)).map((row) =>
    rowSecurity(
      row.name,
      compact({
        schema: row.is_default ? undefined : row.schema,
        force: row.forced,
      }),
    )
  );
}
