/**
 * Values written into the text of a statement, for a client whose options would change them on their
 * way: a date into another time zone, a JSON text into a JSON string.
 *
 * @module
 */

/** Strings, quoted names, bodies, comments and words are passed over; `$1` is a placeholder. */
const pieces =
  /[eE]'(?:[^'\\]|''|\\[^])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\/|(\$(?:[A-Za-z_]\w*)?\$)[^]*?\1|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\$(?<number>\d+)/g;

/** A statement with its values in it, each as a text whose type the server finds by itself. */
export function inlined(sql: string, params: readonly unknown[]): string {
  if (params.length === 0) return sql;
  return sql.replace(pieces, (...found) => {
    const [piece, groups] = [found[0], found.at(-1)] as [string, { readonly number?: string }];
    return groups.number === undefined ? piece : literal(params[Number(groups.number) - 1]);
  });
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (value instanceof Uint8Array) return `'\\x${value.toHex()}'`;
  return `'${String(value).replaceAll("'", "''")}'`;
}
