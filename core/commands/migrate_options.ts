/**
 * What `migrate()` takes, for callers without types.
 *
 * @module
 */
import type { Connection, Dialect } from "../dialect/mod.ts";
import { checkDialect } from "../dialect/versions.ts";
import { RetortError } from "../errors/mod.ts";
import * as shape from "../run/options.ts";
import { secretKey } from "../secret.ts";
import type { MigrateOptions } from "./migrate.ts";

const oneOf = (...words: readonly string[]): shape.OptionShape => ({
  is: (value) => words.some((word) => word === value),
  what: words.map((word) => `"${word}"`).join(" or "),
});

const shapes: shape.OptionShapes<MigrateOptions> = {
  dialect: shape.dialect,
  url: {
    is: (value) => shape.text.is(value) || shape.isObject(value) && secretKey in value,
    what: "a text or a Secret",
  },
  connection: {
    is: shape.isObject,
    what: "what fromSqlite(…), fromPostgres(…) or fromMysql(…) gives",
  },
  revisions: { ...shape.revisions, needed: true },
  target: shape.text,
  transactionMode: oneOf("revision", "all", "none"),
  allowLoss: shape.texts,
  keep: shape.flag,
  versionTable: shape.text,
  versionSchema: shape.text,
  x: shape.record,
  commit: shape.text,
  lock: { is: shape.isObject, what: "an object such as { wait: 5000 }" },
  lockTimeout: shape.milliseconds,
  lockTries: {
    is: (value) => Number.isInteger(value) && Number(value) > 0,
    what: "a whole number, 1 or more",
  },
  database: shape.text,
  recordSchema: shape.flag,
  plugins: { is: Array.isArray, what: "an array of plugins" },
  listener: shape.callable,
  signal: {
    is: (value) => shape.isObject(value) && shape.flag.is(value["aborted"]),
    what: "an AbortSignal",
  },
};

const lockShapes: shape.OptionShapes<NonNullable<MigrateOptions["lock"]>> = {
  mode: oneOf("session", "lease"),
  wait: shape.milliseconds,
  ttl: shape.milliseconds,
  holder: shape.text,
};

/**
 * Refuses what `migrate()` cannot use.
 *
 * @throws {RetortError} `config/bad-option`, `versions/mixed`.
 */
export function checkMigrate(options: MigrateOptions): void {
  shape.checkOptions("migrate()", options, shapes);
  shape.checkOptions("migrate({ lock })", options.lock ?? {}, lockShapes);
  checkDialect(options.dialect);
}

/**
 * Refuses a connection of another dialect.
 *
 * @throws {RetortError} `config/bad-option`.
 */
export function checkConnection(
  { server }: Connection,
  dialect: Pick<Dialect, "name">,
): void {
  if (server.dialect === dialect.name) return;
  throw new RetortError("config/bad-option", {
    call: "migrate()",
    option: "dialect",
    problem: `"dialect" is ${dialect.name}, and "connection" is one of ${server.dialect}`,
    similar: [],
  });
}
