import { expect, test } from "vitest";
import { peopleSection } from "../../functions/daily-report/email/sections/people.ts";
import { handled, type Item, reportOf } from "../session-rows.ts";
import { sectionText } from "./section-text.ts";

const times = (n: number, fields: Item, reply = 30) => Array.from({ length: n }, () => handled(fields, reply));
const nikita = { userId: 13, operatorName: "Nikita Pavlov" };
const [good, bad] = [
  { csi: 5, csiMax: 5, nps: 10 },
  { csi: 1, csiMax: 5, nps: 0 },
];

/** Nikita is behind the others in ratings and reply times, Maria ahead of them in reply times, and Anna beside Nikita in ratings. */
const rows = [
  ...times(15, { ...nikita, ...good }),
  ...times(15, { ...nikita, ...bad }, 90),
  ...times(10, nikita, 90),
  ...times(60, { userId: 1, operatorName: "Anna", ...good }),
  ...times(20, { userId: 1, operatorName: "Anna" }, 90),
  ...times(100, { userId: 2, operatorName: "Maria" }),
];

test("the section on people names whom to talk to and whom to praise, with reasons", () => {
  expect(sectionText(peopleSection, reportOf(rows))).toEqual([
    "TALK TO",
    "Nikita Pavlov: NPS 0 (30 ratings; others +100), 50% of ratings were 4–5 (15 of 30; others 100%), 38% within 1 min (15 of 40; others 89%).",
    "Praise",
    "Anna: NPS +100 (60 ratings; others 0), 100% of ratings were 4–5 (60 of 60; others 50%).",
    "Maria: 100% within 1 min (100 of 100; others 63%).",
  ]);
  expect(sectionText(peopleSection, reportOf(rows), "ru")).toEqual([
    "С КЕМ ПОГОВОРИТЬ",
    "Nikita Pavlov: NPS 0 (30 оценок; у остальных +100), оценок 4–5 — 50 % (15 из 30; у остальных 100 %), за 1 мин — 38 % (15 из 40; у остальных 89 %).",
    "Кого похвалить",
    "Anna: NPS +100 (60 оценок; у остальных 0), оценок 4–5 — 100 % (60 из 60; у остальных 50 %).",
    "Maria: за 1 мин — 100 % (100 из 100; у остальных 63 %).",
  ]);
});

test("the section on people says that nobody is behind", () => {
  const alike = [...times(20, nikita), ...times(20, { userId: 1, operatorName: "Anna" })];
  expect(sectionText(peopleSection, reportOf(alike))).toEqual([
    "TALK TO",
    "Nobody is clearly behind the others; small differences may be chance.",
  ]);
  expect(sectionText(peopleSection, reportOf(alike), "ru").at(-1)).toBe(
    "Никто явно не отстаёт от остальных; небольшие различия могут быть случайными.",
  );
});

test("the section on people tells operators of the same name apart", () => {
  const twins = rows.map((row) => (row.operatorName === "Anna" ? { ...row, operatorName: "Nikita Pavlov" } : row));
  expect(sectionText(peopleSection, reportOf(twins))[1]).toMatch(/^Nikita Pavlov \(13\): /);
});

test("the section on people says that there are too few sessions to compare, or only one operator", () => {
  const few = reportOf([...times(9, nikita), ...times(9, { userId: 1, operatorName: "Anna" })]);
  expect(sectionText(peopleSection, few)).toEqual(["TALK TO", "Too few sessions to compare the operators."]);
  expect(sectionText(peopleSection, few, "ru").at(-1)).toBe("Сессий слишком мало, чтобы сравнивать операторов.");
  const alone = reportOf(times(20, nikita));
  expect(sectionText(peopleSection, alone)).toEqual(["TALK TO", "There is only one operator: nobody to compare with."]);
  expect(sectionText(peopleSection, alone, "ru").at(-1)).toBe("Оператор только один: сравнивать не с кем.");
});

test("the section on people is absent if no operator had a session", () => {
  expect(sectionText(peopleSection, reportOf([]))).toEqual([]);
});
