import { describe, expect, test } from "vitest";
import { catalogue, type MetricId } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { sheet } from "../../functions/daily-report/email/mail-style.ts";
import { renderHeadline } from "../../functions/daily-report/email/render-email.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { longestHistory } from "../furnished-history.ts";
import { botOnly, handled, type Item, lost, reportOf, reportOfTally, tallyRows } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { dayWithNps, dayWithSpoilt, npsDays } from "../texts/nearly-perfect-days.ts";
import { mailOf } from "./mail-of.ts";
import { readHtml } from "./read-html.ts";

const locales: Locale[] = ["en", "ru"];

const many = (n: number, fields: (i: number) => Item = () => ({})) =>
  Array.from({ length: n }, (_, i) => handled(fields(i)));

/** Replaces no-break spaces by spaces. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe.each(locales)("the mail in %s", (locale) => {
  const report = busyDay();
  const { html, text } = mailOf(report, { locale });
  const document = readHtml(html);

  test("shows every headline figure, in HTML and in text", () => {
    const { format } = wordsFor(locale, "RUB");
    const ids = [
      "sessions",
      "handled",
      "lost_rate",
      "sl1",
      "frt_p50",
      "frt_p90",
      "duration_p50",
      "csi",
      "csat_top_box",
      "nps",
    ] as const;
    const shown = document.texts.map((node) => node.text);
    for (const id of [...ids, "containment", "price_total"] satisfies MetricId[]) {
      const figure = format.figure(catalogue[id].unit, report.metrics[id].value);
      expect(shown).toContain(figure);
      expect(text).toContain(figure);
    }
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
    const allowed = /^(html|head|meta|title|style|body|div|table|thead|tbody|tr|td|th|h1|h2|p|bdi)$/;
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
    expect(html.match(/<tr><th scope="row"/g)).toHaveLength(
      [...html.matchAll(/<tbody>\n(.*?)<\/tbody>/gs)].flatMap(([, rows = ""]) => rows.match(/<tr>/g) ?? []).length,
    );
  });

  test("names the columns and rows of the table of operators", () => {
    const [table = ""] = /<table class="operators".*?<\/table>/s.exec(html) ?? [];
    const scopes = readHtml(table).elements.map(({ attributes }) => attributes.scope);
    expect(scopes.filter((scope) => scope === "col")).toHaveLength(8);
    expect(scopes.filter((scope) => scope === "row")).toHaveLength(report.breakdowns.operators.length + 1);
  });
});

describe("the subject", () => {
  test("has the title, the date and the main figures", () => {
    const { subject } = mailOf(busyDay());
    expect(subject).toMatch(
      /^Support 2026-03-02: 73 sessions, lost 4\.7%, SL1 \d+\.\d%, CSI 58\.2%, NPS [+-]?\d+\.\d$/,
    );
  });

  test("says that the day is incomplete", () => {
    const report = reportOfTally(tallyRows(many(40)), { declared: 43 });
    expect(mailOf(report).subject).toMatch(/^\[incomplete\] Support 2026-03-02: 40 sessions/);
    expect(mailOf(report, { locale: "ru" }).subject).toMatch(/^\[неполный\] Support 2026-03-02: 40 сессий/);
  });

  test("is one line for any title", () => {
    expect(mailOf(busyDay(), { title: "a\r\nBcc: b@example.com" }).subject).toMatch(/^a Bcc: b@example\.com 2026/);
  });
});

describe("the mail of an incomplete day", () => {
  test("says above the figures how many sessions they do not include", () => {
    const { html, text } = mailOf(reportOfTally(tallyRows(many(40)), { declared: 43 }));
    const sentence = "Incomplete: 3 of 43 sessions were not received.";
    for (const part of [html, text]) {
      expect(part).toContain(sentence);
      expect(part.indexOf(sentence)).toBeLessThan(part.search(/Figures|FIGURES/));
    }
  });

  test("does not call it a day without sessions if no session could be read", () => {
    const { subject, text } = mailOf(reportOfTally(tallyRows([]), { declared: 3 }));
    expect(subject).toContain("0 sessions");
    expect(text).not.toContain("There were no sessions");
  });
});

describe("the mail of a day without sessions", () => {
  const { subject, html, text } = mailOf(reportOf([]));

  test("says that there are no sessions, also in the subject", () => {
    expect(subject).toBe("Support 2026-03-02: no sessions");
    for (const part of [html, text]) expect(part).toContain("There were no sessions on this day.");
  });

  test("shows the reconciliation but no figures", () => {
    expect(text).not.toContain("FIGURES");
    expect(text).not.toContain("OPERATORS");
    expect(text).toContain("received 0 = duplicates 0 + invalid 0 + of other days 0 + of this day 0");
  });
});

describe("figures that rest on few answers", () => {
  const lineOf = (text: string, start: string) => plain(text.split("\n").find((line) => line.startsWith(start)) ?? "");

  test("are shown only as counts if there are fewer than 10 answers", () => {
    const { subject, text, html } = mailOf(reportOf(many(9, () => ({ nps: 10, csi: 5, csiMax: 5 }))));
    expect(subject).toMatch(/SL1 9 of 9, CSI n = 9, NPS n = 9$/);
    expect(lineOf(text, "NPS")).toMatch(/n = 9 {2}promoters 9, passives 0, detractors 0; fewer than 10 answers/);
    expect(lineOf(text, "CSAT")).toMatch(/9 of 9 {2}9 of 9; fewer than 10 answers: counts only$/);
    for (const part of [text, html]) expect(plain(part)).not.toMatch(/\+100\.0|100\.0%/);
  });

  test("are marked if there are fewer than 30 answers", () => {
    const { text } = mailOf(reportOf(many(29, () => ({ nps: 10, csi: 5, csiMax: 5 }))));
    expect(lineOf(text, "NPS")).toContain("+100.0*");
    expect(lineOf(text, "Anna")).toMatch(/100\.0%\* +100\.0%\* +\+100\.0\*$/);
    expect(text).toContain("* 10 to 29 answers");
  });

  test("are not marked if there are 30 answers or more", () => {
    const { text } = mailOf(reportOf(many(30, () => ({ nps: 10, csi: 5, csiMax: 5 }))));
    expect(lineOf(text, "NPS")).toMatch(/\+100\.0 {2}promoters 30/);
  });

  test("are a dash if there is no answer", () => {
    const { text } = mailOf(reportOf([lost()]));
    for (const start of ["NPS", "CSI", "First reply, median"]) expect(lineOf(text, start)).toMatch(/^[\w, ]+ — /);
  });
});

describe("figures that round to perfect", () => {
  const nearly = dayWithSpoilt(1);
  const perfect = dayWithSpoilt(0);

  test.each([
    ["en", "3,000 sessions, lost <0.1%, SL1 >99.9%, CSI >99.9%, NPS —"],
    ["ru", "3 000 сессий, потеряно <0,1 %, SL1 >99,9 %, CSI >99,9 %, NPS —"],
  ] as const)(
    "are shown in %s as almost perfect in subject and preheader if one session is not perfect",
    (locale, said) => {
      const { subject, html } = mailOf(nearly, { locale });
      expect(plain(subject)).toBe(`Support 2026-03-02: ${said}`);
      const preheader = readHtml(html).texts.find(({ inside }) => inside.includes("div") && !inside.includes("table"));
      expect(plain(preheader?.text ?? "")).toBe(said.replaceAll(", ", " · "));
    },
  );

  test.each([
    ["en", "<0.1%", ">99.9%", "0.0%", "100.0%"],
    ["ru", "<0,1 %", ">99,9 %", "0,0 %", "100,0 %"],
  ] as const)("are shown in %s as almost perfect everywhere in the mail", (locale, few, most, none, all) => {
    const { html, text } = mailOf(nearly, { locale });
    const shown = readHtml(html).texts.map((node) => plain(node.text));
    const times = (figure: string) => shown.filter((node) => node === figure).length;
    // The tiles of SL1, CSI and CSAT, the operator's CSI, and SL1 and CSI of all operators. The operator's SL1 is 2999 of 2999.
    expect([few, most, none, all].map(times)).toEqual([1, 6, 1, 1]);
    expect(plain(text).split(all)).toHaveLength(2);
    expect(plain(text)).toMatch(new RegExp(`99[.,]8 ?% \\S+ ${most}$`, "m"));
  });

  test.each([
    ["en", /^Lost rate +<0\.1% .*\nSL +>99\.9% /m],
    ["ru", /^Доля потерянных +<0,1 % .*\nSL +>99,9 % /m],
  ] as const)("are shown in %s as almost perfect on a terminal too", (locale, line) => {
    const input = { report: nearly, title: "Support", locale, currency: null };
    expect(plain(renderHeadline(input))).toMatch(line);
  });

  test.each([
    ["en", "3,000 sessions, lost 0.0%, SL1 100.0%, CSI 100.0%, NPS —"],
    ["ru", "3 000 сессий, потеряно 0,0 %, SL1 100,0 %, CSI 100,0 %, NPS —"],
  ] as const)("are shown in %s as perfect if every session is perfect", (locale, said) => {
    expect(plain(mailOf(perfect, { locale }).subject)).toBe(`Support 2026-03-02: ${said}`);
    expect(plain(mailOf(perfect, { locale }).text)).not.toMatch(/[<>][09]/);
  });

  test.each([
    ["-0.04", "0.0", "0,0"],
    ["0.04", "0.0", "0,0"],
    ["0", "0.0", "0,0"],
    ["99.97", ">+99.9", ">+99,9"],
    ["-99.97", "<-99.9", "<-99,9"],
  ] as const)("show an NPS of %s as %s, in Russian as %s", (nps, english, russian) => {
    const report = dayWithNps(npsDays[nps]);
    expect(report.metrics.nps.value?.toFixed(2)).toBe(Number(nps).toFixed(2));
    for (const [locale, said] of [
      ["en", english],
      ["ru", russian],
    ] as const) {
      const { subject, html, text } = mailOf(report, { locale });
      expect(subject.endsWith(`NPS ${said}`)).toBe(true);
      // The tile, the operator's line and the line of all operators.
      expect(readHtml(html).texts.filter((node) => node.text === said)).toHaveLength(3);
      expect(text.split("\n").filter((line) => line.endsWith(` ${said}`))).toHaveLength(2);
    }
  });
});

describe("the dialog duration", () => {
  const durations = (...seconds: (number | null)[]) =>
    reportOf(seconds.map((operatorDialogDuration) => handled({ operatorDialogDuration })));

  test.each([
    ["en", /^Dialogue, median +10 min {2}ratings or sessions 3, missing 1, invalid 1$/m],
    ["ru", /^Диалог: медиана +10 мин {2}оценок или сессий 3, нет данных 1, некорректные 1$/m],
  ] as const)("is shown in %s as the median, which impossible durations do not change", (locale, line) => {
    const { html, text } = mailOf(durations(300, 600, 259_200, null, -5), { locale });
    expect(plain(text)).toMatch(line);
    // The mean.
    expect(html + text).not.toContain("24:05:00");
  });

  test("is not shown if no session has one", () => {
    expect(mailOf(durations(null, -5)).text).not.toMatch(/^Dialogue/m);
  });
});

describe("the service level", () => {
  test("names its target and says if groups have their own targets", () => {
    const rows = [handled()];
    expect(plain(mailOf(reportOf(rows)).text)).toContain("1 of 1 within 1 min");
    const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "7": 30 } };
    expect(plain(mailOf(reportOf(rows, undefined, settings)).text)).toContain("1 min, some groups have their own");
  });
});

describe("the operators", () => {
  const report = reportOf(many(500 * 3, (i) => ({ userId: i % 500, operatorName: `Operator ${i % 500}` })));

  test("are at most 20, with a line that refers to the workbook for the rest", () => {
    const { text } = mailOf(report);
    expect(text.match(/^Operator \d+ /gm)).toHaveLength(20);
    expect(text).toContain("Not shown: 480 rows with 1,440 sessions; all are in the workbook");
  });

  test("keep the mail small enough for mail programs to show it whole", () => {
    const names = many(500, (i) => ({ userId: i, operatorName: `${"Константинопольский ".repeat(10)}${i}` }));
    const compared = { ...reportOf(names), history: longestHistory("Константинопольский ".repeat(100)) };
    const sizes = [report, reportOf(names), compared].map((full) =>
      Buffer.byteLength(mailOf(full, { locale: "ru" }).html),
    );
    for (const size of sizes) expect(size).toBeLessThan(102_000);
  });

  test("keep the mail as small even if a name has a megabyte", () => {
    const { html, text } = mailOf(reportOf([handled({ operatorName: "x".repeat(1_000_000) })]));

    expect([html, text].every((part) => part.length < 40_000)).toBe(true);
    expect(text).toContain(`${"x".repeat(199)}…`);
  });

  test("end with a row for all sessions of the day, which is not the sum of the rows", () => {
    expect(mailOf(report).text).toMatch(/^All +1,500 +1,500 +0 +0:30 +100\.0% +— +—$/m);
  });

  test("are aligned in columns in the text", () => {
    const { text } = mailOf(
      reportOf([handled({ operatorName: "Жанна 👩‍👩‍👧" }), handled({ userId: 8, operatorName: "Al" })]),
    );
    const lines = text.split("\n");
    const start = lines.findIndex((line) => line.startsWith("Operator "));
    const ends = lines.slice(start, start + 4).map((line) => [...new Intl.Segmenter().segment(line)].length);
    expect(new Set(ends).size).toBe(1);
  });
});

describe("the data notes of the mail", () => {
  const { text } = mailOf(busyDay());

  test("have a reconciliation that adds up", () => {
    expect(text).toContain("received 79 = duplicates 1 + invalid 2 + of other days 1 + of this day 75");
    expect(text).toContain("of this day 75 = spam 2 + handled 59 + lost 3 + unanswered 1 + waiting 1 + bot only 9");
    expect(text).toContain("missing 0 = according to TWIN 78 − received 79 + duplicates left out of that count 1");
  });

  test("name every field with bad values and no other field", () => {
    const notes = text.slice(text.indexOf("DATA QUALITY"), text.indexOf("-- ")).trim().split("\n").slice(1);
    expect(notes).toEqual([
      "Rows that could not be used: no id 1, closed before it was created 1",
      "createdAt: without UTC offset 1",
      "switchAnotherOperator: wrong type 1",
      "nps: wrong type 1, out of range 1",
      "csi: out of range 1",
    ]);
  });

  test("are one sentence if nothing is wrong", () => {
    expect(mailOf(reportOf([handled()])).text).toContain("Nothing unreadable was found in the data.");
  });

  test("name the attached files and their place in the archive", () => {
    expect(text).toContain("Attached: support-2026-03-02.xlsx.\nArchived: s3://bucket/reports/report.xlsx\n");
    const bare = mailOf(busyDay(), { enclosure: { attached: [], archived: [] } }).text;
    expect(bare).toContain("No file is attached");
  });

  test.each([
    ["en", "You may have this mail already"],
    ["ru", "Возможно, это письмо у вас уже есть"],
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

  test("name the sessions that were still open when the API was asked", () => {
    const { text: open } = mailOf(reportOf([botOnly({ closedAt: null })]));
    expect(open).toContain("Then still open: 1, waiting for an operator: 0; a later revision may differ.");
  });
});
