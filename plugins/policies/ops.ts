/**
 * Ops on policies.
 *
 * @module
 */
import { compact, displayName, same, type Schema, type Sql, sql } from "@retort/core/schema";
import {
  addPluginObject,
  defineOp,
  findPluginObject,
  type OpBuilder,
  type PluginOpOf,
  removePluginObject,
  replacePluginObject,
  touchesPluginObject,
} from "@retort/core/plugin";
import { type Policy, policy, policyArgs, type PolicyOptions } from "./policy.ts";
import { isThere, livePolicy } from "./inspect.ts";

/** The arguments of ops that make or change a policy. */
export type PolicyArgs = readonly [name: string, table: string, options?: PolicyOptions];

/** An op about a whole policy. */
export interface PolicyOp {
  /** The policy as it will be. */
  readonly policy: Policy;
}

/** An op that drops a policy. */
export interface PolicyDrop {
  /** The name. */
  readonly name: string;
  /** The table. */
  readonly table: string;
  /** The schema of the table; absent: the default one. */
  readonly schema?: string;
}

const from = "@retort/policies";

/**
 * Creates a policy.
 *
 * ```ts
 * import { createPolicy } from "@retort/policies";
 *
 * createPolicy("own_notes", "notes", { using: "owner = current_user" });
 * ```
 */
export const createPolicy: OpBuilder<PolicyArgs, PolicyOp> = defineOp({
  kind: "policies:create",
  source: { from, name: "createPolicy" },
  build: (name, table, options) => ({ policy: policy(name, table, options) }),
  args: (op) => policyArgs(op.policy),
  describe: (op) => `create policy ${placeOf(op.policy)}`,
  reverse: ({ policy: { name, table, schema } }) => dropPolicy(name, table, compact({ schema })),
  apply: (op, schema) => addPluginObject(schema, op.policy, `create policy ${placeOf(op.policy)}`),
  touches: (op) => touchesPluginObject(op.policy),
  probe: async ({ policy: wanted }, db) => isThere(wanted, await livePolicy(wanted, db)),
  render: { postgres: ({ policy: made }) => [createSql(made)] },
});

/** Drops a policy: `dropPolicy("own_notes", "notes")`. */
export const dropPolicy: OpBuilder<
  readonly [name: string, table: string, options?: { readonly schema?: string }],
  PolicyDrop
> = defineOp({
  kind: "policies:drop",
  source: { from, name: "dropPolicy" },
  build: (name, table, options) => ({ name, table, ...options }),
  args: ({ name, table, schema }) =>
    schema === undefined ? [name, table] : [name, table, { schema }],
  describe: (op) => `drop policy ${placeOf(op)}`,
  reverse: (op, before) => {
    const old = oldOf(op, before);
    return old ? createPolicy(...policyArgs(old)) : null;
  },
  apply: (op, schema) => removePluginObject(schema, keyOf(op), `drop policy ${placeOf(op)}`),
  touches: (op) => touchesPluginObject(keyOf(op)),
  probe: async (op, db) => await livePolicy(op, db) === undefined,
  render: { postgres: (op) => [sql`DROP POLICY ${sql.name(op.name)} ON ${tableName(op)}`] },
});

/** Changes a policy into another of the same name: `alterPolicy("own_notes", "notes", { … })`. */
export const alterPolicy: OpBuilder<PolicyArgs, PolicyOp> = defineOp({
  kind: "policies:alter",
  source: { from, name: "alterPolicy" },
  build: (name, table, options) => ({ policy: policy(name, table, options) }),
  args: (op) => policyArgs(op.policy),
  describe: (op) => `alter policy ${placeOf(op.policy)}`,
  reverse: (op, before) => {
    const old = oldOf(op.policy, before);
    return old ? alterPolicy(...policyArgs(old)) : null;
  },
  apply: (op, schema) =>
    replacePluginObject(schema, op.policy, `alter policy ${placeOf(op.policy)}`),
  touches: (op) => touchesPluginObject(op.policy),
  probe: async ({ policy: wanted }, db) => isThere(wanted, await livePolicy(wanted, db)),
  // ALTER POLICY can't take an expression away, nor change the command: it is made anew.
  render: {
    postgres: ({ policy: made }) => [
      sql`DROP POLICY ${sql.name(made.name)} ON ${tableName(made)}`,
      createSql(made),
    ],
  },
});

function keyOf(op: PolicyDrop): Omit<Policy, "data"> {
  const { name, table, schema } = op;
  return compact({ noun: "policies:policy" as const, name, table, schema });
}

function oldOf(op: PolicyDrop, before: Schema): Policy | undefined {
  return findPluginObject(before, keyOf(op)) as Policy | undefined;
}

/** The ops that turn a policy into another: none where they are the same. */
export function alterOps(from: Policy, to: Policy): readonly PluginOpOf<PolicyOp>[] {
  return same(from.data, to.data) ? [] : [alterPolicy(...policyArgs(to))];
}

function placeOf({ name, table, schema }: PolicyDrop): string {
  return `${name} on ${displayName(compact({ name: table, schema }))}`;
}

function tableName({ table, schema }: PolicyDrop): ReturnType<typeof sql.name> {
  return schema === undefined ? sql.name(table) : sql.name(schema, table);
}

function createSql(made: Policy): Sql {
  const { restrictive, command, roles = [], using, check } = made.data;
  const names = roles.map((role) => isWord(role) ? sql.raw(role) : sql`${sql.name(role)}`);
  const parts: readonly (Sql | undefined)[] = [
    sql`CREATE POLICY ${sql.name(made.name)} ON ${tableName(made)}`,
    restrictive && sql`AS RESTRICTIVE`,
    command && sql`FOR ${sql.raw(command.toUpperCase())}`,
    roles.length > 0 ? sql`TO ${names.reduce((all, one) => sql`${all}, ${one}`)}` : undefined,
    using && sql`USING (${using})`,
    check && sql`WITH CHECK (${check})`,
  ];
  return parts.filter((part) => part !== undefined).reduce((all, one) => sql`${all} ${one}`);
}

/** Words that stand for a role and can't be quoted. */
function isWord(role: string): boolean {
  return ["current_user", "session_user", "current_role"].includes(role);
}
