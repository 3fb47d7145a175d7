/**
 * Generators: schemas with the objects of a plugin, and ops of it that are valid on them.
 *
 * @module
 */
import type { Op } from "@retort/core";
import {
  compact,
  type Schema,
  type Sql,
  sql,
  type Table,
  withPluginObjects,
} from "@retort/core/schema";
import {
  alterPolicy,
  createPolicy,
  disableRowSecurity,
  dropPolicy,
  enableRowSecurity,
  type Policy,
  policy,
  type PolicyOptions,
  type RowSecurity,
  rowSecurity,
} from "@retort/policies";
import fc from "fast-check";
import { schema as tables } from "./arbitraries.ts";

const condition: fc.Arbitrary<Sql | string> = fc.constantFrom(
  "owner = current_user",
  "note like 'it''s `${x}` \\ %'",
  sql`${sql.name("a b")} = ${"it's"} and n > ${10n}`,
  "a_condition_that_is_long_enough > 0 and to_be_written_on_a_line_of_its_own is not null",
);

const options: fc.Arbitrary<PolicyOptions> = fc.record({
  command: fc.constantFrom("all", "select", "insert", "update", "delete"),
  restrictive: fc.boolean(),
  roles: fc.subarray(["reader", "Wri ter", "public", "current_user"]),
  using: condition,
  check: condition,
}, { requiredKeys: [] });

const names = ["own", "Odd (name)", "it's"] as const;

function securityOn(
  { name, schema }: Table,
): fc.Arbitrary<readonly RowSecurity[]> {
  return fc.constantFrom(
    [],
    [rowSecurity(name, compact({ schema }))],
    [rowSecurity(name, compact({ schema, force: true }))],
  );
}

function policiesOn({ name, schema }: Table): fc.Arbitrary<readonly Policy[]> {
  return fc.subarray([...names]).chain((found) =>
    fc.tuple(
      ...found.map((own) =>
        options.map((given) => policy(own, name, { ...given, ...compact({ schema }) }))
      ),
    )
  );
}

/** Tables, with policies on some of them. */
export const policySchema: fc.Arbitrary<Schema> = tables.chain((state) => {
  const all = [...state.tables.values()].flatMap((table) => [
    securityOn(table),
    policiesOn(table),
  ]);
  return fc.tuple(...all).map((found) => withPluginObjects(state, found.flat()));
});

/** A schema and an op of the plugin that fits it. */
export const policyStep: fc.Arbitrary<readonly [Schema, Op]> = fc.tuple(policySchema, options)
  .filter(([state]) => state.tables.size > 0)
  .chain(([state, given]) => {
    const objects = [...state.plugins?.values() ?? []];
    const policies = objects.filter((item) => item.noun === "policies:policy") as Policy[];
    const secured = objects.filter((item) => item.noun !== "policies:policy") as RowSecurity[];
    const free = [...state.tables.values()].filter((table) =>
      !secured.some((item) => item.table === table.name && item.schema === table.schema)
    );
    const ops: readonly Op[] = [
      ...[...state.tables.values()].map(({ name, schema }): Op =>
        createPolicy("new one", name, { ...given, ...compact({ schema }) })
      ),
      ...policies.flatMap(({ name, table, schema }): readonly Op[] => [
        dropPolicy(name, table, compact({ schema })),
        alterPolicy(name, table, { ...given, ...compact({ schema }) }),
      ]),
      ...secured.map(({ table, schema, data }): Op =>
        disableRowSecurity(table, compact({ schema, ...data }))
      ),
      ...free.map(({ name, schema }): Op => enableRowSecurity(name, compact({ schema }))),
    ];
    return fc.constantFrom(...ops).map((op) => [state, op] as const);
  });
