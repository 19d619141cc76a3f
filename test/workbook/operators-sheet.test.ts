import { describe, expect, test } from "vitest";
import { catalogue, metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { handled, reportOf } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { expectShown, numberOf, openWorkbook } from "./open-workbook.ts";
import { tableIn } from "./read-workbook.ts";

describe("the Operators", () => {
  const report = busyDay();

  test("hold every figure of every operator as report.json has it", async () => {
    const rows = tableIn((await openWorkbook(report)).operators, "Name");
    expect(rows.map((row) => [row.Name?.value, row.Id?.value])).toEqual([
      ["Anna", "7"],
      ["Boris", "8"],
      ["Vera", "9"],
      ["Unassigned", "—"],
    ]);
    const { metrics } = report.breakdowns.operators.find(({ key }) => key === "7") ?? { metrics: report.metrics };
    for (const id of metricIds.filter((metric) => metric !== "containment")) {
      const head = textsFor("en").metrics[id].title + (catalogue[id].unit === "money" ? ", RUB" : "");
      expectShown(rows[0]?.[head], metrics[id].value, id);
    }
  });

  test("end with a total that is the report's own", async () => {
    const { operators } = await openWorkbook(report);
    const total = operators.rows.at(-1)?.map((cell) => numberOf(cell));
    expect(total?.slice(0, 6)).toEqual(["Total", null, 73, 64, 59, 3]);
  });

  test("show counts only below 10 answers, and mark a number below 30", async () => {
    const [, boris, vera] = tableIn((await openWorkbook(report)).operators, "Name");
    expect(vera?.CSI?.value).toBe("n = 4");
    expect(vera?.["CSAT top box"]?.value).toBe("1 of 4");
    expect([vera?.["NPS: n"]?.value, vera?.["NPS: detractors"]?.value, vera?.["NPS: 95% low"]?.value]).toEqual([
      4,
      4,
      "—",
    ]);
    expect(boris?.CSI).toMatchObject({ value: 0.55, format: '0.0%"*"' });
    expect(boris?.NPS).toMatchObject({ value: -50, format: '+0.0"*";-0.0"*";0.0"*"' });
  });

  test("are 500 at most, with most sessions first, the rest in one row of counts without rates", async () => {
    const rows = Array.from({ length: 1203 }, (_, i) =>
      handled({ userId: i % 601, operatorName: `Operator ${i % 601}`, nps: 10 }),
    );
    const full = reportOf(rows);
    const { operators } = await openWorkbook(full);
    const lines = tableIn(operators, "Name");
    expect(lines).toHaveLength(500);
    expect(lines.slice(0, 2).map((row) => row.Sessions?.value)).toEqual([3, 2]);
    const others = operators.rows.at(-2) ?? [];
    const heads = operators.rows.find(([first]) => first?.value === "Name")?.map(({ value }) => value) ?? [];
    const other = (head: string) => others[heads.indexOf(head)]?.value;
    expect(other("Name")).toBe("others (101 rows)");
    expect([other("Sessions"), other("NPS: n"), other("NPS: promoters"), other("SL1: numerator")]).toEqual([
      202, 202, 202, 202,
    ]);
    expect([other("NPS"), other("SL1"), other("First reply, mean"), other("Cost, RUB"), other("NPS: 95% low")]).toEqual(
      Array(5).fill("—"),
    );
    expect(operators.rows.flat().some(({ value }) => /500 with most sessions; the other 101/.test(String(value)))).toBe(
      true,
    );
  });
});
