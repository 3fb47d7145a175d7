import assert from "node:assert/strict";

const program = `
import { exitOnInterrupt, interruptible } from "${new URL("./interrupt.ts", import.meta.url)}";
exitOnInterrupt();
const wait = () => {
  console.log("waits");
  return Deno.stdin.readSync(new Uint8Array(9));
};
interruptible(wait);
interruptible(wait);
`;

Deno.test({
  name: "interruptible() lets Ctrl-C end a read that no listener would be called in",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using child = new Deno.Command(Deno.execPath(), {
      args: ["eval", program],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const said = child.stdout.getReader();
    await said.read();
    const writer = child.stdin.getWriter();
    await writer.write(new Uint8Array([10]));
    await said.read();
    child.kill("SIGINT");
    assert.equal((await child.status).signal, "SIGINT");
    await said.cancel();
    await writer.abort().catch(() => {});
  },
});
