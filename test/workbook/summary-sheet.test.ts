import { describe, expect, test } from "vitest";
import { dayHoursOf } from "../../functions/daily-report/domain/day-hours.ts";
import type { History } from "../../functions/daily-report/domain/history/history.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { verdictSentence } from "../../functions/daily-report/texts/verdict-sentence.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { exampleGoals } from "../example-history.ts";
import { incidentDay, quietHistory } from "../furnished-history.ts";
import { botOnly, handled, type Item, lost, reportOf } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { furnishedDay } from "./furnished-day.ts";
import { firstColumn, numberOf, openWorkbook } from "./open-workbook.ts";
import { type ReadCell, tableIn } from "./read-workbook.ts";

const many = (n: number, fields: (i: number) => Item) => Array.from({ length: n }, (_, i) => handled(fields(i)));

const summaryOf = async (report: Report, locale: Locale = "en") => {
  const { sheets } = await openWorkbook(report, { locale });
  const [summary] = sheets;
  if (!summary) throw new Error("the workbook has no sheet");
  return summary;
};

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the example has no such goal");
  return value;
}

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

  test("says that a day was as usual; without a history the columns of what is usual are empty", async () => {
    const report = incidentDay();
    const [quiet] = await said({ ...report, history: quietHistory(report) });
    expect(quiet).toMatch(/^Friday, 27 November was as usual: /);
    const [first] = await said(busyDay());
    expect(first).not.toContain("usual");
    const lines = tableIn(await summaryOf(busyDay()), "Main figures");
    expect(lines.map((line) => [line.Usual?.value, line["vs usual"]?.value, line.Verdict?.value])).toEqual(
      lines.map(() => [null, null, null]),
    );
  });

  test("shows the main figures as numbers, with what is usual, the difference, a verdict and the limits", async () => {
    const report = incidentDay();
    const { usual } = report.history as History;
    const { metrics } = report;
    const lost = (await linesOf(report)).get("Lost");
    expect(shown(lost?.["27 November"])).toBeCloseTo(metrics.lost_rate.value ?? Number.NaN, 9);
    expect(shown(lost?.Usual)).toBeCloseTo(usual.lost_rate.mean ?? Number.NaN, 9);
    const rounded = (value: number | null) => Math.round(value ?? Number.NaN);
    expect(lost?.["vs usual"]?.value).toBe(rounded(metrics.lost_rate.value) - rounded(usual.lost_rate.mean));
    expect(lost?.Verdict?.value).toBe("▲\u00a0higher than usual: worse");
    expect([lost?.["27 November"]?.format, lost?.["vs usual"]?.format]).toEqual([
      "0%",
      '+0"\u00a0pts";"−"0"\u00a0pts";0"\u00a0pts"',
    ]);
  });

  test("shows differences that are those of the figures as they are shown", async () => {
    const day = incidentDay();
    const history = day.history as History;
    const usual = (id: keyof History["usual"], mean: number) => ({ [id]: { ...history.usual[id], mean } });
    const differenceOf = async (
      metrics: Partial<Report["metrics"]>,
      means: object,
      line: string,
      locale: Locale = "en",
    ) => {
      const { main: head, difference } = wordsFor(locale, null).texts.summary.heads;
      const report = {
        ...day,
        metrics: { ...day.metrics, ...metrics },
        history: { ...history, usual: { ...history.usual, ...means } },
      };
      const rows = tableIn(await summaryOf(report, locale), head);
      const row = rows.find((one) => one[head]?.value === line);
      return [row?.[difference]?.value, row?.[difference]?.format];
    };
    const points = '+0"\u00a0pts";"−"0"\u00a0pts";0"\u00a0pts"';
    const { csat_top_box: csat, nps } = day.metrics;
    // 57.6 − 59.4 = −1.8, shown as 58% and 59%.
    expect(
      await differenceOf({ csat_top_box: { ...csat, value: 57.6 } }, usual("csat_top_box", 59.4), "CSAT: ratings 4–5"),
    ).toEqual([-1, points]);
    // A value that is shown with a decimal has a difference with one.
    expect(
      await differenceOf({ csat_top_box: { ...csat, value: 99.6 } }, usual("csat_top_box", 99), "CSAT: ratings 4–5"),
    ).toEqual([expect.closeTo(0.6, 9), '+0.0"\u00a0pts";"−"0.0"\u00a0pts";0.0"\u00a0pts"']);
    // 0.25 − 12.04 = −11.79, shown as 0.3% and 12%.
    expect(
      await differenceOf({ csat_top_box: { ...csat, value: 0.25 } }, usual("csat_top_box", 12.04), "CSAT: ratings 4–5"),
    ).toEqual([expect.closeTo(-11.7, 9), expect.anything()]);
    // 0.04 and 0.01 are shown alike, so the difference is no “+0.0”.
    const [none] = await differenceOf({ nps: { ...nps, value: 0.04 } }, usual("nps", 0.01), "NPS");
    expect(none).toBe(0);
    // Halves are rounded away from zero, as spreadsheets round them; NPS is in points, not in points of per cent.
    expect(await differenceOf({ nps: { ...nps, value: -2.5 } }, usual("nps", 1.2), "NPS", "ru")).toEqual([
      -4,
      '+0"\u00a0п.";"−"0"\u00a0п.";0"\u00a0п."',
    ]);
  });

  test("shows what became of the sessions, in numbers that add up, and what the figures mean", async () => {
    const report = reportOf([
      ...many(10, () => ({ csi: 5, csiMax: 5 })),
      botOnly(),
      lost(),
      botOnly({ userId: 8, closedAt: null }),
    ]);
    const lines = await linesOf(report);
    const parts = [...lines]
      .filter(([title]) => title.startsWith("…"))
      .map(([title, row]) => [title, row["2 March"]?.value]);
    expect(parts).toEqual([
      ["… handled by operators", 10],
      ["… by the bot alone", 1],
      ["… lost", 1],
      ["… waiting for an operator", 1],
    ]);
    expect(lines.get("Sessions")?.["2 March"]?.value).toBe(13);
    expect(firstColumn(await summaryOf(report))).toContain(
      "\nLost: no operator wrote, and TWIN marked the session as lost. CSI is the mean rating",
    );
  });

  test("says what a figure is based on, and leaves the value empty below 10 ratings", async () => {
    const lines = await linesOf(reportOf([...many(9, () => ({ nps: 10 })), lost()]));
    const nps = lines.get("NPS");
    expect([nps?.["2 March"]?.value, nps?.["Based on"]?.value]).toEqual([null, "9 ratings"]);
    const rate = lines.get("Lost");
    expect([shown(rate?.["2 March"]), rate?.["Based on"]?.value]).toEqual([10, "1 of 10"]);
    // Wilson limits of 1 of 10.
    expect(shown(rate?.["Based on: 95%: from"])).toBeCloseTo(1.79, 2);
  });

  test("gives no verdict on a figure of fewer than 10 sessions, as the mail", async () => {
    const report = incidentDay();
    const withLost = (n: number) => ({
      ...report,
      metrics: { ...report.metrics, lost_rate: { ...report.metrics.lost_rate, n } },
    });
    const verdictOf = async (day: Report) => (await linesOf(day)).get("Lost")?.Verdict?.value;
    expect(await verdictOf(withLost(9))).toBeNull();
    expect(await verdictOf(withLost(10))).toBe("▲\u00a0higher than usual: worse");
    expect((await said(withLost(9)))[0]).not.toMatch(/lost[^;]*usually/);
    expect((await said(withLost(10)))[0]).toMatch(/lost[^;]*usually/);
  });

  test("gives no verdict on a figure of which more than 10 % of the values are invalid", async () => {
    const report = incidentDay();
    const { frt } = report.metrics;
    const doubtful = { ...report, metrics: { ...report.metrics, frt: { ...frt, n: 89, invalid: 10 } } };
    const nearly = { ...report, metrics: { ...report.metrics, frt: { ...frt, n: 90, invalid: 10 } } };
    const verdictOf = async (day: Report) =>
      [...(await linesOf(day))].find(([title]) => title.includes("(SL)"))?.[1].Verdict?.value;
    expect(await verdictOf(doubtful)).toBe("not reliable");
    expect(await verdictOf(nearly)).toBe("▼\u00a0lower than usual: worse");
    expect((await said(doubtful))[0]).not.toContain("answered within");
  });

  test("shows the goals as numbers, and whether they were met beside whether the figure is usual", async () => {
    const { metrics, groups } = exampleGoals();
    const goals = {
      metrics: {
        ...metrics,
        lost_rate: { ...must(metrics.lost_rate), goal: 2.5 },
        csi: { ...must(metrics.csi), goal: 85, low: 84.4, high: 88.7, state: "met" as const },
      },
      groups,
    };
    const report = { ...incidentDay(), goals };
    const lines = await linesOf(report);
    const of = (title: string) => {
      const line = lines.get(title);
      return [line?.Verdict?.value, line?.Goal && numberOf(line.Goal)];
    };
    expect(of("Answered within 1 min (SL)")).toEqual(["▼\u00a0lower than usual: worse, goal missed", 80]);
    expect(of("Lost")).toEqual(["▲\u00a0higher than usual: worse, goal missed", 2.5]);
    expect(of("CSI")).toEqual(["as usual, goal met", 85]);
    expect(of("NPS")).toEqual([null, 40]);
    expect(of("First reply: 90% within")).toEqual(["close to goal", 60]);
    expect(of("Sessions")).toEqual(["as usual", null]);
    expect(lines.get("Lost")?.Goal?.format).toBe("0.0%");
    expect(lines.get("First reply: 90% within")?.["Based on"]?.value).toBe("85% of 40 within 1\u00a0min");
    expect(shown(lines.get("CSI")?.["Based on: 95%: from"])).toBeCloseTo(84.4, 9);
    const missed = await linesOf({ ...report, history: quietHistory(report) });
    expect(missed.get("Lost")?.Verdict?.value).toBe("as usual, goal missed");
    expect((await said(report)).join("\n")).toContain("Groups below goal: Sales (in time 60%, goal 80%).");
    expect((await linesOf(incidentDay())).get("Lost")).not.toHaveProperty("Goal");
  });

  test("names whom to talk to and whom to praise, with their figures and the reasons of the mail", async () => {
    const good = { csi: 5, csiMax: 5, nps: 10 };
    const nikita = { userId: 13, operatorName: "Nikita" };
    const report = reportOf([
      ...many(30, (i) => ({ ...nikita, ...(i % 2 === 0 ? good : { csi: 1, csiMax: 5, nps: 0 }) })),
      ...many(60, () => ({ userId: 1, operatorName: "Anna", ...good })),
      ...many(60, () => ({ userId: 2, operatorName: "Boris", ...good })),
    ]);
    const sheet = await summaryOf(report);
    const [found, ...others] = tableIn(sheet, "Talk to");
    expect(others).toEqual([]);
    expect(found?.["Talk to"]?.value).toBe("Nikita");
    expect([found?.Handled, found?.["In 1\u00a0min"], found?.CSI, found?.NPS].map(shown)).toEqual([30, 100, 60, 0]);
    expect(plain(found?.Why?.value)).toBe(
      "NPS 0 (30 ratings; others +100), 50% of ratings were 4–5 (15 of 30; others 100%)",
    );
    const row = sheet.rows.findIndex(([first]) => first?.value === "Nikita") + 1;
    expect(sheet.sheet.getCell(row, 8).master.address).toBe(`F${row}`);
    const praised = tableIn(sheet, "Praise").map((line) => line.Praise?.value);
    expect(praised).toEqual(["Anna", "Boris"]);
  });

  test("says that nobody is behind, or that there is only one operator", async () => {
    const first = async (report: Report) => (await summaryOf(report)).rows.map(([cell]) => cell?.value);
    const two = reportOf([...many(20, () => ({})), ...many(20, () => ({ userId: 8, operatorName: "Boris" }))]);
    expect(await first(two)).toContain("Nobody is clearly behind the others; small differences may be chance.");
    expect(await first(reportOf(many(20, () => ({}))))).toContain(
      "There is only one operator: nobody to compare with.",
    );
    expect(await first(reportOf([]))).not.toContain("Talk to");
  });

  test("shades the share answered in time around its goal, or else around what is usual", async () => {
    const middleOf = async (report: Report) => {
      const { sheet } = await summaryOf(report);
      const { conditionalFormattings } = sheet as unknown as {
        conditionalFormattings: { rules: { type: string; cfvo: { value?: unknown }[] }[] }[];
      };
      const rules = conditionalFormattings.flatMap(({ rules }) => rules).filter(({ type }) => type === "colorScale");
      return rules[0]?.cfvo.map(({ value }) => Number(value));
    };
    const at = (hour: string) => ({
      createdAt: `2026-03-02T${hour}:05:00+03:00`,
      closedAt: "2026-03-02T23:55:00+03:00",
    });
    const report = reportOf([...many(20, () => at("09")), ...many(20, () => at("10"))]);
    const { history } = incidentDay();
    expect(await middleOf({ ...report, history, goals: exampleGoals() })).toEqual([0.6, 0.8, 1]);
    expect(await middleOf({ ...report, history })).toEqual([0.42, 0.62, 0.82]);
    expect(await middleOf(report)).toEqual([0.8, 1, 1.2]);
  });

  test("says how many clients still wait, but not of a day that is long over", async () => {
    const waiting = many(1, () => ({})).concat(
      Array.from({ length: 5 }, () =>
        botOnly({ closedAt: null, operatorAssignedAt: "2026-03-02T12:00:00+03:00", operatorName: "Boris", userId: 8 }),
      ),
    );
    const report = reportOf(waiting);
    expect((await said(report)).join("\n")).toContain("To do now: 5 clients were still waiting for an operator");
    expect((await said(report, "ru")).join("\n")).toContain("Сейчас сделать: 5 клиентов всё ещё ждали оператора");
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
    const groups = tableIn(sheet, "Top groups");
    expect(groups.length).toBeLessThanOrEqual(5);
    for (const row of groups) expect(row["Top groups"]?.value).toMatch(/^(Group \d+|no group)$/);
    expect(sheet.sheet.pageSetup).toMatchObject({ orientation: "portrait", fitToWidth: 1, fitToHeight: 1 });
    const width = sheet.sheet.columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
    expect(width).toBeLessThanOrEqual(140);
  });

  test("shades the share answered in time only in the hours among which the mail finds the slowest", async () => {
    const at = (hour: string) => ({
      createdAt: `2026-03-02T${hour}:05:00+03:00`,
      closedAt: "2026-03-02T23:55:00+03:00",
    });
    const report = reportOf([...many(20, () => at("09")), ...many(20, () => at("10")), ...many(19, () => at("11"))]);
    const { sheet, rows } = await summaryOf(report);
    const first = rows.findIndex(([cell]) => cell?.value === "By hour") + 2;
    const formats = (sheet as unknown as { conditionalFormattings: { ref: string; rules: { type: string }[] }[] })
      .conditionalFormattings;
    const scale = formats.filter(({ rules }) => rules.some(({ type }) => type === "colorScale"));
    expect(dayHoursOf(report).fewest).toBe(20);
    expect(scale.map(({ ref }) => ref)).toEqual([`D${first + 9}:D${first + 10}`]);
    const bars = formats.filter(({ rules }) => rules.some(({ type }) => type === "dataBar"));
    expect(bars.map(({ ref }) => ref)).toEqual([`B${first + 9}:B${first + 11}`]);
  });

  test("has only the number of sessions on an empty day", async () => {
    const lines = await linesOf(reportOf([]));
    expect([...lines.keys()]).toEqual(["Sessions", "… handled by operators"]);
  });
});
