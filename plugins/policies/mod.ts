/**
 * Row level security of PostgreSQL: policies declared in models, found by autogenerate, made and
 * changed by revisions.
 *
 * ```ts
 * import { defineEnvironment } from "@retort/core";
 * import { policies } from "@retort/policies";
 *
 * export default defineEnvironment({ plugins: [policies] });
 * ```
 *
 * @module
 */
import { defineNoun, definePlugin, type Noun, type Plugin } from "@retort/core/plugin";
import { inspectPolicies } from "./inspect.ts";
import { alterOps, alterPolicy, createPolicy, dropPolicy } from "./ops.ts";
import { type Policy, policyArgs, policyNoun } from "./policy.ts";
import {
  disableRowSecurity,
  enableRowSecurity,
  inspectRowSecurity,
  type RowSecurity,
  rowSecurityArgs,
  rowSecurityNoun,
} from "./row_security.ts";

export { alterPolicy, createPolicy, dropPolicy } from "./ops.ts";
export type { PolicyArgs, PolicyDrop, PolicyOp } from "./ops.ts";
export { type Policy, policy, type PolicyCommand, type PolicyData } from "./policy.ts";
export type { PolicyOptions } from "./policy.ts";
export { disableRowSecurity, enableRowSecurity, rowSecurity } from "./row_security.ts";
export type {
  RowSecurity,
  RowSecurityArgs,
  RowSecurityData,
  RowSecurityOp,
  RowSecurityOptions,
} from "./row_security.ts";

const from = "@retort/policies";

const policyKind: Noun = defineNoun<Policy>({
  noun: policyNoun,
  create: (object) => createPolicy(...policyArgs(object)),
  drop: ({ name, table, schema }) =>
    schema === undefined ? dropPolicy(name, table) : dropPolicy(name, table, { schema }),
  alter: alterOps,
  inspect: { postgres: inspectPolicies },
  source: { from, name: "policy", args: policyArgs },
  covers: "policy",
});

const rowSecurityKind: Noun = defineNoun<RowSecurity>({
  noun: rowSecurityNoun,
  create: (object) => enableRowSecurity(...rowSecurityArgs(object)),
  drop: (object) => disableRowSecurity(...rowSecurityArgs(object)),
  inspect: { postgres: inspectRowSecurity },
  source: { from, name: "rowSecurity", args: rowSecurityArgs },
  covers: "row level security",
});

/** The plugin, for `plugins` of env.ts. */
export const policies: Plugin = definePlugin({
  name: "policies",
  ops: [createPolicy, dropPolicy, alterPolicy, enableRowSecurity, disableRowSecurity],
  nouns: [rowSecurityKind, policyKind],
});
