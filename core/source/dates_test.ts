import assert from "node:assert/strict";
import { datePartsIn, isoDateIn } from "./dates.ts";
import { fileNameOf, writeRevision } from "./template.ts";

const summer = new Date("2026-07-01T22:30:05.250Z");
const midnight = new Date("2026-01-01T00:00:00Z");

Deno.test("datePartsIn() is UTC unless told", () => {
  const parts = { year: 2026, month: 7, day: 1, hour: 22, minute: 30, second: 5 };
  assert.deepEqual(datePartsIn(summer), parts);
});

Deno.test("datePartsIn() follows summer time and calls midnight 0", () => {
  assert.deepEqual([datePartsIn(summer, "Europe/Berlin").day, datePartsIn(midnight).hour], [2, 0]);
});

Deno.test("isoDateIn() shows how far a zone is from UTC", () => {
  assert.equal(isoDateIn(summer), "2026-07-01T22:30:05Z");
  assert.equal(isoDateIn(summer, "Europe/Berlin"), "2026-07-02T00:30:05+02:00");
  assert.equal(isoDateIn(summer, "America/St_Johns"), "2026-07-01T20:00:05-02:30");
  assert.equal(isoDateIn(summer, "UTC"), "2026-07-01T22:30:05+00:00");
  for (const zone of ["Asia/Kathmandu", "Pacific/Chatham", "America/New_York"]) {
    assert.equal(Date.parse(isoDateIn(summer, zone)), Math.floor(summer.getTime() / 1000) * 1000);
  }
});

Deno.test("fileNameOf() fills in all tokens, in the time zone", () => {
  const draft = { revision: "a1", message: "Add the dob", date: summer };
  const template =
    "%(year)d/%(month).2d/%(day)02d_%(hour).2d%(minute).2d%(second).2d_%(epoch)s_%(rev)s_%(slug)s";
  const name = (timezone?: string): string =>
    fileNameOf(draft, {
      fileTemplate: template,
      truncateSlugLength: 40,
      ...(timezone === undefined ? {} : { timezone }),
    });
  assert.equal(name(), "2026/07/01_223005_1782945005_a1_add_the_dob.ts");
  assert.equal(name("Europe/Berlin"), "2026/07/02_003005_1782945005_a1_add_the_dob.ts");
});

Deno.test("writeRevision() writes the create date in the time zone", () => {
  const draft = {
    revision: "a1",
    down: [],
    dependsOn: [],
    labels: [],
    message: "",
    date: summer,
    upgrade: [],
  };
  assert.match(
    writeRevision(draft, { timezone: "Asia/Tokyo" }),
    /^ \* Create Date: 2026-07-02T07:30:05\+09:00$/m,
  );
  assert.match(writeRevision(draft, { template: "{{date}}" }), /^2026-07-01T22:30:05Z$/m);
});
