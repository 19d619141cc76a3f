import { describe, expect, test } from "vitest";
import { findingIds } from "../../functions/daily-report/domain/findings.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { verdictSentence } from "../../functions/daily-report/texts/verdict-sentence.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { renderWorkbook } from "../../functions/daily-report/workbook/render-workbook.ts";
import { checkedReport, times } from "../checked-day.ts";
import { handled } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { firstColumn } from "./open-workbook.ts";
import { readWorkbook } from "./read-workbook.ts";

const locales: Locale[] = ["en", "ru"];
const inNotes = findingIds.filter((id) => id !== "no_sessions_unusual");

describe.each(locales)("the workbook in %s", (locale) => {
  const texts = textsFor(locale);
  const linesOf = async (report: Parameters<typeof renderWorkbook>[0]["report"]) => {
    const { sheets } = await readWorkbook(await renderWorkbook({ report, title: "Support", locale, currency: null }));
    return sheets.map((sheet) => ({ name: sheet.name, lines: firstColumn(sheet).split("\n") }));
  };
  const { reconciliation } = texts.workbook.sheets;

  test("shows every finding in three lines on the sheet of data quality", async () => {
    const findings = inNotes.map((id) => ({ id, count: 5, of: 60, fields: ["csi"] }));
    const sheet = (await linesOf({ ...busyDay(), findings })).find(({ name }) => name === reconciliation);
    const start = (sheet?.lines ?? []).indexOf(texts.workbook.heads.finding) + 1;
    const said = inNotes.flatMap((id) => {
      const { seen, means, check } = texts.findings[id];
      return [seen("5", "60", "csi", ""), means, check(texts.common.whoRunsIt)];
    });

    expect(sheet?.lines.slice(start, start + said.length)).toEqual(said);
    expect(sheet?.lines[start - 3]).toBe(texts.common.findings);
  });

  test("has no table of findings on a day without findings", async () => {
    expect((await linesOf({ ...busyDay(), findings: [] })).flatMap(({ lines }) => lines)).not.toContain(
      texts.common.findings,
    );
  });

  test("warns on every sheet with figures that many sessions could not be read", async () => {
    const rows = [...times(20, () => handled({ createdAt: "soon" })), ...times(20, () => handled())];
    const sheets = await linesOf(checkedReport(rows));
    const { unreadable, halfTheDay } = texts.common;
    const warning = (unreadable("40", halfTheDay).many ?? unreadable("40", halfTheDay).other).replace("#", "20");

    for (const { name, lines } of sheets) {
      expect([name, lines[1]]).toEqual([name, warning]);
    }
  });

  test("warns on every sheet with figures if the day is empty but its weekday usually is not", async () => {
    const report = checkedReport([], { weekday: { known: 4, withSessions: 4 } });
    const { lead, rest } = verdictSentence(report, wordsFor(locale, null));
    const sheets = await linesOf(report);

    expect(sheets.length).toBeGreaterThan(1);
    for (const { name, lines } of sheets) {
      expect([name, lines[1]]).toEqual([name, lead + rest]);
      expect(lines).toContain(texts.mail.toDoEmpty(texts.common.whoRunsIt));
      expect(lines).not.toContain(texts.common.noSessions);
    }
  });
});
