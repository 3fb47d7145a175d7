/**
 * The names of a view's columns: MySQL keeps those of `CREATE VIEW v (a, b)` beside the query.
 *
 * @module
 */
import { nameOf, type Token, tokenize } from "../tokens.ts";

/**
 * A query as the server writes it, whose columns are called so; what sorts or filters by the names that
 * it has is left as it is.
 */
export function called(query: string, names: readonly string[]): string {
  const aliases = aliasesOf(tokenize(query));
  const same = aliases.every((alias, index) => nameOf(alias) === names[index]);
  if (same || aliases.length !== names.length) return query;
  let out = "";
  let from = 0;
  aliases.forEach((alias, index) => {
    // In backticks, as the server writes them.
    out += `${query.slice(from, alias.start)}\`${names[index]?.replaceAll("`", "``")}\``;
    from = alias.start + alias.text.length;
  });
  return out + query.slice(from);
}

/** What the first SELECT calls its columns; nothing where that can't be told, or is named elsewhere. */
function aliasesOf(tokens: readonly Token[]): readonly Token[] {
  const found: Token[] = [];
  let depth = 0;
  let open = true;
  for (const [index, token] of tokens.entries()) {
    const word = token.kind === "word" ? token.text.toLowerCase() : token.text;
    if (index === 0 && word !== "select") return [];
    if (word === "(") depth++;
    if (word === ")") depth--;
    if (depth > 0) continue;
    if (word === "order" || word === "having") return [];
    if (word === "from" || word === "union") open = false;
    const before = tokens[index - 1]?.text.toLowerCase();
    if (open && token.kind === "name" && before === "as") found.push(token);
  }
  return found;
}
