import { describe, expect, test } from "vitest";
import { catalogue } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { sheet } from "../../functions/daily-report/email/mail-style.ts";
import { renderHeadline } from "../../functions/daily-report/email/render-email.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { incidentDay, incidentPeriod, longestHistory } from "../furnished-history.ts";
import {
  botOnly,
  handled,
  type Item,
  lost,
  reportOf,
  reportOfTally,
  tallyRows,
  watchedReport,
} from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { dayWithNps, dayWithSpoilt, npsDays } from "../texts/nearly-perfect-days.ts";
import { mailOf } from "./mail-of.ts";
import { readHtml } from "./read-html.ts";

const locales: Locale[] = ["en", "ru"];

const many = (n: number, fields: (i: number) => Item = () => ({})) =>
  Array.from({ length: n }, (_, i) => handled(fields(i)));

/**
 * A mail with all there may be: 300 operators, 10 sessions with long links, history with drivers and 28 days, missed goals of the
 * day and of five groups, clients who wait.
 */
function fullestMail(locale: Locale): string {
  const name = (i: number) => (locale === "ru" ? `Мария Константинова ${i}` : `Maria Konstantinova ${i}`);
  const rows = many(3000, (i) => ({
    id: `session-${i}`,
    userId: i % 300,
    operatorName: name(i % 300),
    messengerType: "telegram",
    nps: i % 300 === 1 ? 0 : i % 11,
    csi: i % 300 === 1 ? 1 : 5,
    csiMax: 5,
    createdAt: `2026-03-02T${String(i % 24).padStart(2, "0")}:10:00+03:00`,
    closedAt: `2026-03-02T${String(i % 24).padStart(2, "0")}:50:00+03:00`,
  }));
  const waiting = [0, 1, 2].map((i) =>
    botOnly({ id: `waiting-${i}`, userId: i, operatorName: name(i), messengerType: "telegram", closedAt: null }),
  );
  const days = Array.from({ length: 28 }, (_, i) => new Date(Date.UTC(2026, 1, 2 + i)).toISOString().slice(0, 10));
  const { history } = incidentDay();
  const trend = days.map((date, i) => ({ date, values: { lost_rate: 3 + (i % 7), sl1: 60 + (i % 9), nps: 40 } }));
  const missed = { goal: 80, value: 60, n: 100, share: null, low: 50.2, high: 69.1, state: "missed" as const };
  const groups = ["А", "Б", "В", "Г", "Д"].map((key) => ({ key, name: name(0), metrics: { sl1: missed } }));
  const report = {
    ...watchedReport([...rows, ...waiting]),
    history: history && { ...history, trend },
    goals: { metrics: { sl1: missed, lost_rate: missed, csi: missed, nps: missed }, groups },
  };
  return mailOf(report, { locale, sessionUrl: `https://example.com/${"chats/".repeat(28)}{id}` }).html;
}

/** Replaces no-break spaces by spaces. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe.each(locales)("the mail in %s", (locale) => {
  const report = busyDay();
  const { html, text } = mailOf(report, { locale });
  const document = readHtml(html);

  test("shows every main figure, in HTML and in text", () => {
    const { format } = wordsFor(locale, "RUB");
    const ids = ["sl1", "lost_rate", "csi", "nps"] as const;
    const shown = document.texts.map((node) => node.text);
    for (const id of ids) {
      const figure = format.whole(catalogue[id].unit, report.metrics[id].value);
      expect(shown).toContain(figure);
      expect(text).toContain(figure);
    }
    for (const id of ["handled", "bot_only"] as const) expect(text).toContain(format.count(report.metrics[id].value));
    for (const id of ["frt_p50", "frt_p90"] as const)
      expect(text).toContain(format.figure("seconds", report.metrics[id].value));
  });

  test("has the same content in HTML and in text", () => {
    const inBody = document.texts.filter(({ inside }) => inside.includes("table"));
    const missing = inBody.filter((node) => !text.toLowerCase().includes(node.text.toLowerCase()));
    expect(missing).toEqual([]);
  });

  test("declares its language and its support of dark mode", () => {
    expect(document.elements.find(({ name }) => name === "html")?.attributes).toEqual({ lang: locale, dir: "ltr" });
    expect(html).toContain("prefers-color-scheme:dark");
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
  });

  test("loads no resources and runs no scripts", () => {
    const allowed = /^(html|head|meta|title|style|body|div|table|thead|tbody|tr|td|th|h1|h2|p|b|bdi|span)$/;
    expect(document.elements.filter(({ name }) => !allowed.test(name))).toEqual([]);
    expect(html).not.toMatch(/url\(|@import|javascript:|\b(src|href|on\w+)=/i);
  });

  test("has a style sheet that escaping did not change", () => {
    const lines = (text: string) => text.trim().split(/[\n ]+/);
    expect(lines(/<style>(.*)<\/style>/.exec(html)?.[1] ?? "")).toEqual(lines(sheet));
  });

  test("has one h1, and tables of figures in which all columns and rows have headers", () => {
    expect(document.elements.filter(({ name }) => name === "h1")).toHaveLength(1);
    const unnamed = document.elements.filter(({ name, attributes }) => name === "th" && !attributes.scope);
    expect(unnamed).toEqual([]);
    expect(html).not.toMatch(/<table (?!role="presentation")[^>]*>\n(?!<thead>)/);
    expect(html.match(/<tr valign="top"><th scope="row"/g)).toHaveLength(
      [...html.matchAll(/<tbody>\n(.*?)<\/tbody>/gs)].flatMap(([, rows = ""]) => rows.match(/<tr /g) ?? []).length,
    );
  });

  test("names the columns and rows of the table of operators", () => {
    const [table = ""] = /<table style(?:(?!<table).)*?<\/table>/s.exec(html) ?? [];
    const scopes = readHtml(table).elements.map(({ attributes }) => attributes.scope);
    expect(scopes.filter((scope) => scope === "col")).toHaveLength(5);
    expect(scopes.filter((scope) => scope === "row")).toHaveLength(3 + 1);
  });
});

describe("the subject", () => {
  test("has the date, the main figures and the title", () => {
    expect(plain(mailOf(busyDay()).subject)).toBe("Mon 2 Mar: SL 35%, lost 5%, CSI 58%, NPS −57 · Support");
    expect(plain(mailOf(busyDay(), { locale: "ru" }).subject)).toBe(
      "Пн 02.03: SL 35 %, потеряно 5 %, CSI 58 %, NPS −57 · Support",
    );
  });

  test.each([
    ["en", "Fri 27 Nov worse than usual: lost 12%, SL"],
    ["ru", "Пт 27.11 хуже обычного: потеряно 12 %, S"],
  ] as const)("has date, state and the worst figure in its first 40 characters in %s", (locale, start) => {
    const subject = plain(mailOf(incidentDay(), { locale }).subject);
    expect(subject.startsWith(start.slice(0, 40))).toBe(true);
  });

  test("says that the day is incomplete", () => {
    const report = reportOfTally(tallyRows(many(40)), { declared: 43 });
    expect(plain(mailOf(report).subject)).toMatch(/^Mon 2 Mar data incomplete: SL/);
    expect(plain(mailOf(report, { locale: "ru" }).subject)).toMatch(/^Пн 02\.03 данные неполные: SL/);
  });

  test("names a week by its dates and a month by its name", () => {
    expect(plain(mailOf(incidentPeriod("week")).subject)).toMatch(/^23–29 November worse than usual: lost 12%/);
    expect(plain(mailOf(incidentPeriod("month"), { locale: "ru" }).subject)).toMatch(
      /^Ноябрь 2026 г\. хуже обычного: /,
    );
  });

  test("is one line for any title", () => {
    expect(mailOf(busyDay(), { title: "a\r\nBcc: b@example.com" }).subject).toMatch(/ · a Bcc: b@example\.com$/);
  });
});

describe("the mail of an incomplete day", () => {
  test("says above the figures how many sessions they do not include", () => {
    const { html, text } = mailOf(reportOfTally(tallyRows(many(40)), { declared: 43 }));
    const sentence = "Data incomplete: 3 of 43 sessions were not received.";
    for (const part of [html, text]) {
      expect(part).toContain(sentence);
      expect(part.indexOf(sentence)).toBeLessThan(part.indexOf("Answered within"));
    }
  });

  test("does not call it a day without sessions if no session could be read", () => {
    const { subject, text } = mailOf(reportOfTally(tallyRows([]), { declared: 3 }));
    expect(subject).toContain("0 sessions");
    expect(text).not.toContain("no sessions");
  });
});

describe("the preheader", () => {
  const preheaderOf = (html: string) =>
    plain(readHtml(html).texts.find(({ inside }) => inside.includes("div") && !inside.includes("table"))?.text ?? "");

  test.each([
    ["en", "1 client waiting · talk to: Anna · peak 12–13 h"],
    ["ru", "1 клиент ждал · поговорить: Anna · пик 12–13 ч"],
  ] as const)("says in %s what the subject does not", (locale, said) => {
    expect(preheaderOf(mailOf(busyDay(), { locale }).html)).toBe(said);
  });

  test("is the verdict on a day without sessions", () => {
    expect(preheaderOf(mailOf(reportOf([])).html)).toBe("Monday, 2 March: no sessions.");
  });
});

describe("the mail of a day without sessions", () => {
  const { subject, html, text } = mailOf(reportOf([]));

  test("says that there are no sessions, also in the subject", () => {
    expect(plain(subject)).toBe("Mon 2 Mar no sessions · Support");
    expect(plain(text)).toMatch(/^Support\nMonday, 2 March: no sessions\.\n/);
    expect(html).toContain("no sessions.");
  });

  test("shows whether the data is complete but no figures", () => {
    for (const heading of ["TALK TO", "BY HOUR", "OPERATORS"]) expect(text).not.toContain(heading);
    expect(text).toContain("\nNo sessions were received.\n");
    expect(text).not.toContain("Data complete");
  });

  test("says that there was only spam", () => {
    const spam = reportOf([botOnly({ markedAsSpam: true })]);
    expect(plain(mailOf(spam).text)).toContain("Monday, 2 March: only spam.");
    expect(plain(mailOf(spam, { locale: "ru" }).text)).toContain("Понедельник, 2 марта: только спам.");
  });
});

describe("figures that rest on few answers", () => {
  const lineOf = (text: string, start: string) => plain(text.split("\n").find((line) => line.startsWith(start)) ?? "");
  const rated = { nps: 10, csi: 5, csiMax: 5 };

  test("have no tile if there are fewer than 10 answers; the mail says how many there are", () => {
    const { subject, text, html } = mailOf(reportOf(many(9, () => rated)));
    expect(plain(subject)).toBe("Mon 2 Mar: SL 9 of 9, lost 0 of 9 · Support");
    expect(plain(text)).toContain("9 of 9 sessions were answered within 1 min; 0 of 9 were lost.");
    expect(plain(text)).toContain("Too few ratings: 9 for CSI and 9 for NPS.");
    expect(text.split("\n").filter((line) => /^(CSI|NPS|Lost|Answered) /.test(line))).toEqual([]);
    const inHtml = readHtml(html).texts.filter(({ inside }) => inside.includes("table"));
    for (const part of [text, ...inHtml.map((node) => node.text)]) expect(plain(part)).not.toMatch(/\+100|100%/);
  });

  test("are told in one sentence if both scores lack ratings for the same reason", () => {
    const below = (csi: number, nps: number, locale: "en" | "ru") => {
      const rows = [handled(), ...many(csi, () => ({ csi: 5, csiMax: 5 })), ...many(nps, () => ({ nps: 10 }))];
      return plain(mailOf(reportOf(rows), { locale }).text);
    };
    expect(below(8, 1, "en")).toContain(" Too few ratings: 8 for CSI and 1 for NPS.");
    expect(below(8, 1, "ru")).toContain(" Оценок мало: 8 для CSI и 1 для NPS.");
    expect(below(0, 0, "en")).toContain(" No CSI or NPS: clients gave no ratings.");
    expect(below(0, 0, "ru")).toContain(" CSI и NPS нет: клиенты не ставили оценок.");
    expect(below(0, 2, "ru")).toContain(" CSI нет: клиенты не ставили оценок. 2 оценки — мало для NPS.");
    expect(below(1, 0, "en")).toContain(" 1 rating: too few for CSI. No NPS: clients gave no ratings.");
  });

  test("are marked in the table if there are fewer than 30 answers, and the tile has their limits", () => {
    const { text } = mailOf(reportOf(many(29, () => rated)));
    expect(lineOf(text, "NPS")).toBe("NPS                    +100  29 ratings; 95% sure: +78 to +100");
    expect(lineOf(text, "Anna")).toMatch(/100%\* +100%\* +\+100\*$/);
    expect(text).toContain("* 10 to 29: low precision.");
  });

  test("are not marked if there are 30 answers or more", () => {
    const { text } = mailOf(reportOf(many(30, () => rated)));
    expect(lineOf(text, "Anna")).toMatch(/100% +100% +\+100$/);
    expect(text).not.toContain("low precision");
  });

  test("are neither tile nor column if there is no answer", () => {
    const { text } = mailOf(reportOf(many(12)));
    expect(text.split("\n").filter((line) => /^(CSI|NPS) /.test(line))).toEqual([]);
    expect(lineOf(text, "Operator")).toBe("Operator  Handled  In 1 min");
    expect(text).toContain("No CSI or NPS: clients gave no ratings.");
  });
});

describe("figures that round to perfect", () => {
  const nearly = dayWithSpoilt(1);
  const perfect = dayWithSpoilt(0);

  test.each([
    ["en", "Mon 2 Mar: SL >99%, lost <1%, CSI >99% · Support"],
    ["ru", "Пн 02.03: SL >99 %, потеряно <1 %, CSI >99 % · Support"],
  ] as const)("are shown in %s as almost perfect in the subject if one session is not perfect", (locale, said) => {
    expect(plain(mailOf(nearly, { locale }).subject)).toBe(said);
  });

  test.each([
    ["en", "<1%", ">99%", "0%", "100%"],
    ["ru", "<1 %", ">99 %", "0 %", "100 %"],
  ] as const)("are shown in %s as almost perfect everywhere in the mail", (locale, few, most, none, all) => {
    const { html } = mailOf(nearly, { locale });
    const shown = readHtml(html).texts.map((node) => plain(node.text));
    const times = (figure: string) => shown.filter((node) => node === figure).length;
    // The tiles of SL and CSI, the operator's CSI, and both of all operators. The operator's service level is 2999 of 2999.
    expect([few, most, none, all].map(times)).toEqual([1, 5, 0, 1]);
  });

  test.each([
    ["en", /^Answered within 1 min +>99% .*\nLost +<1% /m],
    ["ru", /^Ответили за 1 мин +>99 % .*\nПотеряно +<1 % /m],
  ] as const)("are shown in %s as almost perfect on a terminal too", (locale, line) => {
    const input = { report: nearly, title: "Support", locale, currency: null };
    expect(plain(renderHeadline(input))).toMatch(line);
  });

  test.each([
    ["en", "Mon 2 Mar: SL 100%, lost 0%, CSI 100% · Support"],
    ["ru", "Пн 02.03: SL 100 %, потеряно 0 %, CSI 100 % · Support"],
  ] as const)("are shown in %s as perfect if every session is perfect", (locale, said) => {
    expect(plain(mailOf(perfect, { locale }).subject)).toBe(said);
    // The line of CSI also has confidence limits, which are not perfect.
    const others = mailOf(perfect, { locale })
      .text.split("\n")
      .filter((line) => !line.startsWith("CSI "));
    expect(others.join("\n")).not.toMatch(/[<>][09]/);
  });

  test.each([
    ["-0.04", "0"],
    ["0.04", "0"],
    ["0", "0"],
    ["99.97", ">+99"],
    ["-99.97", "<−99"],
  ] as const)("show an NPS of %s as %s", (nps, said) => {
    const report = dayWithNps(npsDays[nps]);
    expect(report.metrics.nps.value?.toFixed(2)).toBe(Number(nps).toFixed(2));
    for (const locale of locales) {
      const { subject, html, text } = mailOf(report, { locale });
      expect(subject).toContain(`NPS ${said} · `);
      // The tile, the operator's line and the line of all operators.
      expect(readHtml(html).texts.filter((node) => node.text === said)).toHaveLength(3);
      expect(
        text.split("\n").filter((line) => /^(Anna|Total|Всего) /.test(line) && line.endsWith(` ${said}`)),
      ).toHaveLength(2);
    }
  });
});

describe("the service level", () => {
  test("names its target, unless groups have their own targets", () => {
    const rows = many(12);
    expect(plain(mailOf(reportOf(rows)).text)).toContain("Answered within 1 min  100%  12 of 12");
    const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "7": 30 } };
    const { text } = mailOf(reportOf(rows, undefined, settings));
    expect(plain(text)).toContain("100% of sessions were answered in time (12 of 12)");
    expect(plain(text)).toContain("Answered in time  100%  12 of 12");
    expect(plain(text)).toMatch(/^Operator {2}Handled {2}In time$/m);
  });
});

describe("the operators", () => {
  const report = reportOf(many(500 * 3, (i) => ({ userId: i % 500, operatorName: `Operator ${i % 500}` })));

  test("are at most 20, with a line that refers to the Excel file for the rest", () => {
    const { text } = mailOf(reportOf(many(24 * 10, (i) => ({ userId: i % 24, operatorName: `Operator ${i % 24}` }))));
    expect(text.match(/^Operator \d+ /gm)).toHaveLength(20);
    expect(text).toContain("4 more operators (40 sessions) are in the Excel file, sheet “Operators”.");
  });

  test("are all shown if fewer than 4 would be cut", () => {
    const { text } = mailOf(reportOf(many(23 * 10, (i) => ({ userId: i % 23, operatorName: `Operator ${i % 23}` }))));
    expect(text.match(/^Operator \d+ /gm)).toHaveLength(23);
    expect(text).not.toContain("in the Excel file, sheet “Operators”");
  });

  test.each([
    ["en", "500 operators handled sessions; none of them has 10, so it is too early to compare them."],
    ["ru", "Сессии обрабатывали 500 операторов; 10 сессий нет ни у кого, поэтому сравнивать их рано."],
  ] as const)("are one sentence in %s if nobody handled 10", (locale, sentence) => {
    const { text, html } = mailOf(report, { locale });
    expect(plain(text)).toContain(sentence);
    expect(html).not.toContain("<thead>");
  });

  test("with the same name are told apart by their ids", () => {
    const { text } = mailOf(
      reportOf(many(36, (i) => ({ userId: [7, 8, 502][i % 3], operatorName: i % 3 === 0 ? "Anna" : "Пётр Сидоров" }))),
    );
    expect(text).toMatch(/^Anna +12/m);
    expect(text).toMatch(/^Пётр Сидоров \(8\) +12/m);
    expect(text).toMatch(/^Пётр Сидоров \(502\) +12/m);
  });

  test("do not hold the sessions of nobody, which are named by what they are", () => {
    const rows = [...many(12), ...Array.from({ length: 5 }, () => botOnly()), lost()];
    expect(mailOf(reportOf(rows)).text).toContain(
      "Not in the table: 5 bot-only sessions, 1 session without an operator.",
    );
    expect(mailOf(reportOf(rows), { locale: "ru" }).text).toContain(
      "Нет в таблице: 5 сессий «только бот», 1 сессия без оператора.",
    );
  });

  test("keep the mail small enough for mail programs to show it whole", () => {
    const names = many(3000, (i) => ({
      userId: i % 300,
      operatorName: `${"Константинопольский ".repeat(10)}${i % 300}`,
    }));
    const compared = { ...reportOf(names), history: longestHistory("Константинопольский ".repeat(100)) };
    const sizes = [report, reportOf(names), compared].map((full) =>
      Buffer.byteLength(mailOf(full, { locale: "ru" }).html),
    );
    for (const size of sizes) expect(size).toBeLessThan(102_000);
    const usual = reportOf(
      many(3000, (i) => ({ userId: i % 300, operatorName: `Maria Konstantinova ${i % 300}`, nps: i % 11 })),
    );
    expect(Buffer.byteLength(mailOf({ ...usual, history: incidentDay().history }).html)).toBeLessThan(60_000);
  });

  test.each(locales)("keep the mail below 60 kB in %s even if every section is full", (locale) => {
    const html = fullestMail(locale);
    const { elements } = readHtml(html);
    expect(elements.filter(({ name }) => name === "a")).toHaveLength(10 + 3);
    expect(elements.filter(({ name, attributes }) => name === "td" && attributes.bgcolor)).toHaveLength(24 + 28 + 1);
    const missed = locale === "en" ? /goal missed/g : /цель не достигнута/g;
    expect(html.match(missed)).toHaveLength(4);
    expect(Buffer.byteLength(html)).toBeLessThan(60_000);
  });

  test("keep the mail as small even if a name has a megabyte", () => {
    const { html, text } = mailOf(reportOf(many(10, () => ({ operatorName: "x".repeat(1_000_000) }))));

    expect([html, text].every((part) => part.length < 40_000)).toBe(true);
    expect(text).toContain(`${"x".repeat(199)}…`);
  });

  test("end with a row for all sessions of the day, which is not the sum of the rows", () => {
    const { text } = mailOf(reportOf([...many(12), lost()]));
    expect(text).toMatch(/^Anna +12 +100%\*$/m);
    expect(text).toMatch(/^Total +12 +92%\*$/m);
  });

  test("have a dash for figures of fewer than 10 ratings, and a line that says so", () => {
    const rated = reportOf([
      ...many(30, () => ({ csi: 5, csiMax: 5 })),
      ...many(30, (i) => ({ userId: 8, operatorName: "Boris", ...(i < 9 && { csi: 5, csiMax: 5 }) })),
    ]);
    const { text } = mailOf(rated);
    expect(text).toMatch(/^Boris +30 +100% +–$/m);
    expect(text).toContain("\n– fewer than 10 ratings or sessions. ");
  });

  test("are aligned in columns in the text", () => {
    const { text } = mailOf(
      reportOf([...many(12, () => ({ operatorName: "Жанна 👩‍👩‍👧" })), handled({ userId: 8, operatorName: "Al" })]),
    );
    const lines = text.split("\n");
    const start = lines.findIndex((line) => line.startsWith("Operator "));
    const ends = lines.slice(start, start + 4).map((line) => [...new Intl.Segmenter().segment(line)].length);
    expect(new Set(ends).size).toBe(1);
  });
});

describe("the data notes of the mail", () => {
  const { text } = mailOf(busyDay());

  test("say whether the data is complete, what was dropped, and when it was read", () => {
    const notes = (mail: string, heading: string) =>
      plain(mail.slice(mail.indexOf(heading), mail.indexOf("\n\n-- ")))
        .split("\n")
        .slice(1);
    expect(notes(text, "DATA AND FILES")).toEqual([
      "Data complete: 79 received, 75 of this day, 2 of them spam.",
      "TWIN sent 1 session twice; it is counted once.",
      "2 sessions dropped: without id – 1, closed before it was created – 1.",
      "5 values in these sessions could not be used; see the Excel file.",
      "Data as of 3 March, 07:30: 1 session was still open.",
      "All figures and what they mean: Excel file, sheets “All figures” and “Data and definitions”.",
      "Attached: support-2026-03-02.xlsx.",
    ]);
    expect(notes(mailOf(busyDay(), { locale: "ru" }).text, "ДАННЫЕ И ФАЙЛЫ")).toEqual([
      "Данные полные: получено 79, за этот день 75, из них спам 2.",
      "TWIN прислал повторно 1 сессию; повторы не учтены.",
      "Отброшены 2 сессии: без номера — 1, закрыта раньше, чем создана — 1.",
      "5 значений в этих сессиях не удалось использовать, см. файл Excel.",
      "Данные на 3 марта, 07:30: 1 сессия ещё не закрыта.",
      "Все показатели и их определения — в файле Excel, листы «Все показатели» и «Данные и определения».",
      "Во вложении: support-2026-03-02.xlsx.",
    ]);
  });

  test("say that there are no errors only if that is true", () => {
    expect(mailOf(reportOf([handled()])).text).toContain("No errors in the data.");
    expect(text).not.toContain("No errors");
  });

  test("say that sessions were received that TWIN had not counted, but not in red", () => {
    const late = mailOf(reportOfTally(tallyRows(many(12)), { declared: 10 }));
    expect(late.text).toContain("2 sessions appeared in TWIN after their day was counted; they are included.");
    expect(late.html).not.toContain('class="warning"');
    expect(late.subject).not.toContain("incomplete");
  });

  test("say of how many sessions some are missing", () => {
    expect(mailOf(reportOfTally(tallyRows(many(12)), { declared: 20 })).text).toContain("Received: 12 of 20 sessions.");
  });

  test("name the length of a day that does not have 24 hours, and the filters", () => {
    const spring = reportOf([], reportDay("2026-03-29", "Europe/Berlin"));
    expect(mailOf(spring).text).toContain("Europe/Berlin, 23 hours");
    expect(text).not.toContain("24 hours");
    expect(mailOf({ ...busyDay(), filters: { ...noFilters, companyId: 5 } }).text).toContain("Filters: company 5.");
  });

  test("name the place in the archive only if no file is attached", () => {
    expect(text).not.toContain("s3://");
    const bare = mailOf(busyDay(), { enclosure: { attached: [], archived: ["s3://bucket/report.xlsx"] } }).text;
    expect(bare).toContain("The files are too large for a mail; they are in the archive.");
    expect(bare).toContain("Archived: s3://bucket/report.xlsx");
  });

  test.each([
    ["en", "You may already have this mail"],
    ["ru", "Возможно, вы уже получили это письмо"],
  ] as const)(
    "say in %s, in the head of the mail, that it may be a repeat, and only if it may be one",
    (locale, words) => {
      const enclosure = { attached: [], archived: [] };
      const again = mailOf(busyDay(), { locale, enclosure: { ...enclosure, possibleRepeat: true } });
      const once = mailOf(busyDay(), { locale, enclosure });

      expect([again.text, again.html].map((body) => body.indexOf(words) > 0)).toEqual([true, true]);
      expect(again.text.indexOf(words)).toBeLessThan(again.text.indexOf("\n\n", again.text.indexOf("\n\n") + 2));
      expect(once.text + once.html).not.toContain(words);
    },
  );
});
