/**
 * The page of errors: every code of the catalog.
 *
 * @module
 */
import { type ErrorCode, errorCodes, type ErrorData, RetortError } from "@retort/core/errors";
import { root } from "../scripts/shell.ts";

/** A value that answers as whatever a message asks of its data. */
function anything(name: string, depth = 0): unknown {
  const list = depth < 3 ? [anything(name, depth + 1)] : ["…"];
  return new Proxy(list, {
    get(items: unknown[], key): unknown {
      if (key === Symbol.toPrimitive) return (hint: string) => hint === "number" ? 2 : "…";
      if (key === "toString") return () => "…";
      if (Reflect.has(items, key)) return Reflect.get(items, key);
      const method: unknown = Reflect.get(Object("…"), key);
      if (typeof method === "function") return method.bind("…");
      return typeof key === "string" && depth < 3 ? anything(key, depth + 1) : "…";
    },
  });
}

/** What the catalog's comments say of each code. */
async function meanings(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const { name } of Deno.readDir(`${root}/core/errors`)) {
    if (!name.endsWith(".ts") || name.endsWith("_test.ts")) continue;
    const text = await Deno.readTextFile(`${root}/core/errors/${name}`);
    for (
      const match of text.matchAll(/\/\*\* (?<doc>[^*]+) \*\/\n {2}"(?<code>[\w-]+\/[\w-]+)"/g)
    ) {
      const { doc = "", code = "" } = match.groups ?? {};
      found.set(code, doc);
    }
  }
  return found;
}

function section(code: ErrorCode, meaning: string): string {
  const { exit } = new RetortError(code, anything(code) as ErrorData[ErrorCode]);
  return `| \`${code}\` | ${exit} | ${meaning} |`;
}

/** The page. */
export async function errorsPage(): Promise<string> {
  const found = await meanings();
  const areas = Map.groupBy(errorCodes.toSorted(), (code) => code.split("/")[0] ?? "");
  const tables = [...areas].map(([area, codes]) =>
    [
      `## ${area}`,
      "",
      "| code | exit | when |",
      "|---|---|---|",
      ...codes.map((code) => section(code, found.get(code) ?? "")),
      "",
    ].join("\n")
  );
  return [
    "# Errors",
    "",
    "Generated from the catalog by `deno task docs`.",
    "",
    "An error has a code, data, a sentence and the next thing to do. With `--json` it is one document",
    'on stdout: `{ "error": { "code", "message", "data", "place", "hint" } }`; in the library it is',
    "thrown as a `RetortError`.",
    "",
    ...tables,
  ].join("\n");
}
