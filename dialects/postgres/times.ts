/**
 * Dates and times in the one spelling that PostgreSQL has for them.
 *
 * @module
 */

const spelling =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?\s*(Z|[-+]\d\d(?::?\d\d)?)?)?$/i;

/** A date or time as the server prints it, with offsets as UTC; `undefined` for other texts. */
export function instant(text: string, type: string): string | undefined {
  if (type === "time") return timeOf(text);
  const match = spelling.exec(text.trim());
  if (!match) return undefined;
  const [, day = "", minutes = "00:00", seconds = "00", fraction, offset] = match;
  if (type === "date") return day;
  const digits = fraction?.replace(/0+$/, "") ?? "";
  const rest = digits === "" ? "" : `.${digits}`;
  if (type === "timestamp") return `${day} ${minutes}:${seconds}${rest}`;
  if (type !== "timestamptz" || offset === undefined) return undefined;
  const utc = new Date(`${day}T${minutes}:${seconds}${fullOffset(offset)}`);
  if (Number.isNaN(utc.getTime())) return undefined;
  return `${utc.toISOString().slice(0, 19).replace("T", " ")}${rest}+00`;
}

function fullOffset(offset: string): string {
  if (/^z$/i.test(offset)) return "Z";
  const [hours, minutes = "00"] = [offset.slice(0, 3), offset.slice(3).replace(":", "") || "00"];
  return `${hours}:${minutes}`;
}

function timeOf(text: string): string | undefined {
  const match = /^(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?$/.exec(text.trim());
  if (!match) return undefined;
  const [, minutes = "", seconds = "00", fraction = ""] = match;
  const digits = fraction.replace(/0+$/, "");
  return `${minutes}:${seconds}${digits === "" ? "" : `.${digits}`}`;
}
