import { describe, expect, test } from "vitest";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { headlineSections, mailSections } from "../../functions/daily-report/email/mail-sections.ts";
import type { Block, MailSection } from "../../functions/daily-report/email/section.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { checkedReport, times } from "../checked-day.ts";
import { emptyHistory, incidentDay, incidentPeriod, quietHistory } from "../furnished-history.ts";
import { handled, lost, reportOf, reportOfTally, tallyRows, watchedReport } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";

const incident = incidentDay();

const reports: Record<string, Report> = {
  "a busy day": busyDay(),
  "a day of an incident": incident,
  "a day like all others": { ...incident, history: quietHistory(incident) },
  "a first day": { ...incident, history: emptyHistory(incident) },
  "a week": incidentPeriod("week"),
  "a day with sessions to open": watchedReport([handled({ nps: 0 }), lost({ closedAt: "2026-03-02T15:00:00+03:00" })]),
  "a day without sessions": reportOf([]),
  "a day without sessions, which is unusual": checkedReport([], { weekday: { known: 4, withSessions: 4 } }),
  "a day of one lost session": reportOf([lost()]),
  "an incomplete day": reportOfTally(tallyRows([handled()]), { declared: 3 }),
  "a day of which half could not be read": checkedReport([
    ...times(20, () => handled({ createdAt: "soon" })),
    ...times(20, () => handled()),
  ]),
  "a day of 30 operators": reportOf(Array.from({ length: 30 }, (_, userId) => handled({ userId, operatorName: "A" }))),
};
const cases = Object.entries(reports).flatMap(([name, report]) =>
  (["en", "ru"] as const).map((locale) => [name, locale, report] as const),
);

const enclosure = { attached: [], archived: [], possibleRepeat: true };

/** The texts that must not be empty. */
function textsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "lines":
      return block.lines;
    case "points":
      return block.points.map(({ lead, rest }) => lead + rest);
    case "entries":
      return block.entries.flatMap(({ lead, rest, id }) => [lead, rest, id]);
    case "warning":
    case "note":
    case "action":
      return [block.text];
    case "bars":
      return block.ticks;
    case "tiles":
      return block.tiles.flatMap(({ label, figure, usually, state, goal, note }) => [
        ...[label, figure, usually ?? note, state?.text ?? note, goal?.text ?? note],
        note,
      ]);
    case "table":
      return [block.nameHead, ...block.heads, ...block.rows.flatMap(({ name, figures }) => [name, ...figures])];
  }
}

describe.each(cases)("the sections of %s in %s", (_, locale, report) => {
  const sections = mailSections
    .map((build) => build(report, wordsFor(locale, "RUB"), enclosure))
    .filter((section): section is MailSection => section !== null);
  const blocks = sections.flatMap((section) => section.blocks);

  test("have blocks, and no block has an empty text", () => {
    for (const section of sections) {
      expect(section.blocks.length).toBeGreaterThan(0);
      expect(section.heading).not.toBe("");
    }
    for (const texts of blocks.map(textsOf)) {
      expect(texts.length).toBeGreaterThan(0);
      expect(texts).not.toContain("");
    }
  });

  test("have tables in which every row has a figure for every head", () => {
    const tables = blocks.filter((block) => block.kind === "table");
    expect(tables.map(({ rows }) => rows.map(({ figures }) => figures.length))).toEqual(
      tables.map(({ heads, rows }) => rows.map(() => heads.length)),
    );
  });
});

test("headlineSections are sections of the mail in the same order", () => {
  expect(mailSections.filter((section) => headlineSections.includes(section))).toEqual(headlineSections);
});
