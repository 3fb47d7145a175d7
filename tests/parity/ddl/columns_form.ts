/**
 * One form for the ways to write a column and the constraints at it.
 *
 * @module
 */
import { begins, closing, type Token } from "./tokens.ts";

/** A column with what belongs to its table taken out of it. */
export interface ColumnForm {
  readonly name: Token;
  /** The name, the type and the clauses in one order. */
  readonly column: string;
  /** Constraints as they would stand in the table. */
  readonly constraints: readonly string[];
}

/** Words that begin a clause behind a column's type. */
const clauses = new Set(
  ("not null default constraint primary unique references check generated as comment collate " +
    "auto_increment identity first after before invisible").split(" "),
);

/** A column as `name type clauses`, however the clauses are ordered. */
export function columnForm(tokens: readonly Token[]): ColumnForm {
  const [name = "", ...rest] = tokens;
  const [type = [], ...found] = clausesOf(rest);
  const own: string[] = [];
  const constraints: string[] = [];
  for (const clause of found) {
    const { label, body } = labelled(clause);
    // That a column may be null needs no word.
    if (body.join(" ") === "null") continue;
    const lifted = lift(body, name);
    if (lifted === undefined) own.push([...label, ...body].join(" "));
    else constraints.push([...label, ...lifted].join(" "));
  }
  return { name, column: [name, ...type, ...own.toSorted()].join(" "), constraints };
}

/** The clause as it stands in a table, if it can stand there. */
function lift(body: readonly Token[], name: Token): readonly Token[] | undefined {
  if (begins(body, "primary key")) return ["primary", "key", "(", name, ")", ...body.slice(2)];
  if (body[0] === "unique") return ["unique", "(", name, ")", ...body.slice(1)];
  if (body[0] === "check") return body;
  if (body[0] === "references") return keyForm(["foreign", "key", "(", name, ")", ...body]);
  return undefined;
}

/** The name of a constraint, and the rest of it. */
export function labelled(
  tokens: readonly Token[],
): { readonly label: readonly Token[]; readonly body: readonly Token[] } {
  if (tokens[0] !== "constraint") return { label: [], body: tokens };
  return { label: tokens.slice(0, 2), body: tokens.slice(2) };
}

/** A constraint, the actions of a foreign key in one order. */
export function constraintForm(tokens: readonly Token[]): string {
  const { label, body } = labelled(tokens);
  return [...label, ...(begins(body, "foreign key") ? keyForm(body) : body)].join(" ");
}

function keyForm(body: readonly Token[]): readonly Token[] {
  const start = body.findIndex((token, index) =>
    index > body.indexOf("references") && /^(?:on|match|deferrable|initially|not)$/.test(token)
  );
  if (start < 0) return body;
  const rest = body.slice(start).join(" ");
  const parts = rest.split(/ (?=on (?:delete|update)|match|(?<!not )deferrable|not |initially)/);
  return [...body.slice(0, start), ...parts.toSorted()];
}

/** The type, then every clause. */
function clausesOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] ?? "";
    if (token === "(") {
      const end = closing(tokens, index);
      found.at(-1)?.push(...tokens.slice(index, end));
      index = end - 1;
    } else if (clauses.has(token) && !continues(found.at(-1) ?? [], token)) found.push([token]);
    else found.at(-1)?.push(token);
  }
  return found;
}

/** Whether a word that could begin a clause belongs to the one before it. */
function continues(clause: readonly Token[], token: Token): boolean {
  const last = clause.at(-1) ?? "";
  if (last === "not" || last === "set" || last === "on" || last === "by") return true;
  if (clause[0] === "constraint" && clause.length <= 2) return true;
  if (clause[0] === "default" && clause.length === 1) return true;
  const words = labelled(clause).body;
  return words[0] === "generated" && (token === "as" || token === "identity");
}
