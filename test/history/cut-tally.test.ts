import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { comparedPart, dayPart } from "../../functions/daily-report/domain/history/pool.ts";
import { decodeTally, encodeTally, type Tally, type TallyPart } from "../../functions/daily-report/domain/tally.ts";
import { cutTally } from "../../functions/daily-report/history/cut-tally.ts";
import { checkedTally } from "../checked-day.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { day, handled } from "../session-rows.ts";

const fileOf = (tally: Tally) => `{"zone":"UTC","declared":1,"tally":${encodeTally(tally)}}\n`;
const cut = (text: string, part: TallyPart) => cutTally(Buffer.from(text), part);

const everything: TallyPart = () => () => true;
const nothing: TallyPart = () => null;

property.prop([hostileRows(day, 40)], { numRuns: 30 })(
  "a part of any tally is the same whether it is cut before it is parsed",
  (rows) => {
    const tally = checkedTally(rows);
    for (const part of [comparedPart, dayPart]) {
      const { tally: pairs } = JSON.parse(cut(fileOf(tally), part)) as { tally: unknown };
      const expected = decodeTally(JSON.parse(encodeTally(tally)), part);
      expect(encodeTally(decodeTally(pairs))).toBe(encodeTally(expected));
    }
    expect(cut(fileOf(tally), everything)).toBe(fileOf(tally));
  },
);

test("texts may hold what looks like the form of the file", () => {
  const hostile = ['"],["', "\\", '\\"]', ']]]]],["day",[[', "Анна 😀", '","tally":[['];
  const rows = hostile.map((name) => handled({ operatorName: name, userId: `${name}1`, messengerType: name }));
  const tally = checkedTally(rows);
  const part: TallyPart = (scope) => (scope === "operators" ? (counter) => counter === "name" : null);

  const { tally: pairs } = JSON.parse(cut(fileOf(tally), part)) as { tally: unknown };
  const names = [...(decodeTally(pairs).get("operators")?.values() ?? [])].flatMap((row) => [
    ...(row.get("name")?.keys() ?? []),
  ]);
  expect(names.sort()).toEqual(hostile.map((name) => name.trim()).sort());
});

test("the head and the end of the file are kept if nothing of the tally is", () => {
  expect(cut(fileOf(checkedTally([handled()])), nothing)).toBe('{"zone":"UTC","declared":1,"tally":[]}\n');
  expect(cut(fileOf(new Map()), everything)).toBe(fileOf(new Map()));
});

test("only the wanted counters of the wanted scopes are left", () => {
  const text =
    '{"a":1,"tally":[["bots",[["7",[["class",[["lost",1]]],["csi",[["4 5",2]]]]]]],["day",[["",[["class",[["lost",1]]]]]]]]}';
  const part: TallyPart = (scope) => (scope === "bots" ? (counter) => counter === "csi" : null);

  expect(cut(text, part)).toBe('{"a":1,"tally":[["bots",[["7",[["csi",[["4 5",2]]]]]]]]}');
});

describe("a file is returned whole if it", () => {
  test.each([
    ["has no tally", '{"zone":"UTC"}'],
    ["is written with spaces", '{"a":1,"tally":[["day", [["", []]]]]}'],
    ["is written with lines", '{"a":1,"tally":[\n["day",[]]]}'],
    ["has an object as its tally", '{"a":1,"tally":{}}'],
    ["has a tally that is no list of pairs", '{"a":1,"tally":["day"]}'],
    ["has a scope without rows", '{"a":1,"tally":[["day"]]}'],
    ["has a key that is no text", '{"a":1,"tally":[[1,[]]]}'],
    ["has a pair of three parts", '{"a":1,"tally":[["day",[],[]]]}'],
    ["has no comma between pairs", '{"a":1,"tally":[["day",[]]["rows",[]]]}'],
    ["ends within the tally", '{"a":1,"tally":[["day",[["",[["class",[["lost",1]'],
    ["ends within a text", '{"a":1,"tally":[["day",[["",[["cla'],
    ["is empty", ""],
  ])("%s", (_, text) => {
    expect(cut(text, dayPart)).toBe(text);
  });
});
