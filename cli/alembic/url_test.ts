import assert from "node:assert/strict";
import { takenUrl } from "./url.ts";

const cases: readonly (readonly [text: string, url: string, left?: readonly string[]])[] = [
  ["postgresql+psycopg2://app:p%40s@db:5432/shop", "postgresql://app:p%40s@db:5432/shop", [
    'the driver "psycopg2"',
  ]],
  ["postgresql://app@db/shop", "postgresql://app@db/shop"],
  [
    "mysql+pymysql://root@127.0.0.1/shop?charset=utf8mb4&password=x",
    "mysql://root@127.0.0.1/shop",
    [
      'the driver "pymysql"',
      'the option "charset"',
      'the option "password"',
    ],
  ],
  ["mariadb+mariadbconnector://root@h/x", "mariadb://root@h/x", ['the driver "mariadbconnector"']],
  ["sqlite:///shop.db", "sqlite:old/shop.db"],
  ["sqlite:///./data/shop.db", "sqlite:old/data/shop.db"],
  ["sqlite:////var/shop.db", "sqlite:/var/shop.db"],
  ["sqlite+aiosqlite:///shop.db", "sqlite:old/shop.db", ['the driver "aiosqlite"']],
  ["sqlite://", "sqlite::memory:"],
  ["sqlite:///:memory:", "sqlite::memory:"],
];

for (const [text, url, left = []] of cases) {
  Deno.test(`takenUrl() makes ${url} of ${text}`, () => {
    assert.deepEqual(takenUrl(text, "old"), { url, left });
  });
}

Deno.test("takenUrl() takes what alembic init writes for none", () => {
  assert.equal(takenUrl("driver://user:pass@localhost/dbname", "."), undefined);
  assert.equal(takenUrl(undefined, "."), undefined);
  assert.equal(takenUrl("", "."), undefined);
});
