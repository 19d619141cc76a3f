import { expect, test } from "vitest";
import { busiestRows } from "../../functions/daily-report/texts/busiest-rows.ts";
import { rowName } from "../../functions/daily-report/texts/row-name.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { botOnly, handled, reportOf } from "../session-rows.ts";

const sessionsOf = (userId: number, n: number) => Array.from({ length: n }, () => handled({ userId }));
const { operators } = reportOf([
  ...sessionsOf(1, 2),
  ...sessionsOf(2, 5),
  ...sessionsOf(3, 2),
  ...Array.from({ length: 3 }, () => botOnly()),
]).breakdowns;

test("busiestRows sorts by sessions, then by key, and puts the row without a key last", () => {
  expect(busiestRows(operators, 10).shown.map(({ key }) => key)).toEqual(["2", "1", "3", "none"]);
});

test("busiestRows cuts off the rows with the fewest sessions", () => {
  const { shown, rest } = busiestRows(operators, 2);
  expect(shown.map(({ key }) => key)).toEqual(["2", "none"]);
  expect(rest.map(({ key }) => key)).toEqual(["1", "3"]);
});

test("rowName names an hour by its start and end", () => {
  const { hours } = reportOf([]).breakdowns;
  const names = hours.map((row) => rowName(row, "hours", textsFor("en")));
  expect([names[0], names[9], names[23]]).toEqual(["00:00–01:00", "09:00–10:00", "23:00–24:00"]);
});

test("rowName names the row without an operator in the reader's language, and all others as the report does", () => {
  const names = busiestRows(operators, 10).shown.map((row) => rowName(row, "operators", textsFor("ru")));
  expect(names).toEqual(["Anna", "Anna", "Anna", "Без оператора"]);
});
