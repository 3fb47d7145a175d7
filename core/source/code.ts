/**
 * Printing TypeScript values the way `deno fmt` lays them out.
 *
 * @module
 */

/** How wide a line may be: the formatter's default, so that generated files pass it as written. */
export const lineWidth = 80;

/** A piece of code: text, or something that can be laid out flat or over several lines. */
export type Code =
  | string
  | {
    readonly kind: "list";
    readonly open: string;
    readonly close: string;
    readonly items: readonly Code[];
    readonly broken?: boolean;
  }
  | { readonly kind: "call"; readonly callee: Code; readonly args: readonly Code[] }
  | { readonly kind: "entry"; readonly key: string; readonly value: Code }
  | { readonly kind: "chain"; readonly head: Code; readonly calls: readonly Chained[] }
  | { readonly kind: "template"; readonly tag: string; readonly parts: readonly TemplatePart[] };

/** Text of a template as it stands there, or the code between `${` and `}`. */
export type TemplatePart = string | { readonly code: string };

/** A method call in a chain: `.notNull()`. */
export interface Chained {
  readonly name: string;
  readonly args: readonly Code[];
}

/** A string literal in the quotes that the formatter prefers. */
export function quote(text: string): string {
  const double = JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll(
    "\u2029",
    "\\u2029",
  );
  const count = (mark: string): number => text.split(mark).length - 1;
  if (count('"') <= count("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A key of an object literal, quoted only where it must be. */
export function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** Code on one line; `undefined` where something in it needs several. */
export function flat(code: Code): string | undefined {
  if (typeof code === "string") return code.includes("\n") ? undefined : code;
  switch (code.kind) {
    case "entry": {
      const value = flat(code.value);
      return value === undefined ? undefined : `${code.key}: ${value}`;
    }
    case "list": {
      if (code.broken) return undefined;
      const inner = flatAll(code.items);
      if (inner === undefined) return undefined;
      const pad = code.open === "{" && inner !== "" ? " " : "";
      return code.open + pad + inner + pad + code.close;
    }
    case "call": {
      const callee = flat(code.callee);
      const inner = flatAll(code.args);
      return callee === undefined || inner === undefined ? undefined : `${callee}(${inner})`;
    }
    case "chain": {
      const parts = [flat(code.head), ...code.calls.map((item) => flatCall(item))];
      return parts.includes(undefined) ? undefined : parts.join("");
    }
    case "template": {
      const text = `${code.tag}\`${code.parts.map(flatPart).join("")}\``;
      return text.includes("\n") ? undefined : text;
    }
  }
}

function flatPart(part: TemplatePart): string {
  return typeof part === "string" ? part : `\${${part.code}}`;
}

function flatCall(item: Chained): string | undefined {
  const inner = flatAll(item.args);
  return inner === undefined ? undefined : `.${item.name}(${inner})`;
}

function flatAll(items: readonly Code[]): string | undefined {
  const texts = items.map(flat);
  return texts.includes(undefined) ? undefined : texts.join(", ");
}

/** Where a piece of code stands: its indentation, the column it begins in, what follows it. */
interface Spot {
  readonly indent: number;
  readonly column: number;
  readonly after: number;
}

/**
 * Lays code out in lines of {@link lineWidth} columns.
 *
 * @param start The column in which the code begins, counted from 0.
 */
export function layout(code: Code, start = 0, after = 1): string {
  return lay(code, { indent: 0, column: start, after });
}

function lay(code: Code, spot: Spot): string {
  const line = flat(code);
  if (line !== undefined && spot.column + line.length + spot.after <= lineWidth) return line;
  if (typeof code === "string") return code;
  switch (code.kind) {
    case "entry": {
      const key = `${code.key}: `;
      if (isUnbroken(code.value)) {
        return `${code.key}:\n${" ".repeat(spot.indent + 2)}${flat(code.value) ?? ""}`;
      }
      return key + lay(code.value, { ...spot, column: spot.column + key.length });
    }
    case "list":
      return layList(code.open, code.items, { ...spot, close: code.close });
    case "call":
      return layCall(lay(code.callee, spot), code.args, spot);
    case "chain":
      return layChain(code.head, code.calls, spot);
    case "template":
      return layTemplate(code.tag, code.parts, spot);
  }
}

/** Text can't be broken, so the formatter breaks around the calls between `${` and `}`. */
function layTemplate(tag: string, parts: readonly TemplatePart[], spot: Spot): string {
  let text = `${tag}\``;
  let column = spot.column + text.length;
  const add = (piece: string): void => {
    text += piece;
    const newline = piece.lastIndexOf("\n");
    column = newline < 0 ? column + piece.length : piece.length - newline - 1;
  };
  parts.forEach((part, index) => {
    const line = flatPart(part);
    if (typeof part === "string" || !isCall(part.code)) return add(line);
    const rest = restOfLine(parts.slice(index + 1), spot.after);
    if (column + line.length + rest <= lineWidth) return add(line);
    add(`\${\n${" ".repeat(spot.indent + 2)}${part.code}\n${" ".repeat(spot.indent)}}`);
  });
  return `${text}\``;
}

/** How much follows on the same line before the next place that can be broken. */
function restOfLine(parts: readonly TemplatePart[], after: number): number {
  let length = 0;
  for (const part of parts) {
    if (typeof part !== "string" && isCall(part.code)) return length + 2;
    const [line = "", ...more] = flatPart(part).split("\n");
    length += line.length;
    if (more.length > 0) return length;
  }
  return length + 1 + after;
}

/** Text on one line that nothing can break: it goes to a line of its own. */
function isUnbroken(code: Code): boolean {
  if (typeof code === "string") return /^["']/.test(code);
  if (code.kind !== "template" || flat(code) === undefined) return false;
  return !code.parts.some((part) => typeof part !== "string" && isCall(part.code));
}

function isCall(code: string): boolean {
  return code.endsWith(")");
}

function layList(
  open: string,
  items: readonly Code[],
  spot: Spot & { readonly close: string },
): string {
  if (items.length === 0) return open + spot.close;
  const indent = spot.indent + 2;
  const pad = " ".repeat(indent);
  const lines = items.map((item) => `${pad}${lay(item, { indent, column: indent, after: 1 })},\n`);
  return `${open}\n${lines.join("")}${" ".repeat(spot.indent)}${spot.close}`;
}

/** A call whose last argument opens on its line, or else each argument on a line of its own. */
function layCall(callee: string, args: readonly Code[], spot: Spot): string {
  const last = args.at(-1);
  const before = flatAll(args.slice(0, -1));
  if (
    last !== undefined && typeof last !== "string" && last.kind === "list" && before !== undefined
  ) {
    const lead = `${callee}(${before}${args.length > 1 ? ", " : ""}`;
    const column = spot.column + lead.length;
    if (last.items.length > 0 && column + 1 <= lineWidth && !(args.length > 1 && hasList(args))) {
      return `${lead}${layList(last.open, last.items, { ...spot, close: last.close })})`;
    }
  }
  return `${callee}${layList("(", args, { ...spot, close: ")" })}`;
}

/** Whether a list comes before the last argument; then the formatter breaks all of them. */
function hasList(args: readonly Code[]): boolean {
  return args.slice(0, -1).some((item) => typeof item !== "string" && item.kind === "list");
}

function layChain(head: Code, calls: readonly Chained[], spot: Spot): string {
  const last = calls.at(-1);
  const lead = flat({ kind: "chain", head, calls: calls.slice(0, -1) });
  if (last !== undefined && lead !== undefined) {
    const callee = `${lead}.${last.name}`;
    const tail = last.args.at(-1);
    const before = flatAll(last.args.slice(0, -1));
    const first = `${callee}(${before ?? ""}${last.args.length > 1 ? ", " : ""}{`;
    const hugs = tail !== undefined && typeof tail !== "string" && tail.kind === "list";
    if (hugs && before !== undefined && spot.column + first.length <= lineWidth) {
      return layCall(callee, last.args, spot);
    }
  }
  const indent = spot.indent + 2;
  const lines = calls.map((item) => {
    const callee = `.${item.name}`;
    const text = flatCall(item);
    if (text !== undefined && indent + text.length + spot.after <= lineWidth) return text;
    return layCall(callee, item.args, { indent, column: indent, after: spot.after });
  });
  return [lay(head, { ...spot, after: 0 }), ...lines].join(`\n${" ".repeat(indent)}`);
}
