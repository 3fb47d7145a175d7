/**
 * How SQL Server reads, writes and compares types.
 *
 * @module
 */
import { createTypes } from "@retort/ansi";
import type { TypeSystem } from "@retort/core/dialect";
import { type Json, same, type Type } from "@retort/core/schema";

const from = "@retort/mssql/types";

const standard = createTypes({
  format: {
    varchar: ([length]) => `VARCHAR(${length ?? "max"})`,
    varbinary: ([length]) => `VARBINARY(${length ?? "max"})`,
    nvarchar: ([length]) => `NVARCHAR(${length ?? "max"})`,
    text: () => "VARCHAR(max)",
    blob: () => "VARBINARY(max)",
    boolean: () => "BIT",
    timestamp: ([precision]) => withPrecision("DATETIME2", precision),
    timestamptz: ([precision]) => withPrecision("DATETIMEOFFSET", precision),
    interval: () => "VARCHAR(64)",
    uuid: () => "UNIQUEIDENTIFIER",
    json: () => "NVARCHAR(max)",
    "old text": () => "TEXT",
  },
  synonyms: {
    BIT: "boolean",
    DATETIME2: "timestamp",
    DATETIMEOFFSET: "timestamptz",
    UNIQUEIDENTIFIER: "uuid",
  },
});

/** Types of their own, by the server's name in upper case. */
const own: Readonly<Record<string, string>> = {
  NVARCHAR: "nvarchar",
  NCHAR: "nchar",
  BINARY: "binary",
  TINYINT: "tinyint",
  MONEY: "money",
  SMALLMONEY: "smallmoney",
  DATETIME: "datetime",
  SMALLDATETIME: "smalldatetime",
  ROWVERSION: "rowversion",
  TIMESTAMP: "rowversion",
  XML: "xml",
  TEXT: "old text",
  NTEXT: "ntext",
  IMAGE: "image",
};

/** The digits after the seconds where none are asked for. */
const usualPrecision: Readonly<Record<string, number>> = { timestamp: 7, timestamptz: 7, time: 7 };

/** The types; `same` compares what the server makes of them. */
export const types: TypeSystem = {
  parse,
  format: standard.format,
  same: (a, b) => same(canonicalType(a), canonicalType(b)),
};

function parse(text: string): Type {
  const match = /^\s*(\w+)\s*(?:\(\s*(\w+)\s*\))?\s*$/.exec(text);
  const word = match?.[1]?.toUpperCase() ?? "";
  const argument = match?.[2];
  if (argument?.toLowerCase() === "max") {
    if (word === "NVARCHAR") return { name: "nvarchar", from };
    if (word === "VARCHAR") return { name: "text" };
    if (word === "VARBINARY") return { name: "blob" };
  }
  if (word === "FLOAT" && argument !== undefined) {
    return { name: Number(argument) <= 24 ? "real" : "double precision" };
  }
  const name = Object.hasOwn(own, word) ? own[word] : undefined;
  if (name === undefined) return standard.parse(text);
  if (argument === undefined) return { name, from };
  return /^\d+$/.test(argument)
    ? { name, args: [Number(argument)], from }
    : { name: "sql type", args: [text] };
}

/** The type in the one spelling that all types have that are the same to the server. */
export function canonicalType(type: Type): Type {
  const found = parse(standard.format(type));
  const usual = usualPrecision[found.name];
  if (usual !== undefined && found.args?.[0] === usual) return { name: found.name };
  if (found.name !== "sql type") return found;
  const text = String(found.args?.[0]).trim().toLowerCase().replace(/\s+/g, " ");
  return { name: "sql type", args: [text] };
}

function withPrecision(word: string, precision: Json | undefined): string {
  return precision === undefined ? word : `${word}(${precision})`;
}
