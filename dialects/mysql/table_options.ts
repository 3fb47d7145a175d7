/**
 * What a table says of itself behind its columns.
 *
 * @module
 */
import type { Capabilities } from "@retort/core/dialect";
import { compact, type Json } from "@retort/core/schema";
import { notDefault } from "./flavour.ts";

/** Options that are one word, by the words of SQL, as models call them. */
export const storageOptions: Readonly<Record<string, string>> = {
  ROW_FORMAT: "rowFormat",
  KEY_BLOCK_SIZE: "keyBlockSize",
  TRANSACTIONAL: "transactional",
  PAGE_CHECKSUM: "pageChecksum",
  CHECKSUM: "checksum",
  DELAY_KEY_WRITE: "delayKeyWrite",
  PACK_KEYS: "packKeys",
  MIN_ROWS: "minRows",
  MAX_ROWS: "maxRows",
  AVG_ROW_LENGTH: "avgRowLength",
  STATS_PERSISTENT: "statsPersistent",
  STATS_AUTO_RECALC: "statsAutoRecalc",
  STATS_SAMPLE_PAGES: "statsSamplePages",
};

/** The options in the catalog's own text: `row_format=COMPRESSED key_block_size=8`. */
export function readStorageOptions(text: string): Readonly<Record<string, Json>> {
  const found: Record<string, Json> = {};
  for (const [, word = "", value = ""] of text.matchAll(/(?:^| )(\w+)=(\w+)/g)) {
    const name = storageOptions[word.toUpperCase()];
    if (name !== undefined) found[name] = /^\d+$/.test(value) ? Number(value) : value.toLowerCase();
  }
  return found;
}

/** The options as they are compared: words in lower case, and what InnoDB does anyway left out. */
export function normalStorage(
  options: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json | undefined>> {
  const found = Object.values(storageOptions).map((name): [string, Json | undefined] => {
    const value = options[name];
    if (value === undefined || value === null) return [name, undefined];
    // Nought is what there is where nothing is said; only Aria checks its pages unless told.
    if (Number(value) === 0 && name !== "pageChecksum") return [name, undefined];
    return [name, typeof value === "string" ? value.toLowerCase() : value];
  });
  const engine = notDefault(options["engine"], "innodb");
  const given = Object.fromEntries(found);
  const usual = engine === undefined && given["rowFormat"] === "dynamic";
  // Aria says of its own accord that it is crash-safe and checks its pages, and other engines keep that
  // word though it means nothing to them.
  const aria = (name: string): Json | undefined =>
    engine !== "aria" || Number(given[name]) === 1 ? undefined : given[name];
  return compact({
    ...given,
    rowFormat: usual ? undefined : given["rowFormat"],
    pageChecksum: aria("pageChecksum"),
    transactional: aria("transactional"),
  }) as Readonly<Record<string, Json>>;
}

/** The options that ALTER TABLE changes: what models don't say is the choice of server and database. */
export const changeable: NonNullable<Capabilities["tableOptions"]> = {
  engine: "said",
  charset: "said",
  collate: "said",
  ...Object.fromEntries(
    Object.values(storageOptions).map((name): [string, "said"] => [name, "said"]),
  ),
};

/** What an option is set to so that the server's own choice comes back. */
export const resets: Readonly<Record<string, string>> = {
  ENGINE: "InnoDB",
  KEY_BLOCK_SIZE: "0",
  CHECKSUM: "0",
  DELAY_KEY_WRITE: "0",
  MIN_ROWS: "0",
  MAX_ROWS: "0",
  AVG_ROW_LENGTH: "0",
  PAGE_CHECKSUM: "0",
};
