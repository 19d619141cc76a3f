import { describe, expect, test } from "vitest";
import { findingIds } from "../../functions/daily-report/domain/findings.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { checkedReport, times } from "../checked-day.ts";
import { handled } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { mailOf } from "./mail-of.ts";
import { readHtml } from "./read-html.ts";

const locales: Locale[] = ["en", "ru"];
const inNotes = findingIds.filter((id) => id !== "no_sessions_unusual");
const allFound = {
  ...busyDay(),
  findings: inNotes.map((id) => ({ id, count: 5, of: 60, fields: ["csi"] })),
};

describe.each(locales)("the mail in %s", (locale) => {
  const texts = textsFor(locale);

  test("has one line for each finding, in HTML and in text", () => {
    const { html, text } = mailOf(allFound, { locale });
    const shown = readHtml(html).texts.map((node) => node.text);
    for (const id of inNotes) {
      const { seen, check } = texts.findings[id];
      const line = `• ${seen("5", "60", "csi", "")} ${check(texts.common.whoRunsIt)}`;
      expect(shown).toContain(line);
      expect(text.split("\n")).toContain(line);
    }
    expect(text).toContain(`\n${texts.common.findings.toUpperCase()}\n•`);
  });

  test("has no findings section for a day without findings", () => {
    const { html, text } = mailOf({ ...busyDay(), findings: [] }, { locale });
    for (const part of [html, text.toLowerCase()]) expect(part).not.toContain(texts.common.findings);
  });

  test("warns in its head and subject if the day is empty but the same weekday usually has sessions", () => {
    const { subject, html, text } = mailOf(checkedReport([], { weekday: { known: 4, withSessions: 3 } }), { locale });
    const { verdict } = texts.mail;
    const warning = verdict.emptyUnusual(verdict.someUsually);

    expect(subject).toContain(` ${texts.mail.unusual} · Support`);
    expect(readHtml(html).texts.map((node) => node.text)).toContain(warning);
    expect(text.indexOf(warning)).toBeLessThan(text.indexOf(texts.mail.data.toUpperCase()));
    expect(text.split("\n")).toContain(texts.mail.toDoEmpty(texts.common.whoRunsIt));
    expect(text).not.toContain(texts.common.noSessions);
    expect(text).not.toContain(texts.mail.tiles.sl1("1\u00a0min"));
  });

  test("warns in its head and subject if many sessions could not be read, and gives the reason in the findings", () => {
    const rows = [...times(20, () => handled({ createdAt: "soon" })), ...times(20, () => handled())];
    const { subject, html, text } = mailOf(checkedReport(rows), { locale });
    const { unreadable, halfTheDay } = texts.common;
    const warning = (unreadable("40", halfTheDay).many ?? unreadable("40", halfTheDay).other).replace("#", "20");

    expect(subject).toContain(` ${texts.mail.unreadable("20", "40")}: `);
    expect(readHtml(html).texts.map((node) => node.text)).toContain(warning);
    expect(text.indexOf(warning)).toBeLessThan(text.indexOf(texts.mail.hours.heading.toUpperCase()));
    expect(text).toContain(`${texts.mail.reason(texts.invalidReasons["no readable createdAt"], "20")}; `);
  });

  test("has no warning for a day without sessions if that is usual for the weekday", () => {
    const { subject, text } = mailOf(checkedReport([], { weekday: { known: 4, withSessions: 2 } }), { locale });
    expect(subject).toContain(` ${texts.mail.noSessions} · Support`);
    expect(text).toContain(texts.mail.verdict.noSessions);
  });
});
