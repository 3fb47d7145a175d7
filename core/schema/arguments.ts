/**
 * The arguments of a routine in one spelling, so that a routine has one key however it is named.
 *
 * @module
 */

/** Other spellings of types; no two types are joined that some database tells apart. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ["int", "integer"],
  ["int4", "integer"],
  ["int2", "smallint"],
  ["int8", "bigint"],
  ["float4", "real"],
  ["float8", "double precision"],
  ["float", "double precision"],
  ["bool", "boolean"],
  ["dec", "numeric"],
  ["decimal", "numeric"],
  ["char", "character"],
  ["varchar", "character varying"],
  ["char varying", "character varying"],
  ["varbit", "bit varying"],
  ["timestamp", "timestamp without time zone"],
  ["timestamptz", "timestamp with time zone"],
  ["time", "time without time zone"],
  ["timetz", "time with time zone"],
]);

const ofSeveralWords =
  /^(?:double precision|char(?:acter)? varying|bit varying|interval .+|time(?:stamp)? with(?:out)? time zone)$/;
const part = /"(?:[^"]|"")*"|\([^()]*\)|\s+|,|[^\s",()]+/g;

/**
 * The types of arguments in one spelling, without their names and lengths.
 *
 * ```ts
 * import { plainArguments } from "@retort/core/schema";
 *
 * plainArguments("n INT, varchar(20)"); // "integer, character varying"
 * ```
 */
export function plainArguments(text: string): string {
  const found: string[] = [""];
  for (const [item] of text.matchAll(part)) {
    const last = found.pop() ?? "";
    if (item === ",") found.push(last, "");
    else if (item.startsWith("(")) found.push(last);
    else found.push(last + (item.startsWith('"') ? item : item.toLowerCase().replace(/\s+/, " ")));
  }
  return found.flatMap((item) => plainType(item.trim())).join(", ");
}

/** One argument; one that is given back names no routine. */
function plainType(text: string): readonly string[] {
  const [, mode, rest = ""] = /^(?:(in|out|inout|variadic) )?(.*)$/.exec(text) ?? [];
  if (mode === "out" || rest === "") return [];
  const [, base = "", array = ""] = /^(.*?)((?:\[\d*\])*)$/.exec(rest.replace(/ array$/, "[]")) ??
    [];
  const words = base.match(/(?:"(?:[^"]|"")*"|[^\s"])+/g) ?? [];
  const [first = "", ...others] = words;
  const plain = words.join(" ");
  const named = others.length > 0 && !ofSeveralWords.test(plain);
  const type = named ? others.join(" ") : others.length > 0 ? plain : first;
  return [(synonyms.get(type) ?? type) + (array === "" ? "" : "[]")];
}
