import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { renderWorkbook } from "../../functions/daily-report/workbook/render-workbook.ts";
import { type PreviewKind, previewDay } from "../../local/preview-days.ts";
import { checkedReport } from "../checked-day.ts";
import { exampleGoals } from "../example-history.ts";
import { incidentDay } from "../furnished-history.ts";
import { hasProgram } from "../programs.ts";
import { day } from "../session-rows.ts";
import { expectReport } from "./expect-report.ts";
import { furnishedDay } from "./furnished-day.ts";
import { readByPython } from "./read-by-python.ts";

function invented(kind: PreviewKind): Report {
  const { rows, declared, weekday } = previewDay(kind, { day, seed: 1 });
  return checkedReport(rows, { weekday, declared, fields: Object.keys(Object(rows[0])) });
}

/** Days, and how many figures the workbook of each has at least. */
const days: readonly { name: string; report: Report; figures: number }[] = [
  { name: "a furnished day", report: furnishedDay(), figures: 1500 },
  { name: "an incident with a history and goals", report: { ...incidentDay(), goals: exampleGoals() }, figures: 1000 },
  { name: "an invented day with contradictions", report: invented("doubtful"), figures: 2000 },
  { name: "an invented day of which sessions are missing", report: invented("incomplete"), figures: 2000 },
  { name: "an invented day of which a third cannot be read", report: invented("unreadable"), figures: 2000 },
  { name: "an invented day without ratings", report: invented("unrated"), figures: 2000 },
  { name: "an invented day of one operator", report: invented("one-operator"), figures: 1500 },
  { name: "an invented day of hostile names", report: invented("hostile-names"), figures: 2000 },
  { name: "a day without sessions", report: invented("unusually-quiet"), figures: 150 },
];
const cases = days.flatMap((one) => (["en", "ru"] as const).map((locale) => ({ ...one, locale })));

describe.skipIf(!hasProgram("openpyxl", "every figure of report.json in the workbook"))("openpyxl", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "figures-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(cases)("finds every figure of report.json in the workbook of $name, $locale", async (one) => {
    const { report, locale, figures } = one;
    const file = join(folder, "report.xlsx");
    await writeFile(file, await renderWorkbook({ report, title: "Support", locale, currency: "RUB" }));
    const { sheets } = readByPython(file);
    expect(expectReport({ sheets, report, locale })).toBeGreaterThan(figures);
  });
});
