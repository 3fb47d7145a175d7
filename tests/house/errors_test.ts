import assert from "node:assert/strict";
import { type ErrorCode, errorCodes, type ErrorData, RetortError } from "@retort/core/errors";
import { textFiles } from "./files.ts";

/** A value that answers as a list, a text, a number and an object, so that every message renders. */
function sample(depth = 0): unknown {
  const items = depth < 5 ? [sample(depth + 1), sample(depth + 1)] : ["a"];
  const text = "sample";
  return new Proxy(items, {
    get(list: unknown[], key): unknown {
      if (key === Symbol.toPrimitive) return (hint: string) => (hint === "number" ? 2 : text);
      if (key === "toString") return () => text;
      if (Reflect.has(list, key)) return Reflect.get(list, key);
      const method: unknown = Reflect.get(Object(text), key);
      if (typeof method === "function") return method.bind(text);
      return typeof key === "string" && depth < 5 ? sample(depth + 1) : text;
    },
  });
}

function example(code: ErrorCode): RetortError {
  return new RetortError(code, sample() as ErrorData[ErrorCode]);
}

Deno.test("every error code has one entry in the catalog", async () => {
  const files = (await textFiles()).filter(({ path }) => path.startsWith("core/errors/"));
  const text = files.map((file) => file.text).join("\n");
  for (const code of errorCodes) {
    assert.match(code, /^[a-z]+\/[a-z]+(?:-[a-z]+)*$/);
    assert.equal(text.split(`"${code}": {\n    exit:`).length - 1, 1, `entries of ${code}`);
  }
});

Deno.test("every error says what happened: one sentence without a full stop", () => {
  for (const code of errorCodes) {
    const { message } = example(code);
    assert.doesNotMatch(message, /undefined|NaN|\[object|\.$|^$/, `${code}: ${message}`);
    // A sentence begins with a capital, a quoted name, a number or a name in the user's own case.
    assert.match(message, /^(?:[A-Z"\d[]|sample|op\.)/, `${code}: ${message}`);
  }
});

Deno.test("every error names the next thing to do", () => {
  for (const code of errorCodes) {
    const { hint } = example(code);
    assert.ok(hint, `${code} has no hint`);
    assert.doesNotMatch(String(hint), /undefined|NaN|\[object|[^.]\.$|^$/, `${code}: ${hint}`);
  }
});

Deno.test("every error has an exit code of the design", () => {
  const known = [1, 2, 3, 4, 5, 6, 7, 8, 130];
  for (const code of errorCodes) assert.ok(known.includes(example(code).exit));
});
