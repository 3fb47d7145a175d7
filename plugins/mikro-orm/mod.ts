/**
 * The entities of MikroORM as the models of retort.
 *
 * ```ts ignore
 * import { MikroORM } from "@mikro-orm/postgresql";
 * import { mikroOrm } from "@retort/mikro-orm";
 * import { Post, User } from "./entities.ts";
 *
 * const orm = new MikroORM({ entities: [User, Post], dbName: "app" });
 * export const metadata = mikroOrm(orm);
 * ```
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { MetaData } from "@retort/core/schema";
import { readTarget } from "./read.ts";
import type { Platform } from "./table.ts";
import type { TargetSchema } from "./target.ts";

/** An instance of MikroORM for a database of SQL: `new MikroORM(config)`, connected to nothing. */
export interface MikroOrmInstance {
  /** What knows the schema of the entities. */
  readonly schema: {
    /** The schema that the entities want, in MikroORM's own shape. */
    getTargetSchema(): object;
  };
  /** The configuration. */
  readonly config: {
    /** What knows the database. */
    getPlatform(): object;
  };
}

const platforms: readonly (readonly [RegExp, Platform])[] = [
  [/PostgreSql/, "postgres"],
  [/MySql|MariaDb/, "mysql"],
  [/Sqlite|LibSql/, "sqlite"],
];

/**
 * The metadata that the entities of an instance amount to: what its schema generator would make. The
 * instance need not be connected.
 *
 * @throws {RetortError} `schema/bad-source` for a database that is not read.
 */
export function mikroOrm(orm: MikroOrmInstance): MetaData {
  const { schema, notes } = readTarget(
    orm.schema.getTargetSchema() as TargetSchema,
    platformOf(orm),
  );
  return new MetaData({ from: schema, notes });
}

/** The platform, by the names of its classes: those of drivers stand on those of MikroORM. */
function platformOf({ config }: MikroOrmInstance): Platform {
  const names: string[] = [];
  let at: object | null = Object.getPrototypeOf(config.getPlatform());
  for (; at; at = Object.getPrototypeOf(at)) names.push(at.constructor.name);
  for (const [pattern, platform] of platforms) {
    if (names.some((name) => pattern.test(name))) return platform;
  }
  const problem = `${names[0]} is not read; PostgreSQL, MariaDB, MySQL and SQLite are`;
  throw new RetortError("schema/bad-source", { source: "MikroORM", problem });
}
