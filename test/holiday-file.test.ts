import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withHolidayDates } from "../functions/daily-report/holiday-file.ts";
import { parseReportDefinitions } from "../functions/daily-report/report-definition.ts";
import { loadDefinitions } from "../local/load-definitions.ts";
import { emptyFolder } from "./story-world.ts";

const smallest = { id: "support", zone: "Europe/Moscow" };

/** The holidays of a report whose file has this text. */
function holidaysOf(text: string): readonly string[] | undefined {
  const reports = withHolidayDates([{ ...smallest, holidays: "ru.txt" }], "cdk.json", () => text);
  return parseReportDefinitions(reports, "cdk.json")[0]?.holidays;
}

test("a file of holidays has one date per line; blank lines and what follows # are left out", () => {
  const text = "\uFEFF# Russia\r\n2026-05-09  # Victory Day\r\n\r\n  2026-01-01\n2026-05-09";

  expect(holidaysOf(text)).toEqual(["2026-01-01", "2026-05-09"]);
  expect(holidaysOf("")).toEqual([]);
});

test("what is no path is left for the check of the definitions", () => {
  const reports = [smallest, { ...smallest, holidays: ["2026-01-01"] }, "support", null];
  const read = () => {
    throw new Error("must not be read");
  };

  expect(withHolidayDates(reports, "cdk.json", read)).toEqual(reports);
  expect(withHolidayDates(undefined, "cdk.json", read)).toBeUndefined();
});

describe("a wrong file of holidays is refused", () => {
  test.each([
    ["2026-01-01\nNew Year", 'ru.txt (holidays), line 2 is "New Year"; it must be a date such as 2026-01-01'],
    ["2026-13-01", 'ru.txt (holidays), line 1 is "2026-13-01"; it must be a date such as 2026-01-01'],
  ])("with the line of what is no date: %j", (text, message) => {
    expect(() => holidaysOf(text)).toThrow(`cdk.json: report "support": ${message}.`);
  });

  test("if it cannot be read", () => {
    const read = () => {
      throw new Error("ENOENT");
    };

    expect(() => withHolidayDates([{ holidays: "no.txt" }], "cdk.json", read)).toThrow(
      'cdk.json: report 1: holidays is "no.txt"; it must be the path of a readable file, relative to the file of the reports, or a list of dates.',
    );
  });
});

test("the path of a file of holidays is relative to the file of the definitions", async () => {
  const folder = await emptyFolder();
  await mkdir(join(folder, "holidays"));
  await writeFile(join(folder, "holidays", "ru.txt"), "2026-01-01\n");
  const definitions = join(folder, "reports.json");
  await writeFile(definitions, JSON.stringify([{ ...smallest, holidays: "holidays/ru.txt" }]));

  expect(loadDefinitions(definitions)[0]?.holidays).toEqual(["2026-01-01"]);
});
