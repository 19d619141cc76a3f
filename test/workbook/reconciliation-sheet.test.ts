import { describe, expect, test } from "vitest";
import { handled, reportOf, reportOfTally, tallyRows } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { firstColumn, openWorkbook } from "./open-workbook.ts";
import { tableIn } from "./read-workbook.ts";

describe("the sheet Data and definitions", () => {
  const report = busyDay();

  test("shows how the rows add up in each sum", async () => {
    const { rows, sheet } = (await openWorkbook(report)).sheet("reconciliation");
    const head = rows.findIndex(([first]) => first?.value === "Figure") + 1;
    const lines = rows.slice(head, head + 16).map(([label, count]) => [label?.value, count?.value]);
    expect(lines[4]).toEqual(["Total: received", 79]);
    expect(lines.slice(0, 4).reduce((sum, [, count]) => sum + Number(count), 0)).toBe(79);
    expect(lines[11]).toEqual(["Total: of this day", 75]);
    expect(lines.slice(5, 11).reduce((sum, [, count]) => sum + Number(count), 0)).toBe(75);
    expect(lines.slice(12)).toEqual([
      ["according to TWIN", 78],
      ["minus received", 79],
      ["plus duplicates left out of that count", 1],
      ["Total: missing", 0],
    ]);
    const bold = lines.flatMap(([label], index) => (sheet.getCell(head + 1 + index, 1).font.bold ? [label] : []));
    expect(bold).toEqual(["Total: received", "Total: of this day", "Total: missing"]);
  });

  test("shows the quality of every field, and why rows could not be used", async () => {
    const sheet = (await openWorkbook(report)).sheet("reconciliation");
    const fields = new Map(tableIn(sheet, "Field").map((row) => [row.Field?.value, row]));
    for (const [field, quality] of Object.entries(report.quality.fields)) {
      const row = fields.get(field);
      const heads = ["empty", "wrong type", "out of range", "zero date, read as empty", "without a time zone"];
      const shown = heads.map((head) => row?.[head]?.value ?? undefined);
      const { null: empty, wrongType, outOfRange, zeroDate, noOffset } = quality;
      expect(shown, field).toEqual([empty, wrongType, outOfRange, zeroDate, noOffset]);
    }
    const reasons = tableIn(sheet, "Reason").map((row) => [row.Reason?.value, row.Rows?.value]);
    expect(Object.fromEntries(reasons)).toMatchObject({ "without id": 1, "closed before it was created": 1 });
  });

  test("says whether all declared sessions were read, when the API was asked, and which duplicate is kept", async () => {
    const said = async (day: typeof report) => firstColumn((await openWorkbook(day)).sheet("reconciliation"));
    const incomplete = await said(reportOfTally(tallyRows([handled()]), { declared: 3 }));
    expect(incomplete).toContain("Data incomplete: 2 of 3 sessions were not received.");
    expect(incomplete).not.toContain("Data complete");
    const complete = await said(reportOf([handled()]));
    expect(complete).toContain("Data complete: every session that TWIN lists for the day was received.");
    expect(complete).toContain("Data as of 3\u00a0March, 07:30.");
    expect(complete).toContain("the latest version is kept");
    expect(await said(report)).toContain("was still open");
  });
});
