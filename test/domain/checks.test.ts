import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { checksOf } from "../../functions/daily-report/domain/checks.ts";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { decodeTally, encodeTally, mergeTallies } from "../../functions/daily-report/domain/tally.ts";
import { asked, checkedTally, whole } from "../checked-day.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { day, handled } from "../session-rows.ts";
import { cut, shuffled } from "./rows-in-pieces.ts";

const rows = hostileRows(day, 60);
const seeds = fc.infiniteStream(fc.nat({ max: 1_000_000 }));
const narrow = { fields: asked.fields.slice(5), companyId: 1, botId: "b" };

test.prop([rows, fc.array(fc.integer({ min: day.from, max: day.to }), { maxLength: 24 }), seeds], { numRuns: 50 })(
  "the checks of a day do not depend on the order of its rows, nor on how they are cut into pieces and merged",
  (items, instants, random) => {
    const pieces = shuffled(cut(items, instants), random).map((piece) => checkedTally(shuffled(piece, random), narrow));

    expect(encodeTally(mergeTallies(...pieces))).toBe(encodeTally(checkedTally(items, narrow)));
  },
);

test.prop([rows], { numRuns: 30 })("decodeTally reads the tally that encodeTally printed", (items) => {
  const text = encodeTally(checkedTally(items));

  expect(encodeTally(decodeTally(JSON.parse(text)))).toBe(text);
});

test.each([
  [{}],
  [[["day", 1]]],
  [[["day"]]],
  [["day"]],
  [[[1, []]]],
  [[["day", [["", [["class", [["spam", "1"]]]]]]]]],
])("decodeTally throws a TypeError for %j", (json) => {
  expect(() => decodeTally(json)).toThrow(TypeError);
});

test("a healthy session adds nothing to the checks except its unrated marks", () => {
  const healthy = whole(handled({ operatorMessageCount: 2 }));

  expect(checkedTally([healthy]).get("checks")).toEqual(
    new Map(["nps", "csi", "rating"].map((field) => [field, new Map([["unrated", new Map([["", 1]])]])])),
  );
});

test("the tally of the checks contains no unknown field name and no text value of a timer", () => {
  const strange = handled({ "Ivan Petrov": "phone 123", operatorTimerFirstAnswer: "Ivan" });

  expect(JSON.stringify([...(checkedTally([strange]).get("checks") ?? [])].map(([row]) => row))).not.toContain("Ivan");
  expect(encodeTally(checkedTally([strange]))).not.toMatch(/Ivan|phone/);
});

test("absent and unknown fields are counted for each row, whatever fields the rows before it had", () => {
  const { nps: _, ...without } = whole(handled());
  const reordered = Object.fromEntries(Object.entries(whole(handled())).reverse());
  const rows = [
    whole(handled()),
    handled({ more: 1 }),
    without,
    { ...without, id: "w" },
    whole({ ...handled(), more: 2 }),
    reordered,
  ];
  const checks = checkedTally(rows).get("checks");
  const counted = (row: string, counter: string) => checks?.get(row)?.get(counter)?.get("");

  expect(counted("", "unasked_field")).toBe(2);
  expect(counted("nps", "absent")).toBe(3);
  expect(counted("rating", "absent")).toBe(1);
  expect(counted("id", "absent")).toBeUndefined();
});

test("fields that were asked for on behalf of other reports count neither as unknown nor as absent", () => {
  const rows = [{ ...whole(handled()), phone: 1 }, whole(handled()), { ...whole(handled()), more: 2 }];
  const checks = checksOf(sortOut(rows, day), { ...asked, fieldsOfOthers: ["phone"] }).get("checks");

  expect(checks?.get("")?.get("unasked_field")?.get("")).toBe(1);
  expect(checks?.get("phone")).toBeUndefined();
});
