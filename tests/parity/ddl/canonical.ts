/**
 * One form for statements that do the same.
 *
 * @module
 */
import { columnForm, constraintForm, labelled } from "./columns_form.ts";
import { respell } from "./spellings.ts";
import type { Target } from "./settings.ts";
import { begins, closing, splitAt, type Token, tokensOf } from "./tokens.ts";

/** Statements in the form in which they are compared. */
export function canonical(statements: readonly string[], target: Target): readonly string[] {
  const { recorded, caseByQuotes } = target;
  const reading = { brackets: recorded === "mssql", caseByQuotes };
  const forms = statements.flatMap((sql) => {
    const tokens = respell(tokensOf(sql, reading), recorded);
    return tokens.length === 0 ? [] : statementForms(tokens, recorded);
  });
  return inIndexOrder(forms);
}

/** Indexes that are created one after the other, in one order: SQLAlchemy's differs between runs. */
function inIndexOrder(forms: readonly string[]): readonly string[] {
  const isIndex = (form: string): boolean => /^create (?:unique )?index /.test(form);
  const found: string[] = [];
  let run: string[] = [];
  for (const form of [...forms, ""]) {
    if (isIndex(form)) run.push(form);
    else {
      found.push(...run.toSorted(), form);
      run = [];
    }
  }
  return found.slice(0, -1);
}

/** A statement, as several where it does several things. */
function statementForms(tokens: readonly Token[], dialect: string): readonly string[] {
  if (begins(tokens, "create table")) return createTableForms(tokens, dialect);
  if (begins(tokens, "alter table")) return alterTableForms(tokens);
  if (begins(tokens, "insert into")) return insertForms(tokens);
  return [tokens.join(" ")];
}

function createTableForms(tokens: readonly Token[], dialect: string): readonly string[] {
  const open = tokens.indexOf("(");
  if (open < 0) return [tokens.join(" ")];
  const end = closing(tokens, open);
  const head = tokens.slice(0, open);
  const table = head.slice(begins(head, "create table if not exists") ? 5 : 2);
  const indexes: string[] = [];
  const found: string[] = [];
  const constraints: string[] = [];
  for (const item of splitAt(tokens.slice(open + 1, end - 1), ",")) {
    const index = indexForm(item, table);
    if (index !== undefined) indexes.push(index);
    else if (isConstraint(item)) constraints.push(constraintForm(item));
    else {
      const form = columnForm(item);
      found.push(form.column);
      constraints.push(...form.constraints);
    }
  }
  const keys = keyColumns(constraints);
  const columns = found.map((column) =>
    keys.has(column.split(" ")[0] ?? "") ? bare(column, dialect) : column
  );
  // `KEY = value` and `KEY value` are the same, in any order.
  const suffix = tokens.slice(end).filter((token) => token !== "=").join(" ");
  const body = [...columns, ...constraints.toSorted()].join(" , ");
  return [`${head.join(" ")} ( ${body} ) ${suffix}`.trim(), ...indexes];
}

/** A key's columns are not null without saying so. */
function keyColumns(constraints: readonly string[]): ReadonlySet<string> {
  const key = constraints.map((item) => /primary key \( (.*?) \)/.exec(item)?.[1]).find(Boolean);
  return new Set(key?.split(" , "));
}

function bare(column: string, dialect: string): string {
  // SQLite takes nulls in every key but an integer one.
  if (dialect === "sqlite" && !/^\S+ integer\b/.test(column)) return column;
  return column.replace(/ not null(?= |$)/, "");
}

function isConstraint(tokens: readonly Token[]): boolean {
  const { body } = labelled(tokens);
  const [first = "", second] = body;
  if (tokens[0] === "constraint") return true;
  if (first === "primary" || first === "foreign") return second === "key";
  return (first === "unique" || first === "check") && second === "(" || first === "exclude";
}

/** An index inside CREATE TABLE as a statement of its own. */
function indexForm(item: readonly Token[], table: readonly Token[]): string | undefined {
  const unique = item[0] === "unique" && item[1] === "index";
  if (!unique && !(item[0] === "index" && item[2] === "(")) return undefined;
  const [name = "", ...rest] = item.slice(unique ? 2 : 1);
  const words = ["create", ...(unique ? ["unique"] : []), "index", name, "on", ...table, ...rest];
  return words.join(" ");
}

function alterTableForms(tokens: readonly Token[]): readonly string[] {
  let at = begins(tokens, "alter table if exists") ? 5 : 3;
  while (tokens[at] === ".") at += 2;
  const head = tokens.slice(0, at).join(" ");
  return splitAt(tokens.slice(at), ",").flatMap((action) =>
    actionForms(action).map((form) => `${head} ${form}`)
  );
}

function actionForms(action: readonly Token[]): readonly string[] {
  const [verb = "", ...rest] = action;
  if (verb === "add" && isConstraint(rest)) return [`add ${constraintForm(rest)}`];
  if (verb === "add" && rest[0] !== "generated") {
    const { words, column } = addedColumn(rest);
    const form = columnForm(column);
    return [
      `add column ${words}${form.column}`,
      ...form.constraints.map((item) => `add ${item}`),
    ];
  }
  if (verb === "modify" || verb === "change") {
    const plain = rest[0] === "column" ? rest.slice(1) : rest;
    const names = verb === "change" ? plain.slice(0, 1) : [];
    return [[verb, ...names, columnForm(plain.slice(names.length)).column].join(" ")];
  }
  return [action.join(" ")];
}

function addedColumn(
  rest: readonly Token[],
): { readonly words: string; readonly column: readonly Token[] } {
  const plain = rest[0] === "column" ? rest.slice(1) : rest;
  if (begins(plain, "if not exists")) return { words: "if not exists ", column: plain.slice(3) };
  const whole = plain[0] === "(" && closing(plain, 0) === plain.length;
  return { words: "", column: whole ? plain.slice(1, -1) : plain };
}

/** Several rows are as many statements. */
function insertForms(tokens: readonly Token[]): readonly string[] {
  const at = tokens.indexOf("values");
  if (at < 0) return [tokens.join(" ")];
  const head = tokens.slice(0, at + 1).join(" ");
  return splitAt(tokens.slice(at + 1), ",").map((row) => `${head} ${row.join(" ")}`);
}
