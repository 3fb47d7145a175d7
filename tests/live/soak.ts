/**
 * Looks for changes that nobody made in many more models than the tests do: `deno task soak`, or
 * `deno task soak 5000 7` for another number and another seed.
 *
 * @module
 */
import { groundOf as mysqlGround } from "./mysql/ground.ts";
import { mysqlServer, withDatabase as withMysql } from "../servers/mysql.ts";
import { postgresServer, withDatabase as withPostgres } from "../servers/postgres.ts";
import { type Ground, huntPhantoms, usual, wronglyRefused } from "./phantoms.ts";
import { groundOf as postgresGround } from "./postgres/ground.ts";
import { withGround } from "./sqlite/ground.ts";

const [count = 1000, seed = usual.seed] = Deno.args.filter((arg) => arg !== "--").map(Number);
const encoder = new TextEncoder();
let failed = false;

async function say(text: string): Promise<void> {
  await Deno.stdout.write(encoder.encode(`${text}\n`));
}

async function soak(ground: Ground): Promise<void> {
  const begin = performance.now();
  const tally = await huntPhantoms(ground, { count, changes: Math.ceil(count / 4), seed });
  const { phantoms, schemas, changes, refused } = tally;
  const wrong = wronglyRefused(ground, tally);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  await say(
    `${ground.dialect.name}: ${schemas} schemas and ${changes} changes in ${seconds} s, ` +
      `${phantoms.length} phantom changes, ${refused.length} refused, ${wrong.length} of them wrongly`,
  );
  for (const line of [...phantoms, ...wrong].slice(0, 20)) await say(`  ${line}`);
  if (phantoms.length > 0 || wrong.length > 0) failed = true;
}

await withGround(soak);
const postgres = await postgresServer();
if (typeof postgres === "string") await say(`postgres was skipped: ${postgres}`);
else {
  await withPostgres(postgres, "soak", async (database) => {
    await soak(postgresGround(await database.connect()));
  });
  await postgres.close();
}
const mysql = await mysqlServer();
if (typeof mysql === "string") await say(`mysql was skipped: ${mysql}`);
else {
  await withMysql(mysql, "soak", async (database) => {
    await soak(mysqlGround(await database.connect()));
  });
  await mysql.close();
}
if (failed) Deno.exit(1);
