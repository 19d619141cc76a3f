import { describe, expect, test } from "vitest";
import type { History } from "../../functions/daily-report/domain/history/history.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { verdictSentence } from "../../functions/daily-report/texts/verdict-sentence.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { incidentDay, quietHistory } from "../furnished-history.ts";
import { botOnly, handled, type Item, lost, reportOf } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { furnishedDay } from "./furnished-day.ts";
import { numberOf, openWorkbook } from "./open-workbook.ts";
import { type ReadCell, tableIn } from "./read-workbook.ts";

const many = (n: number, fields: (i: number) => Item) => Array.from({ length: n }, (_, i) => handled(fields(i)));

const summaryOf = async (report: Report, locale: Locale = "en") => {
  const { sheets } = await openWorkbook(report, { locale });
  const [summary] = sheets;
  if (!summary) throw new Error("the workbook has no sheet");
  return summary;
};

const plain = (text: unknown) => String(text).replaceAll("\u00a0", " ");
const said = async (report: Report, locale: Locale = "en") =>
  (await summaryOf(report, locale)).rows.map(([first]) => plain(first?.value ?? "")).slice(1, 4);

/** The lines of the main figures by their titles. */
const linesOf = async (report: Report) => {
  const rows = tableIn(await summaryOf(report), "Main figures");
  return new Map(rows.map((row) => [plain(row["Main figures"]?.value), row]));
};

const shown = (cell: ReadCell | undefined) => cell && numberOf(cell);

describe("the Summary sheet", () => {
  test.each(["en", "ru"] as const)("begins with the verdict of the mail (%s)", async (locale) => {
    for (const report of [incidentDay(), busyDay()]) {
      const { lead, rest } = verdictSentence(report, wordsFor(locale, null));
      const [first] = await said(report, locale);
      expect(first).toBe(plain(`${lead}${rest}`));
    }
    const [verdict] = await said(incidentDay());
    expect(verdict).toMatch(/^Friday, 27 November was worse than usual: .* were lost .*, usually .* on Fridays/);
  });

  test("says that a day was as usual, and nothing of usual without a history", async () => {
    const report = incidentDay();
    const [quiet] = await said({ ...report, history: quietHistory(report) });
    expect(quiet).toMatch(/^Friday, 27 November was as usual: /);
    const [first] = await said(busyDay());
    expect(first).not.toContain("usual");
    expect(Object.keys(tableIn(await summaryOf(busyDay()), "Main figures")[0] ?? {})).not.toContain("Verdict");
  });

  test("shows the main figures as numbers, with what is usual, the difference, a verdict and the limits", async () => {
    const report = incidentDay();
    const { usual } = report.history as History;
    const { metrics } = report;
    const lost = (await linesOf(report)).get("Lost");
    expect(shown(lost?.["The day"])).toBeCloseTo(metrics.lost_rate.value ?? Number.NaN, 9);
    expect(shown(lost?.Usual)).toBeCloseTo(usual.lost_rate.mean ?? Number.NaN, 9);
    const difference = (metrics.lost_rate.value ?? Number.NaN) - (usual.lost_rate.mean ?? Number.NaN);
    expect(shown(lost?.Difference)).toBeCloseTo(difference, 9);
    expect(lost?.Verdict?.value).toBe("▼ worse than usual");
    expect([lost?.["The day"]?.format, lost?.Difference?.format]).toEqual([
      "0%",
      '+0.0"\u00a0pts";"−"0.0"\u00a0pts";0.0"\u00a0pts"',
    ]);
  });

  test("says what a figure is based on, and leaves the value empty below 10 ratings", async () => {
    const lines = await linesOf(reportOf([...many(9, () => ({ nps: 10 })), lost()]));
    const nps = lines.get("NPS");
    expect([nps?.["The day"]?.value, nps?.["Based on"]?.value]).toEqual([null, "9 ratings"]);
    const rate = lines.get("Lost");
    expect([shown(rate?.["The day"]), rate?.["Based on"]?.value]).toEqual([10, "1 of 10"]);
    // Wilson limits of 1 of 10.
    expect(shown(rate?.["Based on: 95%: from"])).toBeCloseTo(1.79, 2);
  });

  test("gives no verdict on a figure of which more than 10 % of the values are invalid", async () => {
    const report = incidentDay();
    const { frt } = report.metrics;
    const doubtful = { ...report, metrics: { ...report.metrics, frt: { ...frt, n: 89, invalid: 10 } } };
    const nearly = { ...report, metrics: { ...report.metrics, frt: { ...frt, n: 90, invalid: 10 } } };
    const verdictOf = async (day: Report) =>
      [...(await linesOf(day))].find(([title]) => title.includes("(SL)"))?.[1].Verdict?.value;
    expect(await verdictOf(doubtful)).toBe("not reliable");
    expect(await verdictOf(nearly)).toBe("▼ worse than usual");
    expect((await said(doubtful))[0]).not.toContain("answered within");
  });

  test("says how many clients still wait, but not of a day that is long over", async () => {
    const waiting = many(1, () => ({})).concat(
      Array.from({ length: 5 }, () =>
        botOnly({ closedAt: null, operatorAssignedAt: "2026-03-02T12:00:00+03:00", operatorName: "Boris", userId: 8 }),
      ),
    );
    const report = reportOf(waiting);
    expect((await said(report)).join("\n")).toContain("To do now: 5 clients were still waiting for an operator");
    expect((await said(report, "ru")).join("\n")).toContain("Сейчас сделать: 5 клиентов ещё ждали оператора");
    expect((await said({ ...report, fetchedAt: "2026-03-05T04:30:00Z" })).join("\n")).not.toContain("To do now");
  });

  test("shows every hour, and the five channels and groups with the most sessions, on one page", async () => {
    const report = furnishedDay();
    const sheet = await summaryOf(report);
    const hours = tableIn(sheet, "By hour");
    expect(hours.map((row) => row.Sessions?.value)).toEqual(
      report.breakdowns.hours.map(({ metrics }) => metrics.sessions.value),
    );
    const channels = tableIn(sheet, "Top channels");
    expect(channels.map((row) => row["Top channels"]?.value)).toEqual(["web", "telegram", "no channel"]);
    expect(tableIn(sheet, "Top groups").length).toBeLessThanOrEqual(5);
    expect(sheet.sheet.pageSetup).toMatchObject({ orientation: "portrait", fitToWidth: 1, fitToHeight: 1 });
    const width = sheet.sheet.columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
    expect(width).toBeLessThanOrEqual(140);
  });

  test("shades the share answered in time only in hours with 10 sessions or more", async () => {
    const at = (hour: string) => ({
      createdAt: `2026-03-02T${hour}:05:00+03:00`,
      closedAt: "2026-03-02T23:55:00+03:00",
    });
    const report = reportOf([...many(10, () => at("09")), ...many(10, () => at("10")), ...many(9, () => at("11"))]);
    const { sheet, rows } = await summaryOf(report);
    const first = rows.findIndex(([cell]) => cell?.value === "By hour") + 2;
    const formats = (sheet as unknown as { conditionalFormattings: { ref: string; rules: { type: string }[] }[] })
      .conditionalFormattings;
    const scale = formats.filter(({ rules }) => rules.some(({ type }) => type === "colorScale"));
    expect(scale.map(({ ref }) => ref)).toEqual([`D${first + 9}:D${first + 10}`]);
    const bars = formats.filter(({ rules }) => rules.some(({ type }) => type === "dataBar"));
    expect(bars.map(({ ref }) => ref)).toEqual([`B${first + 9}:B${first + 11}`]);
  });

  test("has only the number of sessions on an empty day", async () => {
    const lines = await linesOf(reportOf([]));
    expect([...lines.keys()]).toEqual(["Sessions", "… handled by operators"]);
  });
});
