/**
 * Reads expressions into one spelling: the reader walks the tokens by PostgreSQL's precedences.
 *
 * @module
 */
import { alike, all, binary, cast, type Expression, list, literal, unary } from "./expression.ts";
import type { Token } from "./tokens.ts";
import { binding, constants, keywordCalls, likes, special } from "./expression_words.ts";
import { TokenReader, Unreadable } from "./token_reader.ts";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

/** What is known of the place that an expression stands in. */
export interface ExpressionScope {
  /** The table whose name may stand before its columns. */
  readonly table?: string;
  /** The types of columns, as `format_type()` calls them without arguments: `varchar`. */
  readonly columns?: ReadonlyMap<string, string>;
}

function texts(items: readonly Expression[]): string {
  return items.map((item) => item.text).join(", ");
}

/** Reads an expression. */
export class ExpressionReader {
  readonly #tokens: TokenReader;
  readonly #scope: ExpressionScope;

  constructor(tokens: readonly Token[], scope: ExpressionScope) {
    this.#tokens = new TokenReader(tokens);
    this.#scope = scope;
  }

  /** All of the tokens as one expression. */
  whole(): Expression {
    const found = this.#or();
    if (this.#tokens.next) throw new Unreadable();
    return found;
  }

  #or(): Expression {
    const items = [this.#and()];
    while (this.#tokens.takes("or")) items.push(this.#and());
    return all("OR", 1, items);
  }

  #and(): Expression {
    const items = [this.#not()];
    while (this.#tokens.takes("and")) items.push(this.#not());
    return all("AND", 2, items);
  }

  #not(): Expression {
    return this.#tokens.takes("not") ? unary(this.#not(), 3, { before: "NOT " }) : this.#is();
  }

  #is(): Expression {
    let left = this.#operators(5);
    while (true) {
      if (this.#tokens.takes("isnull")) left = unary(left, 4, { after: " IS NULL" });
      else if (this.#tokens.takes("notnull")) left = unary(left, 4, { after: " IS NOT NULL" });
      else if (this.#tokens.takes("is")) left = this.#isWhat(left);
      else return left;
    }
  }

  #isWhat(left: Expression): Expression {
    const not = this.#tokens.takes("not") ? "NOT " : "";
    if (this.#tokens.takes("distinct", "from")) {
      return binary(` IS ${not}DISTINCT FROM `, [left, this.#operators(5)], 4);
    }
    const word = ["null", "true", "false", "unknown"].find((item) => this.#tokens.takes(item));
    if (word === undefined) throw new Unreadable();
    return unary(left, 4, { after: ` IS ${not}${word.toUpperCase()}` });
  }

  /** Operators that bind at least so tightly, and what stands between comparisons and arithmetic. */
  #operators(least: number): Expression {
    let left = this.#prefix();
    while (true) {
      const next = this.#operator(left, least);
      if (!next) return left;
      left = next;
    }
  }

  #operator(left: Expression, least: number): Expression | undefined {
    if (least <= 6) {
      const found = this.#between(left);
      if (found) return found;
    }
    if (least <= 11 && this.#tokens.takes("at", "time", "zone")) {
      return binary(" AT TIME ZONE ", [left, this.#operators(12)], 11);
    }
    if (least <= 12 && this.#tokens.takes("collate")) {
      return unary(left, 12, { after: ` COLLATE ${writer.name(this.#tokens.take().value)}` });
    }
    const token = this.#tokens.next;
    if (token?.kind !== "operator") return undefined;
    const own = binding[token.value];
    const bind = own ?? 7;
    if (bind < least) return undefined;
    this.#tokens.at++;
    const like = likes[token.value];
    if (like !== undefined) return binary(` ${like} `, [left, this.#operators(8)], 6);
    if (
      (token.value === "=" || token.value === "<>") &&
      this.#tokens.sees(token.value === "=" ? "any" : "all", "(")
    ) {
      return this.#anyOf(left, token.value === "<>");
    }
    return binary(` ${token.value} `, [left, this.#operators(bind + 1)], bind);
  }

  #between(left: Expression): Expression | undefined {
    const start = this.#tokens.at;
    const not = this.#tokens.takes("not");
    const word = ["between", "in", "like", "ilike"].find((item) => this.#tokens.takes(item));
    if (word === undefined) {
      this.#tokens.at = start;
      return undefined;
    }
    if (word === "in") return list(left, this.#items("(", ")"), not);
    if (word !== "between") {
      const right = this.#operators(7);
      if (this.#tokens.sees("escape")) throw new Unreadable();
      return binary(` ${not ? "NOT " : ""}${word.toUpperCase()} `, [left, right], 6);
    }
    const low = this.#operators(7);
    this.#tokens.needs("and");
    const high = this.#operators(7);
    const [from, to] = not ? [" < ", " > "] : [" >= ", " <= "];
    const sides = [binary(from, [left, low], 5), binary(to, [left, high], 5)];
    return not ? all("OR", 1, sides) : all("AND", 2, sides);
  }

  /** `= ANY (ARRAY[…])` is what the server makes of IN. */
  #anyOf(left: Expression, not: boolean): Expression {
    this.#tokens.at += 2;
    const found = this.#or();
    this.#tokens.needs(")");
    if (found.items) return list(left, found.items, not);
    const [start, end] = not ? [" <> ALL (", ")"] : [" = ANY (", ")"];
    return unary(left, 5, { after: `${start}${found.text}${end}` });
  }

  #items(open: string, close: string): readonly Expression[] {
    this.#tokens.needs(open);
    if (this.#tokens.takes(close)) return [];
    const items: Expression[] = [];
    do items.push(this.#or()); while (this.#tokens.takes(","));
    this.#tokens.needs(close);
    return items;
  }

  #prefix(): Expression {
    const token = this.#tokens.next;
    if (token?.kind !== "operator") return this.#casts(this.#primary());
    this.#tokens.at++;
    const of = this.#prefix();
    if (token.value === "+" && of.kind === "number") return of;
    if (token.value === "-" && of.kind === "number") {
      return of.text.startsWith("-")
        ? unary(of, 13, { before: "- " })
        : literal("number", `-${of.text}`);
    }
    return unary(of, token.value === "-" || token.value === "+" ? 13 : 7, { before: token.value });
  }

  #casts(first: Expression): Expression {
    let found = first;
    while (true) {
      if (this.#tokens.takes("::")) found = cast(found, this.#tokens.type());
      else if (this.#tokens.sees("[")) {
        const index = this.#items("[", "]");
        found = unary(found, 15, { after: `[${texts(index)}]` });
      } else return found;
    }
  }

  #primary(): Expression {
    if (this.#tokens.takes("(")) {
      const found = this.#or();
      this.#tokens.needs(")");
      return found;
    }
    const token = this.#tokens.take();
    if (token.kind === "string") return literal("string", token.value);
    if (token.kind === "number") return literal("number", token.value);
    if (token.kind !== "word" && token.kind !== "name") throw new Unreadable();
    return token.kind === "word" ? this.#word(token) : this.#named(token.value);
  }

  #word(token: Token): Expression {
    const { value } = token;
    if (value === "true" || value === "false" || value === "null") {
      return literal("constant", value);
    }
    if (value === "array" && this.#tokens.sees("[")) {
      const items = this.#items("[", "]");
      return { ...literal("constant", `ARRAY[${texts(items)}]`), items };
    }
    if (value === "case") return this.#case();
    if (value === "cast" && this.#tokens.takes("(")) {
      const of = this.#or();
      this.#tokens.needs("as");
      const to = this.#tokens.type();
      this.#tokens.needs(")");
      return cast(of, to);
    }
    if (value === "extract" && this.#tokens.takes("(")) {
      const field = this.#tokens.take().value;
      this.#tokens.needs("from");
      const of = this.#or();
      this.#tokens.needs(")");
      return literal("constant", `EXTRACT(${field} FROM ${of.text})`);
    }
    if (keywordCalls.has(value) && this.#tokens.sees("(")) {
      return literal("constant", `${value}(${texts(alike(this.#items("(", ")")))})`);
    }
    if (special.has(value)) throw new Unreadable();
    if (constants.has(value) && !this.#tokens.sees("(")) return literal("constant", value);
    const next = this.#tokens.next;
    // A type before a string: date '2026-01-01'.
    if (next?.kind === "string") {
      return cast(
        literal("string", this.#tokens.take().value),
        types.format(types.parse(value)).toLowerCase(),
      );
    }
    return this.#named(value);
  }

  #case(): Expression {
    const subject = this.#tokens.sees("when") ? "" : ` ${this.#or().text}`;
    let text = `CASE${subject}`;
    while (this.#tokens.takes("when")) {
      text += ` WHEN ${this.#or().text}`;
      this.#tokens.needs("then");
      text += ` THEN ${this.#or().text}`;
    }
    if (this.#tokens.takes("else")) {
      const other = this.#or().text;
      if (!/^null\b/.test(other)) text += ` ELSE ${other}`;
    }
    this.#tokens.needs("end");
    return literal("constant", `${text} END`);
  }

  /** A column or a call, maybe behind the names of a table or schema. */
  #named(first: string): Expression {
    const names = [first];
    while (this.#tokens.takes(".")) {
      const token = this.#tokens.take();
      if (token.kind !== "word" && token.kind !== "name") throw new Unreadable();
      names.push(token.value);
    }
    if (this.#tokens.sees("(")) {
      const args = this.#items("(", ")");
      const name = names.map((item) => writer.name(item)).join(".");
      if (["over", "filter", "within"].some((word) => this.#tokens.sees(word))) {
        throw new Unreadable();
      }
      return literal("constant", `${name}(${texts(args)})`);
    }
    const own = names.length === 2 && names[0] === this.#scope.table ? names.slice(1) : names;
    const [only = ""] = own;
    const type = own.length === 1 ? this.#scope.columns?.get(only) : undefined;
    const text = own.map((item) => writer.name(item)).join(".");
    return { ...literal("column", text), ...(type === undefined ? {} : { type }) };
  }
}
