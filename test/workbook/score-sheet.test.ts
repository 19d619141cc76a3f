import { describe, expect, test } from "vitest";
import { metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { sectionOf } from "../../functions/daily-report/workbook/metric-columns.ts";
import { botOnly, handled, type Item, lost, reportOf, settings } from "../session-rows.ts";
import { expectShown, expectTable } from "./expect-figures.ts";
import { furnishedDay } from "./furnished-day.ts";
import { firstColumn, numberOf, openWorkbook } from "./open-workbook.ts";
import { tableIn } from "./read-workbook.ts";

const report = furnishedDay();
const texts = textsFor("en");

const many = (n: number, fields: (i: number) => Item) => Array.from({ length: n }, (_, i) => handled(fields(i)));

/** Handled sessions of an operator: the first `happy` have the best CSI and the rest the worst. */
const rated = (operatorName: string, { happy, of }: { happy: number; of: number }) =>
  many(of, (i) => ({ operatorName, userId: operatorName, csi: i < happy ? 5 : 1, csiMax: 5 }));

describe("each score sheet", () => {
  test.each([
    ["nps", ["operators", "groups"], ["nps"]],
    ["nps", ["channels", "bots", "chats"], ["nps", "nps_bot"]],
    ["csi", ["operators", "groups", "channels", "chats"], ["csi", "rating"]],
    ["responseTimes", ["groups", "operators", "channels", "hours"], ["frt", "duration", "sl1"]],
  ] as const)("shows %s by %s as report.json has it, of rows with an answer", async (id, breakdowns, answersTo) => {
    const { sheet } = await openWorkbook(report);
    const { name } = sheet(id);
    for (const breakdown of breakdowns) {
      const drawn = { sheets: [sheet(id)], report, locale: "en", answersTo } as const;
      expect(expectTable(breakdown, name, drawn)).toBeGreaterThan(2);
    }
  });

  test.each([
    ["nps", ["nps"]],
    ["csi", ["satisfaction"]],
    ["responseTimes", ["firstReply", "duration"]],
  ] as const)("has a column for every metric of its sections: %s", async (id, about) => {
    const [day] = tableIn((await openWorkbook(report)).sheet(id), "The day");
    const wanted = metricIds.filter((metric) => about.some((section) => section === sectionOf(metric)));
    expect(wanted.filter((metric) => !Object.hasOwn(day ?? {}, texts.metrics[metric].title))).toEqual([]);
  });

  test("has one line for the whole day at the top, and a filter on the operators", async () => {
    const { sheet } = await openWorkbook(report);
    for (const id of ["nps", "csi", "responseTimes"] as const) {
      const day = tableIn(sheet(id), "The day");
      const head = sheet(id).rows.findIndex((row) => row.slice(0, 2).some(({ value }) => value === "Operator")) + 1;
      expect(day).toHaveLength(1);
      expect(String(sheet(id).sheet.autoFilter)).toMatch(new RegExp(`^A${head}:`));
    }
  });

  test("is left out if nobody answered", async () => {
    const names = async (items: Item[]) => (await openWorkbook(reportOf(items))).sheets.map(({ name }) => name);
    const scores = ["NPS", "CSI", "First reply and dialogue"];
    const shown = async (items: Item[]) => (await names(items)).filter((name) => scores.includes(name));
    expect(await shown([])).toEqual([]);
    expect(await shown([botOnly()])).toEqual([]);
    expect(await shown([handled()])).toEqual(["First reply and dialogue"]);
    expect(await shown([botOnly({ nps: 9 })])).toEqual(["NPS"]);
    expect(await shown([handled({ nps: 11, csi: 4, csiMax: 5 })])).toEqual(scores);
  });
});

describe("the NPS sheet", () => {
  test("shows the NPS with all its parts and the NPS of bots beside it", async () => {
    const [day] = tableIn((await openWorkbook(report)).sheet("nps"), "The day");
    const { nps, nps_bot, nps_coverage } = report.metrics;
    const shown = ["n", "promoters", "passives", "detractors", "missing", "invalid"].map(
      (part) => day?.[`NPS: ${part === "n" ? "ratings" : part}`]?.value,
    );
    expect(shown).toEqual([nps.n, nps.promoters, nps.passives, nps.detractors, nps.missing, nps.invalid]);
    expectShown(day?.["NPS: 95%: from"], nps.low, "nps");
    expectShown(day?.["NPS: 95%: to"], nps.high, "nps");
    expectShown(day?.["Share rated (NPS)"], nps_coverage.value, "nps_coverage");
    expectShown(day?.["NPS, bot only"], nps_bot.value, "nps_bot");
    expect(day?.["NPS, bot only: ratings"]?.value).toBe(nps_bot.n);
  });

  test("leaves the NPS of bots out of the tables of operators and groups", async () => {
    const sheet = (await openWorkbook(report)).sheet("nps");
    const hasBots = (head: string) => Object.hasOwn(tableIn(sheet, head)[0] ?? {}, "NPS, bot only");
    expect(["Operator", "Group", "Channel", "Bot", "Widget"].map(hasBots)).toEqual([false, false, true, true, true]);
  });

  test("shows the rows with the most answers first, the row without a key last, and no row without an answer", async () => {
    const rows = [
      ...many(3, () => ({ userId: 1, operatorName: "Many sessions" })),
      ...many(3, (i) => ({ userId: 3, operatorName: "Few marks", nps: i === 0 ? 9 : null })),
      ...many(2, () => ({ userId: 2, operatorName: "Many marks", nps: 9 })),
      ...many(9, () => ({ userId: null, operatorName: null, nps: 9 })),
    ];
    const names = tableIn((await openWorkbook(reportOf(rows))).sheet("nps"), "Operator").map(
      (row) => row.Operator?.value,
    );
    expect(names).toEqual(["Many marks", "Few marks", "No operator"]);
  });
});

describe("the CSI sheet", () => {
  test.each(["en", "ru"] as const)("has heads of at most three lines that are not folded, in %s", async (locale) => {
    const { workbook } = textsFor(locale);
    const { sheets } = await openWorkbook(report, { locale });
    const sheet = sheets.find(({ name }) => name === workbook.sheets.csi);
    const heads = (sheet?.rows ?? []).flatMap((row, index) =>
      row.some(({ value }) => value === workbook.rowHeads.operators) ? [sheet?.sheet.getRow(index + 1).height] : [],
    );
    expect(heads).toHaveLength(1);
    // One line more for the buttons of the filter.
    expect(heads[0]).toBeLessThanOrEqual(3 + 13 * 4);
  });

  test("ranks by the lower limit of the top box, with equal ranks for equal limits and none below 10 answers", async () => {
    const rows = [
      ...rated("Nine of nine", { happy: 9, of: 9 }),
      ...rated("Ten of ten", { happy: 10, of: 10 }),
      ...rated("Ten of ten as well", { happy: 10, of: 10 }),
      ...rated("Ninety of a hundred", { happy: 90, of: 100 }),
      ...rated("None of ten", { happy: 0, of: 10 }),
      ...many(2, () => ({ userId: null, operatorName: null })),
      botOnly(),
    ];
    const lines = tableIn((await openWorkbook(reportOf(rows))).sheet("csi"), "Operator");
    expect(lines.map((row) => [row.Rank?.value, row.Operator?.value])).toEqual([
      [1, "Ninety of a hundred"],
      [2, "Ten of ten"],
      [2, "Ten of ten as well"],
      [4, "None of ten"],
      [null, "Nine of nine"],
    ]);
  });

  test("shows a line of others without a rank", async () => {
    const rows = many(1000, (i) => ({ userId: i % 501, operatorName: `Operator ${i % 501}`, csi: 5, csiMax: 5 }));
    const { rows: lines } = (await openWorkbook(reportOf(rows))).sheet("csi");
    const others = lines.find(([, name]) => name?.value === "others (1 row)");
    expect(others?.[0]?.value).toBeNull();
  });
});

describe("the First reply and dialogue sheet", () => {
  test("shows the sessions and the share of each first-reply band", async () => {
    const [day] = tableIn((await openWorkbook(report)).sheet("responseTimes"), "The day");
    const { bands, n } = report.metrics.frt;
    const heads = Object.keys(day ?? {}).filter((head) => /^(up to|over) /.test(head));
    expect(heads).toHaveLength(7);
    expect(heads.map((head) => day?.[head]?.value)).toEqual(bands);
    heads.forEach((head, band) => {
      const share = day?.[`share ${head}`];
      expect(share && numberOf(share)).toBeCloseTo((100 * (bands[band] ?? Number.NaN)) / n, 9);
    });
  });

  test("does not show the share of a band as 0 % or 100 % if it is neither", async () => {
    const rows = [...many(2999, () => ({})), handled({}, 90)];
    const [day] = tableIn((await openWorkbook(reportOf(rows))).sheet("responseTimes"), "The day");
    const shares = Object.entries(day ?? {}).filter(([head]) => head.startsWith("share "));
    const formats = shares.map(([, { format }]) => format);
    expect(formats).toEqual(["0.0%", '">99.9%"', "0.0%", '"<0.1%"', "0.0%", "0.0%", "0.0%"]);
  });

  test("shows no shares of bands in a row without a reply", async () => {
    const rows = [...many(10, () => ({})), lost({ messengerType: "viber" })];
    const lines = tableIn((await openWorkbook(reportOf(rows))).sheet("responseTimes"), "Channel");
    const viber = lines.find((row) => row.Channel?.value === "viber");
    const shares = Object.entries(viber ?? {}).filter(([head]) => head.startsWith("share "));
    expect(shares.map(([, { value }]) => value)).toEqual(Array(7).fill(null));
  });

  test("sums the bands of others without showing shares", async () => {
    const rows = many(1000, (i) => ({ userId: i % 600, operatorName: `Operator ${i % 600}` }));
    const { rows: lines } = (await openWorkbook(reportOf(rows))).sheet("responseTimes");
    const heads = lines.find(([first]) => first?.value === "Operator") ?? [];
    const others = lines.find(([first]) => first?.value === "others (100 rows)") ?? [];
    const at = (head: string) =>
      others[heads.findIndex(({ value }) => String(value).replaceAll("\u00a0", " ") === head)]?.value;
    expect([at("up to 15 s"), at("up to 30 s"), at("share up to 30 s")]).toEqual([0, 100, null]);
  });

  test("shows the target and says that some groups have their own", async () => {
    const own = reportOf([handled()], undefined, { ...settings, groupFirstReplySeconds: { "4": 30 } });
    const said = async (day: typeof own) =>
      firstColumn((await openWorkbook(day)).sheet("responseTimes")).replaceAll("\u00a0", " ");
    expect(await said(report)).toContain("First reply target: 1 min.\n");
    expect(await said(own)).toContain("First reply target: 1 min; some groups have their own");
  });
});
