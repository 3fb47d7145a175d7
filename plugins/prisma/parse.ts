/**
 * The grammar of Prisma's schema files.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";

/** A value as it is written: text, a number, a list, a name like `Cascade`, or a call like `now()`. */
export type Value =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "name"; readonly name: string; readonly args?: readonly Argument[] };

/** An argument, with its name if it has one. */
export interface Argument {
  readonly name?: string;
  readonly value: Value;
}

/** `@default(now())`, or `@@index([a, b])` without its field. */
export interface Attribute {
  readonly name: string;
  readonly args: readonly Argument[];
}

/** A line of a model. */
export interface Field {
  readonly name: string;
  readonly type: string;
  /** What `Unsupported("…")` says. */
  readonly unsupported?: string;
  readonly list: boolean;
  readonly optional: boolean;
  readonly attributes: readonly Attribute[];
}

/** A block: `model User { … }`; for an enum the fields are its values. */
export interface Block {
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly Field[];
  readonly attributes: readonly Attribute[];
  /** What a datasource or a generator says: `provider = "sqlite"`. */
  readonly settings: ReadonlyMap<string, Value>;
}

interface Token {
  readonly text: string;
  readonly line: number;
}

const pattern =
  /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|@@?[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}_]\w*)*|\n|[{}()[\],:=?!]|\S/gu;

function tokensOf(text: string): readonly Token[] {
  let line = 1;
  const found: Token[] = [];
  for (const [part] of text.matchAll(pattern)) {
    if (!part.startsWith("//") && !part.startsWith("/*")) found.push({ text: part, line });
    line += part.split("\n").length - 1;
  }
  return found;
}

/** The blocks of a file; `source` is what it is called in errors. */
export function parse(text: string, source: string): readonly Block[] {
  const reader = new Reader(tokensOf(text), source);
  const blocks: Block[] = [];
  for (reader.skipLines(); !reader.atEnd(); reader.skipLines()) blocks.push(readBlock(reader));
  return blocks;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #source: string;
  #at = 0;

  constructor(tokens: readonly Token[], source: string) {
    this.#tokens = tokens;
    this.#source = source;
  }

  peek(ahead = 0): string {
    return this.#tokens[this.#at + ahead]?.text ?? "";
  }

  next(): string {
    const text = this.peek();
    this.#at++;
    return text;
  }

  atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  skipLines(): void {
    while (this.peek() === "\n") this.#at++;
  }

  /** Takes a token if it is the next one. */
  take(text: string): boolean {
    if (this.peek() !== text) return false;
    this.#at++;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`"${text}" is wanted here, not "${this.peek()}"`);
  }

  word(what: string): string {
    if (!/^[\p{L}_]/u.test(this.peek())) this.fail(`${what} is wanted here, not "${this.peek()}"`);
    return this.next();
  }

  fail(problem: string): never {
    const line = (this.#tokens[this.#at] ?? this.#tokens.at(-1))?.line ?? 1;
    throw new RetortError("schema/bad-source", { source: this.#source, line, problem });
  }
}

function readBlock(reader: Reader): Block {
  const kind = reader.word("a block");
  const name = reader.word("its name");
  reader.expect("{");
  const fields: Field[] = [];
  const attributes: Attribute[] = [];
  const settings = new Map<string, Value>();
  for (reader.skipLines(); !reader.take("}"); reader.skipLines()) {
    if (reader.atEnd()) reader.fail(`the block "${name}" has no end`);
    if (reader.peek().startsWith("@@")) attributes.push(readAttribute(reader));
    else if (reader.peek(1) === "=") settings.set(...readSetting(reader));
    else fields.push(kind === "enum" ? readEnumValue(reader) : readField(reader));
  }
  return { kind, name, fields, attributes, settings };
}

function readSetting(reader: Reader): [string, Value] {
  const name = reader.word("a setting");
  reader.expect("=");
  return [name, readValue(reader)];
}

function readEnumValue(reader: Reader): Field {
  const name = reader.word("a value");
  return { name, type: "", list: false, optional: false, attributes: readAttributes(reader) };
}

function readField(reader: Reader): Field {
  const name = reader.word("a field");
  const type = reader.word("its type");
  let unsupported: string | undefined;
  if (type === "Unsupported") {
    const [argument] = readArguments(reader);
    if (argument?.value.kind !== "text") reader.fail("Unsupported() says a type as text");
    unsupported = argument.value.text;
  }
  const list = reader.take("[");
  if (list) reader.expect("]");
  const optional = reader.take("?");
  return {
    name,
    type,
    list,
    optional,
    attributes: readAttributes(reader),
    ...(unsupported === undefined ? {} : { unsupported }),
  };
}

function readAttributes(reader: Reader): readonly Attribute[] {
  const found: Attribute[] = [];
  while (reader.peek().startsWith("@")) found.push(readAttribute(reader));
  if (reader.peek() !== "\n" && reader.peek() !== "}") {
    reader.fail(`"${reader.peek()}" is not expected here`);
  }
  return found;
}

function readAttribute(reader: Reader): Attribute {
  const name = reader.next().replace(/^@@?/, "");
  return { name, args: reader.peek() === "(" ? readArguments(reader) : [] };
}

function readArguments(reader: Reader): readonly Argument[] {
  const found: Argument[] = [];
  reader.expect("(");
  for (reader.skipLines(); !reader.take(")"); reader.skipLines()) {
    const named = reader.peek(1) === ":";
    const name = named ? reader.word("a name") : undefined;
    if (named) reader.expect(":");
    reader.skipLines();
    const value = readValue(reader);
    found.push(name === undefined ? { value } : { name, value });
    reader.skipLines();
    if (!reader.take(",") && reader.peek() !== ")") reader.fail('"," or ")" is wanted here');
  }
  return found;
}

function readValue(reader: Reader): Value {
  const text = reader.peek();
  if (text.startsWith('"') && text.length > 1) {
    reader.next();
    return { kind: "text", text: JSON.parse(text) };
  }
  if (/^-?\d/.test(text)) return { kind: "number", text: reader.next() };
  if (!reader.take("[")) {
    const name = reader.word("a value");
    return reader.peek() === "("
      ? { kind: "name", name, args: readArguments(reader) }
      : { kind: "name", name };
  }
  const items: Value[] = [];
  for (reader.skipLines(); !reader.take("]"); reader.skipLines()) {
    items.push(readValue(reader));
    reader.skipLines();
    if (!reader.take(",") && reader.peek() !== "]") reader.fail('"," or "]" is wanted here');
  }
  return { kind: "list", items };
}
