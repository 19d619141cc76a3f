import { describe, expect, test } from "vitest";
import { tallyTableKey } from "../functions/daily-report/delivery/archive-layout.ts";
import { checksOf, timerFields } from "../functions/daily-report/domain/checks.ts";
import { buildReport } from "../functions/daily-report/domain/report.ts";
import { datesBetween } from "../functions/daily-report/domain/report-day.ts";
import { datesOf, periodNamed, periodSpan } from "../functions/daily-report/domain/report-period.ts";
import { sessionFields } from "../functions/daily-report/domain/session.ts";
import { filtersOf } from "../functions/daily-report/domain/session-filters.ts";
import { sortOut } from "../functions/daily-report/domain/sort-out.ts";
import { encodeTally, mergeTallies, tallyOf } from "../functions/daily-report/domain/tally.ts";
import { frameOf, settingsOf } from "../functions/daily-report/report-frame.ts";
import { inventedDay, noSource, periodDefinitions, periodWorld } from "./period-world.ts";

const zone = "Europe/Berlin";
const now = "2026-11-30T07:30:00Z";

describe.each([
  // The clocks are set back on Sunday, 25 October.
  ["weekly", "week", "2026-W43", 60],
  ["monthly", "month", "2026-02", 12],
] as const)("a %s report over a %s, %s", (report, kind, name, count) => {
  const period = periodNamed(kind, name);
  const days = datesOf(period, zone).map((date) => ({ date, rows: inventedDay(date, zone, count) }));

  test("is the fold of all its sessions, to the byte, and asks the API nothing", async () => {
    const { ask, archiveDay, fileOf, reportOf } = await periodWorld(now);
    for (const { date, rows } of days) await archiveDay(date, rows);
    const answer = await ask({ report, period: name }, { source: noSource });

    const [definition] = periodDefinitions();
    if (definition === undefined) throw new Error("no definition");
    const [all, span] = [days.flatMap(({ rows }) => rows), periodSpan(period, zone)];
    const [sorted, filters] = [sortOut(all, span), filtersOf(definition)];
    const fields = [...new Set([...sessionFields, ...timerFields, "clientId"])];
    const tally = mergeTallies(tallyOf(sorted, span, settingsOf(definition)), checksOf(sorted, { fields, filters }));
    const pulled = { tally, table: null, declared: all.length, inOrder: true, fetchedAt: 0, watch: null };
    const folded = buildReport(tally, {
      ...frameOf(definition, span, pulled),
      weekday: null,
      history: null,
      revision: 1,
    });
    const { metrics, breakdowns, quality, findings, reconciliation, day } = await reportOf(report, period.from);

    expect((await fileOf(report, period.from, "tally.json")).split(',"tally":')[1]).toBe(`${encodeTally(tally)}}\n`);
    expect({ metrics, breakdowns, quality, findings, reconciliation, day }).toEqual({
      metrics: folded.metrics,
      breakdowns: folded.breakdowns,
      quality: folded.quality,
      findings: folded.findings,
      reconciliation: folded.reconciliation,
      day: folded.day,
    });
    expect(answer.runs[0]?.headline.sessions).toBeGreaterThan(count * days.length * 0.8);

    // NPS and percentiles are those of all sessions, not the means of the days.
    const ofDays = await Promise.all(days.map(({ date }) => reportOf("daily", date)));
    for (const id of ["nps", "frt_p50", "duration_p50"] as const) {
      const values = ofDays.map((daily) => daily.metrics[id].value).filter((value) => value !== null);
      expect(metrics[id].n).toBe(ofDays.reduce((sum, daily) => sum + daily.metrics[id].n, 0));
      expect(metrics[id].value).not.toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 3);
    }
  });
});

describe("a week", () => {
  const week = datesOf(periodNamed("week", "2026-W48"), zone);
  const monday = "2026-11-23";

  async function archivedWeek(without: readonly string[] = []) {
    const world = await periodWorld(now);
    for (const date of week) if (!without.includes(date)) await world.archiveDay(date, inventedDay(date, zone, 5));
    return world;
  }

  test("is archived, mailed and marked as a day is, without a session table", async () => {
    const { ask, world } = await archivedWeek();
    const scheduled = { report: "weekly", scheduledTime: now };
    const first = await ask(scheduled);
    const second = await ask(scheduled);

    expect(first.runs).toMatchObject([
      { report: "weekly", date: monday, period: "2026-W48", status: "sent", revision: 1 },
    ]);
    expect(Object.keys(first.runs[0]?.keys ?? {}).sort()).toEqual([
      "days.parquet",
      "email.eml",
      "report.json",
      "report.xlsx",
      "tally.json",
    ]);
    expect(second.runs).toMatchObject([{ status: "already sent", revision: 1 }]);
    // Sunday, which was yesterday, is mailed too.
    const weekly = world.mails.filter(({ list }) => list.id === "weekly");
    expect(weekly.map(({ to, attachments }) => [to, ...attachments.map(({ fileName }) => fileName)])).toEqual([
      ["a@example.com", "weekly-2026-W48.xlsx"],
    ]);
  });

  test("that is made twice has one revision, and another if a day has changed", async () => {
    const { ask, archiveDay } = await archivedWeek();
    const revision = async () => (await ask({ report: "weekly" })).runs[0]?.revision;

    expect([await revision(), await revision()]).toEqual([1, 1]);
    await archiveDay(monday, inventedDay(monday, zone, 6));
    expect([await revision(), await revision()]).toEqual([2, 2]);
  });

  test("names missing days, and gets a new revision when one of them is made, even without sessions", async () => {
    const { ask, archiveDay, reportOf } = await archivedWeek(["2026-11-25", "2026-11-26"]);
    await ask({ report: "weekly" });
    const first = await reportOf("weekly", monday);
    await archiveDay("2026-11-26", []);
    await ask({ report: "weekly" });
    const second = await reportOf("weekly", monday);

    expect(first.period).toEqual({
      kind: "week",
      name: "2026-W48",
      from: monday,
      to: "2026-11-29",
      of: "daily",
      days: 7,
      known: 5,
      missing: ["2026-11-25", "2026-11-26"],
      leftOut: [],
      incomplete: [],
    });
    expect([second.revision, second.period?.known, second.period?.missing]).toEqual([2, 6, ["2026-11-25"]]);
    expect(second.metrics).toEqual(first.metrics);
  });

  test("leaves out days made under other settings, and merges and names days of which sessions are missing", async () => {
    const { ask, archiveDay, reportOf } = await archivedWeek();
    await archiveDay("2026-11-24", inventedDay("2026-11-24", zone, 5), { fields: { firstReplySeconds: 5 } });
    await archiveDay("2026-11-25", inventedDay("2026-11-25", zone, 5), { fields: { botId: "bot-1" } });
    const rows = inventedDay("2026-11-26", zone, 5);
    await archiveDay("2026-11-26", rows, { declared: rows.length + 3 });
    await ask({ report: "weekly" });
    const { period, reconciliation } = await reportOf("weekly", monday);

    expect(period).toMatchObject({
      known: 5,
      missing: [],
      leftOut: [
        { date: "2026-11-24", reason: "settings", metrics: null },
        { date: "2026-11-25", reason: "filters", metrics: null },
      ],
      incomplete: ["2026-11-26"],
    });
    expect(reconciliation.short).toBe(3);
    expect(reconciliation.declared).toBe(reconciliation.received + 3);
  });

  test("of which no day can be merged is one clear error, and nothing is written", async () => {
    const { ask, world, archiveDay } = await periodWorld(now);
    await expect(ask({ report: "weekly" })).rejects.toThrow(
      'Report weekly of 2026-W48 failed while reading (EmptyPeriodError): No day of the week 2026-W48 of report daily is in the archive; make its days first: {"report":"daily","from":"2026-11-23","to":"2026-11-29"}. To run it again:',
    );
    await archiveDay(monday, [], { fields: { companyId: 7 } });
    await expect(ask({ report: "weekly" })).rejects.toThrow(
      "No day of the week 2026-W48 of report daily can be merged (6 are not in the archive, 1 cannot be read or were made under other settings); make its days first",
    );
    expect(await world.archive.list("reports/weekly")).toEqual([]);
    expect(world.mails).toEqual([]);
  });

  test("is compared with the 8 weeks before, from the days of its daily report", async () => {
    const { ask, world, archiveDay, reportOf } = await periodWorld(now);
    await archiveDay(monday, inventedDay(monday, zone, 40));
    const keyOf = (date: string) => tallyTableKey({ report: "daily", date });
    for (const date of datesBetween("2026-09-28", "2026-11-29", 100))
      await world.archive.copy(keyOf(monday), keyOf(date));
    await ask({ report: "weekly" });
    const { history, metrics } = await reportOf("weekly", monday);

    expect(history?.usual.sessions).toMatchObject({
      verdict: "usual",
      mean: metrics.sessions.value,
      known: 8,
      of: 8,
    });
    expect(history?.before).toMatchObject({ from: "2026-09-28", to: "2026-11-22", known: 8, of: 8, leftOut: [] });
    expect(history?.before.metrics.sessions.value).toBe(8 * metrics.sessions.value);
    expect(history?.changes.nps).toMatchObject({ difference: 0, isReal: false });
    expect(history?.trend.map(({ date }) => date)).toEqual(
      datesBetween("2026-09-28", "2026-11-16", 100).filter((_, i) => i % 7 === 0),
    );
    expect([history?.restatements, history?.notReadAgain]).toEqual([[], []]);

    // Of a week without its Sunday the counts are not judged, the rates are.
    await world.archive.remove(keyOf("2026-11-29"));
    await ask({ report: "weekly" });
    const { usual } = (await reportOf("weekly", monday)).history ?? {};
    expect([usual?.sessions, usual?.handled]).toMatchObject([
      { verdict: null, mean: metrics.sessions.value, known: 8 },
      { verdict: null, known: 8 },
    ]);
    expect(usual?.lost_rate.verdict).toBe("usual");
  });

  test("is one of those that begin on the days of a range, which is continued where the time ran out", async () => {
    const { ask, archiveDay } = await periodWorld(now);
    for (const date of ["2026-11-10", "2026-11-17", "2026-11-24"]) await archiveDay(date, []);
    let left = 200_000;
    // Each look at the clock costs 30 s of the call.
    const timeLeft = () => {
      left -= 30_000;
      return left;
    };
    const range = { report: "weekly", from: "2026-11-09", to: "2026-11-23" };
    const first = await ask(range, { timeLeft });
    const second = await ask({ ...range, ...first.next });

    expect([...first.runs, ...second.runs].map(({ period, status }) => `${period} ${status}`)).toEqual([
      "2026-W46 archived",
      "2026-W47 archived",
      "2026-W48 archived",
    ]);
    expect(first.next?.to).toBe(range.to);
    expect(second.next).toBeUndefined();
  });

  test("can be tried without writing anything", async () => {
    const { ask, world } = await archivedWeek();
    const { runs } = await ask({ report: "weekly", dryRun: true });

    expect(runs).toMatchObject([{ status: "dry run", date: monday, period: "2026-W48", revision: null }]);
    expect(await world.archive.list("reports/weekly")).toEqual([]);
  });
});
