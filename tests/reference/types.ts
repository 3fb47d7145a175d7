/**
 * The page of types: what each dialect writes for the standard ones, and which it has besides.
 *
 * @module
 */
import type { Dialect } from "@retort/core/dialect";
import { type ColumnBuilder, isColumnBuilder } from "@retort/core/schema";
import * as standard from "../../core/schema/types.ts";
import { dialects } from "../golden/golden.ts";
import { root } from "../scripts/shell.ts";

/** Arguments that show a type at its best; the others are shown without any. */
const samples: Readonly<Record<string, readonly unknown[]>> = {
  numeric: [10, 2],
  varchar: [50],
  char: [8],
  varbinary: [16],
  enumeration: ["mood", ["happy", "sad"]],
  sqlType: ["geometry"],
};

/** What a reader has to know besides the table. */
const notes: readonly string[] = [
  "- `enumeration()` is a type with a name of its own on PostgreSQL (`op.createEnum` makes it), a list",
  "  in the column on MariaDB and MySQL, and text elsewhere,",
  "  where [a check keeps the words](../guides/sqlite.md#words-of-an-enumeration).",
  "- MariaDB and MySQL keep `boolean()` as `TINYINT(1)`, and MariaDB `json()` as `LONGTEXT` with a",
  "  check; autogenerate knows both for what they are.",
  "- SQLite knows five affinities; the name of the type decides which. A `STRICT` table takes its own",
  "  type names only.",
  "- A `Date` in a default or a row is UTC. SQLite keeps it as text, `2026-11-22 12:00:00.000000`, which",
  "  sorts with CURRENT_TIMESTAMP.",
  "- `varchar()` without a length is 255 characters where the server wants a length.",
  "- `.on({ mysql: mediumtext() })` gives a column another type on one dialect; `mariadb` comes before",
  "  `mysql`. `sqlType()` takes any text, for what has no function.",
];

/** The page. */
export async function typesPage(): Promise<string> {
  const known = [...(await dialects()).values()];
  const names = known.map(({ name }) => name);
  return [
    "# Types",
    "",
    "Generated from the code by `deno task docs`.",
    "",
    "The standard types come from `@retort/core` and work on every dialect. Those of one dialect come",
    "from `@retort/<dialect>/types`, which loads no driver.",
    "",
    `| in models and ops | ${names.join(" | ")} |`,
    `|---|${names.map(() => "---|").join("")}`,
    ...builders().map(([call, builder]) =>
      `| \`${call}\` | ${known.map((dialect) => cell(dialect, builder)).join(" | ")} |`
    ),
    "",
    ...notes,
    "",
    ...(await Promise.all(names.map(ownTypes))).flat(),
  ].join("\n");
}

function builders(): readonly (readonly [string, ColumnBuilder])[] {
  return Object.entries(standard).flatMap(([name, make]) => {
    if (name === "enumOf") return [];
    const args = samples[name] ?? [];
    const built = (make as (...args: readonly unknown[]) => unknown)(...args);
    if (!isColumnBuilder(built)) throw new Error(`${name}() makes no column`);
    const call = `${name}(${args.map((arg) => JSON.stringify(arg)).join(", ")})`;
    return [[call, built] as const];
  });
}

function cell({ types }: Dialect, { spec }: ColumnBuilder): string {
  try {
    return `\`${types.format(spec.type).replaceAll("|", "\\|")}\``;
  } catch {
    return "not there";
  }
}

/** The types of one dialect, by the functions of its own module and what they say of themselves. */
async function ownTypes(name: string): Promise<readonly string[]> {
  const source = await Deno.readTextFile(`${root}/dialects/${name}/types.ts`);
  const pattern = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*export function (\w+)\(([^)]*)\)/g;
  const rows = Array.from(source.matchAll(pattern), ([, comment = "", fn = "", params = ""]) => {
    const [first = ""] = comment.replace(/^\s*\*\s?/gm, "").trim().split(/\n\s*\n|```/);
    const args = params.split(",").map((item) => item.trim().replace(/[:=].*$/s, "").trim())
      .filter((item) => /^\w+\??$/.test(item));
    const meaning = first.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
    return `| \`${fn}(${args.join(", ")})\` | ${meaning} |`;
  });
  if (rows.length === 0) return [];
  return [`## @retort/${name}/types`, "", "| function | what it is |", "|---|---|", ...rows, ""];
}
