/**
 * Which server it is that answers.
 *
 * @module
 */

/** What a server's version says. */
export interface ServerVersion {
  /** The product. */
  readonly flavour: "mariadb" | "mysql";
  /** The version: `10.11.6`. */
  readonly version: string;
  /** Why it can't be used, if it can't. */
  readonly problem?: string;
}

const oldest: Readonly<Record<ServerVersion["flavour"], readonly [number, number]>> = {
  mariadb: [10, 5],
  mysql: [8, 0],
};
const products: Readonly<Record<ServerVersion["flavour"], string>> = {
  mariadb: "MariaDB",
  mysql: "MySQL",
};

/**
 * What a server's version says of it: `10.11.6-MariaDB-1`, `8.4.2`; old clients were told
 * `5.5.5-10.11.6-MariaDB`.
 */
export function readVersion(text: string): ServerVersion {
  const flavour = /mariadb/i.test(text) ? "mariadb" : "mysql";
  const plain = flavour === "mariadb" ? text.replace(/^5\.5\.5-(?=\d)/, "") : text;
  const [version = text, first = "0", second = "0"] = /^(\d+)\.(\d+)(?:\.\d+)?/.exec(plain) ?? [];
  const [major, minor] = oldest[flavour];
  const old = Number(first) < major || (Number(first) === major && Number(second) < minor);
  if (!old) return { flavour, version };
  const problem = `${
    products[flavour]
  } ${version} is too old; ${major}.${minor} is the oldest that works`;
  return { flavour, version, problem };
}

/**
 * The `sql_mode` to set where the server's own doesn't do: literals double their backslashes. Names
 * stand in backticks, which every mode takes.
 */
export function sessionMode(mode: string): string | undefined {
  const modes = mode.split(",");
  const kept = modes.filter((item) => item !== "NO_BACKSLASH_ESCAPES");
  return kept.length === modes.length ? undefined : kept.join(",");
}
