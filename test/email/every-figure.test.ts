import { describe, expect, test } from "vitest";
import { type GoalId, goalIds } from "../../functions/daily-report/domain/goals.ts";
import type { History } from "../../functions/daily-report/domain/history/history.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { dateDaysBefore } from "../../functions/daily-report/domain/report-day.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { type PreviewKind, previewDay } from "../../local/preview-days.ts";
import { checkedReport } from "../checked-day.ts";
import { exampleGoals } from "../example-history.ts";
import { incidentDay } from "../furnished-history.ts";
import { day } from "../session-rows.ts";
import { furnishedDay } from "../workbook/furnished-day.ts";
import { mailOf } from "./mail-of.ts";
import { readHtml } from "./read-html.ts";

function invented(kind: PreviewKind): Report {
  const { rows, declared, weekday } = previewDay(kind, { day, seed: 1 });
  return checkedReport(rows, { weekday, declared, fields: Object.keys(Object(rows[0])) });
}

const days: Record<string, Report> = {
  "a furnished day": furnishedDay(),
  "an incident with a history": incidentDay(),
  "an incident after four known weeks": incidentDay({ trend: fourWeeks() }),
  "a day with goals": { ...furnishedDay(), goals: goalsOf(furnishedDay()) },
  "an invented day": invented("usual"),
  "an invented day of one operator": invented("one-operator"),
  "an invented day without ratings": invented("unrated"),
  "an invented day of 427 operators": invented("many-operators"),
  "an invented day of which sessions are missing": invented("incomplete"),
};
const cases = Object.entries(days).flatMap(([name, report]) =>
  (["en", "ru"] as const).map((locale) => ({ name, report, locale })),
);

/** The 28 days before the incident, each with other figures. */
function fourWeeks(): History["trend"] {
  return Array.from({ length: 28 }, (_, index) => ({
    date: dateDaysBefore("2026-11-27", 28 - index),
    values: { lost_rate: 4 + (index % 5), sl1: 60 + (index % 7), csi: 85 + (index % 3), nps: 40 + (index % 9) },
  }));
}

/** Goals of every state for the whole report, and one for a group. */
function goalsOf({ metrics: { sl1, lost_rate, csi, nps } }: Report): Report["goals"] {
  const { metrics, groups } = exampleGoals();
  const state = (value: number | null, goal: number, is: "met" | "close" | "missed") => ({
    ...{ goal, value, n: 100, share: null, low: 1, high: 99, state: is },
  });
  const own = {
    sl1: state(sl1.value, 83, "missed"),
    lost_rate: state(lost_rate.value, 4, "close"),
    csi: state(csi.value, 71, "met"),
    nps: state(nps.value, 37, "missed"),
  };
  return { metrics: { ...metrics, ...own }, groups };
}

/** The numbers of a text: "8% (1,369 of 2,289)" has 8, 1369 and 2289, "NPS −9" has -9. */
function numbersIn(text: string): number[] {
  const joined = text.replace(/(?<=\d)[,\u00a0\u202f](?=\d{3})/g, "");
  return [...joined.matchAll(/[−+]?\d+/g)].map(([number]) => Number(number.replace("−", "-")));
}

/** A whole number that a reader takes for the value: rounded, but never to a perfect 0 or 100. */
function shownOf(value: number): number {
  const isNearlyPerfect = (perfect: number) => value !== perfect && Math.round(value) === perfect;
  if (isNearlyPerfect(100)) return 99;
  return isNearlyPerfect(0) && value > 0 ? 1 : Math.round(value) + 0;
}

function readMail(report: Report, locale: Locale) {
  const { elements, texts } = readHtml(mailOf(report, { locale }).html);
  const all = texts.map(({ text }) => text);
  const { mail } = textsFor(locale);
  /** The texts of a section, from its heading up to the next heading. */
  const section = (heading: string) => {
    const from = texts.findIndex(({ text, inside }) => text === heading && inside.at(-1) === "h2");
    const rest = from === -1 ? [] : texts.slice(from + 1);
    const end = rest.findIndex(({ inside }) => inside.at(-1) === "h2");
    return (end === -1 ? rest : rest.slice(0, end)).map(({ text }) => text);
  };
  const verdict = texts
    .filter(({ inside }) => inside.includes("h1"))
    .map(({ text }) => text)
    .join(" ");
  const bars = elements.filter(({ name, attributes }) => name === "td" && /^\d+$/.test(attributes.height ?? ""));
  return { all, mail, section, verdict, heights: bars.map(({ attributes }) => Number(attributes.height)) };
}

/** The figures that have tiles, with what is below them: counts, or ratings and limits. */
function tilesOf({
  metrics,
}: Report): { label: "sl1" | "lost_rate" | "csi" | "nps"; value: number; below: number[] }[] {
  const { sl1, lost_rate, csi, csat_top_box, nps } = metrics;
  const satisfied = [csat_top_box.value, csat_top_box.low, csat_top_box.high];
  const all = [
    { label: "sl1" as const, value: sl1.value, n: sl1.n, below: [sl1.numerator, sl1.denominator] },
    {
      label: "lost_rate" as const,
      value: lost_rate.value,
      n: lost_rate.n,
      below: [lost_rate.numerator, lost_rate.denominator],
    },
    { label: "csi" as const, value: csi.value, n: csi.n, below: [csi.n, ...satisfied.map((value) => value ?? 0)] },
    { label: "nps" as const, value: nps.value, n: nps.n, below: [nps.n, nps.low ?? 0, nps.high ?? 0] },
  ];
  return all.flatMap(({ label, value, n, below }) => (value === null || n < 10 ? [] : [{ label, value, below }]));
}

describe.each(cases)("the mail of $name, $locale", ({ report, locale }) => {
  const { all, mail, section, verdict, heights } = readMail(report, locale);
  const { metrics, breakdowns, reconciliation, history } = report;

  test("shows the figures of the tiles with what they rest on, in the tile and in the verdict", () => {
    const tiles = tilesOf(report);
    expect(tiles.length).toBeGreaterThan(1);
    for (const { label, value, below } of tiles) {
      const name = label === "sl1" ? mail.tiles.sl1(locale === "en" ? "1\u00a0min" : "1\u00a0мин") : mail.tiles[label];
      const at = all.findIndex((text, index) => text === name && numbersIn(all[index + 1] ?? "").length === 1);
      expect(numbersIn(all[at + 1] ?? ""), name).toEqual([shownOf(value)]);
      // What is usual, the state and the goal may stand between figure and note.
      const said = all.slice(at + 2, at + 7).map(numbersIn);
      const expected = below.map(shownOf);
      expect(said, name).toContainEqual(
        label === "csi" ? [expected[0], 4, 5, expected[1], 95, ...expected.slice(2)] : expect.arrayContaining(expected),
      );
      expect(numbersIn(verdict), `${name} in the verdict`).toContain(shownOf(value));
    }
  });

  test("shows how many sessions there were, and what became of each", () => {
    const line = all.find((text) => numbersIn(text)[0] === metrics.sessions.value && text.length > 40) ?? "";
    expect(numbersIn(line)).toEqual(expect.arrayContaining([metrics.sessions.value, metrics.handled.value]));
    const { handled, bot_only: botOnly, lost, unanswered, waiting } = metrics;
    const parts = [handled, botOnly, lost, unanswered, waiting].map((one) => one.value).filter((value) => value > 0);
    const [, after = ""] = /: (.*?)\. /.exec(`${line} `) ?? [];
    expect(numbersIn(after)).toEqual(parts);
  });

  test("shows the sessions of every hour as bars, and names the highest", () => {
    const sessions = breakdowns.hours.map((hour) => hour.metrics.sessions.value);
    const most = Math.max(...sessions);
    expect(heights.slice(0, sessions.length)).toEqual(
      sessions.map((value) => Math.max(2, Math.round((64 * value) / most))),
    );
    const [said = ""] = section(mail.hours.heading);
    const peak = sessions.indexOf(most);
    expect(numbersIn(said).slice(0, 3)).toEqual([peak, peak + 1, most]);
  });

  test("shows the figures of the operators who handled most", () => {
    const texts = section(mail.operators);
    const rows = breakdowns.operators
      .filter(({ key, metrics: own }) => key !== "none" && own.handled.value >= 10)
      .sort((a, b) => b.metrics.handled.value - a.metrics.handled.value)
      .slice(0, 20);
    expect(rows.length).toBeGreaterThan(0);
    for (const { name, metrics: own } of rows) {
      const at = texts.indexOf(name);
      const cells = texts.slice(at + 1, at + 5).map((text) => numbersIn(text)[0]);
      expect(cells[0], name).toBe(own.handled.value);
      const shown = [own.sl1, own.csi, own.nps].filter(({ value, n }) => value !== null && n >= 10);
      for (const { value } of shown) expect(cells.slice(1), name).toContain(shownOf(value ?? 0));
    }
  });

  test("shows what was received and what was of the day", () => {
    const numbers = section(mail.data).flatMap(numbersIn);
    const { received, in_day, declared, short, duplicate } = reconciliation;
    expect(numbers).toEqual(expect.arrayContaining(short > 0 ? [received, declared] : [received, in_day]));
    if (duplicate > 0) expect(numbers).toContain(duplicate);
  });

  test("shows a strip of the days before and the day itself if they are known", () => {
    const known = (history?.trend ?? []).filter(({ values }) => values.lost_rate != null).slice(-28).length;
    const strip = heights.slice(breakdowns.hours.length);
    expect(strip.length).toBe(known < 7 ? 0 : known + 1);
    if (strip.length === 0) return;
    // The strip is of one metric; its bars are to the scale of the highest.
    const isDrawn = (["lost_rate", "sl1", "csi", "csat_top_box", "frt_p50"] as const).some((id) => {
      const before = (history?.trend ?? []).slice(-28).map(({ values }) => values[id] ?? null);
      const values = [...before, metrics[id].value].filter((value) => value !== null);
      const most = Math.max(...values);
      return `${values.map((value) => Math.max(2, Math.round((64 * value) / most)))}` === `${strip}`;
    });
    expect(isDrawn).toBe(true);
  });

  test("shows the sessions to open first, with time, channel and figures", () => {
    const { openFirst = [] } = report.sessions ?? {};
    const texts = section(textsFor(locale).watch.heading);
    const said = texts.join(" ");
    for (const { id, createdAt, channel, reasons } of openFirst) {
      const time = new Date(Date.parse(createdAt) + 3 * 3_600_000).toISOString().slice(11, 16);
      const entry = texts.findIndex(
        (text) => text.startsWith(`${time} ·`) && (channel === null || text.includes(channel)),
      );
      expect(entry, `${time} ${channel}`).not.toBe(-1);
      expect(said).toContain(id);
      const marks = reasons.filter(({ id: reason }) => reason === "detractor" || reason === "low_csi");
      for (const { value } of marks) expect(numbersIn(said), id).toContain(Math.round(value ?? Number.NaN));
    }
    expect(texts.length > 0).toBe(openFirst.length > 0);
  });

  test("shows the goals in their tiles, and groups that miss theirs", () => {
    const { metrics: results = {}, groups = [] } = report.goals ?? {};
    const words = textsFor(locale).goals;
    const shown = (["sl1", "lost_rate", "csi", "nps"] as const).filter((id) => results[id]);
    for (const id of shown) {
      const { goal, state } = results[id] ?? { goal: Number.NaN, state: null };
      const isOfGoal = (text: string) =>
        words.tiles[state ?? "unknown"]("#")
          .split("#")
          .every((part) => text.includes(part));
      const tile = all.filter((text) => isOfGoal(text)).map(numbersIn);
      expect(tile, id).toContainEqual([goal]);
    }
    const missedBy = groups.filter(({ metrics: own }) => goalIds.some((id: GoalId) => own[id]?.state === "missed"));
    const at = all.indexOf(words.groups);
    expect(at !== -1).toBe(missedBy.length > 0);
    for (const { name, metrics: own } of missedBy) {
      const said = all.slice(at, at + 2).join(" ");
      expect(said).toContain(name);
      for (const { goal, state } of Object.values(own)) if (state === "missed") expect(numbersIn(said)).toContain(goal);
    }
  });
});
