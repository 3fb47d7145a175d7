import assert from "node:assert/strict";
import { denied } from "./denied.ts";
import { typed } from "./failure.ts";

Deno.test("denied() names the flag to add", () => {
  const refused = (text: string): unknown =>
    denied(new Error(`Requires ${text}, run again with the --allow-x flag`))?.data;
  assert.deepEqual(refused('env access to "HOME"'), {
    flag: "--allow-env=HOME",
    what: "read the environment variable HOME",
  });
  assert.deepEqual(refused('write access to "m/a b.ts"'), {
    flag: '--allow-write="m/a b.ts"',
    what: "write m/a b.ts",
  });
  assert.deepEqual(refused('net access to "db:5432"'), {
    flag: "--allow-net=db:5432",
    what: "connect to db:5432",
  });
  assert.deepEqual(refused("ffi access"), { flag: "--allow-ffi", what: "use ffi" });
});

Deno.test("denied() says the path as it is seen from here", () => {
  const error = new Error(
    `Requires read access to "${Deno.cwd()}/x.ts", run again with the --allow-read flag`,
  );
  assert.equal(denied(new Error("outer", { cause: error }))?.data.flag, "--allow-read=x.ts");
  assert.equal(denied(new Error("something else")), undefined);
});

Deno.test("typed() makes one line of what nobody expected", () => {
  const error = typed(new TypeError("x is undefined\nmore"));
  assert.equal(error.message, "Something went wrong inside of retort: x is undefined");
  assert.equal(error.exit, 1);
});

Deno.test("typed() points to all rights that a command needs, where there is a project", () => {
  const refused = new Error(
    'Requires net access to "db:5432", run again with the --allow-net flag',
  );
  const add = "add --allow-net=db:5432 to the deno command or to the task in deno.json";
  const more = `${add}; "retort permissions" prints all that a command needs`;
  assert.equal(typed(refused, ["-c", "a.ini", "upgrade", "head"]).hint, more);
  for (const command of ["init", "permissions", "import"]) {
    assert.equal(typed(refused, [command]).hint, add);
  }
});
