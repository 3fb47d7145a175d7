import assert from "node:assert/strict";
import { readDocstring, readHeader } from "./header.ts";
import { writeRevision } from "./template.ts";

const file = (body: string): string =>
  `/**\n * Add dob\n *\n * Create Date: 2026-01-01\n */\n${body}`;

Deno.test("readHeader() reads ids, lists, labels, the message and the date", () => {
  const text = file(`export const revision = "b";
export const downRevision: readonly string[] = [
  "a1",
  'a2',
];
export const branchLabels = ["x"] as const;
export const dependsOn = "z";
export const upgrade = [];`);
  assert.deepEqual(readHeader(text), {
    revision: "b",
    down: ["a1", "a2"],
    labels: ["x"],
    dependsOn: ["z"],
    message: "Add dob",
    createDate: "2026-01-01",
  });
});

Deno.test("readHeader() reads a base, with Windows line ends and a byte order mark", () => {
  const text =
    '\uFEFF/** m */\r\nexport const revision = "a";\r\nexport const downRevision = null;\r\n';
  assert.deepEqual(readHeader(text)?.down, []);
  assert.equal(readHeader(text)?.message, "m");
});

Deno.test("readHeader() skips what stands in comments, strings and templates", () => {
  const text = `// export const revision = "no";
/* export const revision = "no"; */
const a = "export const revision = \\"no\\";";
const b = \`
export const revision = "no";
\`;
export const revision = "yes";
export const downRevision = null;`;
  assert.equal(readHeader(text)?.revision, "yes");
});

Deno.test("readHeader() leaves what it can't read to an import", () => {
  for (
    const body of [
      "export const revision = makeId();\nexport const downRevision = null;",
      'export const revision = "a";\nexport const downRevision = previous;',
      'export const revision = "a" + "b";\nexport const downRevision = null;',
      'export const revision = "a";',
      "export const upgrade = [];",
      "",
    ]
  ) assert.equal(readHeader(body), undefined, body);
});

Deno.test("readHeader() understands escapes", () => {
  const text = 'export const revision = "\\u0061\\x62\\"";\nexport const downRevision = null;';
  assert.equal(readHeader(text)?.revision, 'ab"');
});

Deno.test("writeRevision() writes a header that readHeader() reads back", () => {
  const header = { revision: "c", down: ["a", "b"], dependsOn: ["z"], labels: ["l"] };
  const draft = { ...header, message: 'a */ "quoted"', date: new Date(0), upgrade: [] };
  const read = readHeader(writeRevision(draft));
  assert.deepEqual(read, {
    ...header,
    message: 'a * / "quoted"',
    createDate: "1970-01-01T00:00:00Z",
  });
});

Deno.test("readHeader() is not led astray by strings, comments and half-open quotes", () => {
  const real = 'export const revision = "a";\nexport const downRevision = ["b", \'c\'] as const;\n';
  for (
    const before of ["// it's\n", '/* " */', "const q = /'/;\n", '"export const revision = 1;"\n']
  ) {
    assert.deepEqual(readHeader(before + real)?.down, ["b", "c"], before);
  }
  assert.equal(readHeader("`export const revision = 1;`\n" + real)?.revision, "a");
  assert.equal(readHeader(real + 'export const dependsOn = other("x");'), undefined);
});

Deno.test("readDocstring() takes the first line with words in it", () => {
  const text = "/**\r\n *\r\n *   Add it  \r\n * Create Date:  today \r\n */";
  assert.deepEqual(readDocstring(text), { message: "Add it", createDate: "today" });
});
