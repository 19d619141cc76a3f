import { describe, expect, test } from "vitest";
import type { History } from "../../functions/daily-report/domain/history/history.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { incidentDay } from "../furnished-history.ts";
import { handled, reportOf, watchedReport } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { mailOf } from "./mail-of.ts";
import { readHtml } from "./read-html.ts";

const names = [
  "<img src=x onerror=alert(1)>",
  "</td></table><h1>Hello</h1>",
  'a" onmouseover="alert(1)',
  "&lt;b&gt; {{7*7}} %s #{7*7}",
  "javascript:alert(1)",
  "<!-- -->",
  "]]>",
  "</title></style><script>alert(1)</script>",
  "&#60;b&#62; &amp;amp; &nbsp",
  "'`=",
];

const times = (n: number, make: () => Record<string, unknown>) => Array.from({ length: n }, make);

describe("hostile names", () => {
  const report = reportOf(names.flatMap((operatorName, i) => times(10, () => handled({ userId: i, operatorName }))));
  const document = readHtml(mailOf(report).html);

  test("are shown as plain text", () => {
    const tame = readHtml(mailOf(reportOf(names.flatMap((_, i) => times(10, () => handled({ userId: i }))))).html);
    expect(document.elements).toEqual(tame.elements);
    for (const name of names)
      expect(document.texts).toContainEqual({ text: name, inside: expect.arrayContaining(["bdi"]) });
  });

  test("that are long and begin alike are cut, and told apart by their ids", () => {
    const long = "Анна ".repeat(60);
    const twins = [7, 8].flatMap((userId) =>
      times(10, () => handled({ userId, operatorName: `${long}${userId}`, nps: 0 })),
    );
    const { html } = mailOf(watchedReport(twins));
    const times7 = html.split(`${long.slice(0, 199)}… (7)`).length - 1;
    // In the table, and in each of the 10 sessions to open first.
    expect(times7).toBeGreaterThan(10);
    expect(html).toContain(`${long.slice(0, 199)}… (8)`);
  });

  test("cannot break, forge or change the direction of a line of the text", () => {
    const forged = mailOf(
      reportOf(Array.from({ length: 10 }, () => handled({ operatorName: "Eve\u202E\u0007 \u2028All 1 1" }))),
    ).text;
    expect(forged).toMatch(/^Eve\uFFFD\uFFFD All 1 1 +10 +100%/m);
  });

  test("from right to left do not reorder the figures beside them", () => {
    const { text } = mailOf(reportOf(Array.from({ length: 10 }, () => handled({ operatorName: "שלום" }))));
    expect(text).toMatch(/^\u2068שלום\u2069 +10 +100%/m);
  });
});

/** The history of an incident in which every name is the given one. */
function historyNaming(name: string): Partial<History> {
  const { drivers, operators } = incidentDay().history as History;
  const rows = drivers.lost_rate.rows.slice(0, 1).map((row) => ({ ...row, name }));
  return {
    drivers: { ...drivers, lost_rate: { ...drivers.lost_rate, rows } },
    operators: { ...operators, rows: operators.rows.map((row) => ({ ...row, name })) },
  };
}

/** Every place of the mail that shows outside text, except the names of operators. */
const places: Record<string, (words: string) => Parameters<typeof mailOf>> = {
  title: (words) => [busyDay(), { title: words }],
  "name of an attached file": (words) => [busyDay(), { enclosure: { attached: [words], archived: [] } }],
  "place in the archive": (words) => [busyDay(), { enclosure: { attached: [], archived: [words] } }],
  bot: (words) => [{ ...busyDay(), filters: { ...noFilters, botId: words } }],
  "name of a row in which the difference lies, and of operators who differ from the others": (words) => [
    incidentDay(historyNaming(words)),
  ],
  "report's id": (words) => [{ ...busyDay(), report: words }],
};

describe.each(Object.entries(places))("hostile texts as the %s", (place, mailWith) => {
  const tame = mailOf(...mailWith("tame"));
  const nodesWith = (words: string, html: string) =>
    readHtml(html).texts.filter(({ text }) => text.includes(words)).length;

  test("are shown as plain text and escaped once", () => {
    for (const words of names) {
      const { html, text } = mailOf(...mailWith(words));
      expect(readHtml(html).elements).toEqual(readHtml(tame.html).elements);
      expect(nodesWith(words, html), words).toBe(nodesWith("tame", tame.html));
      expect(nodesWith(words, html)).toBeGreaterThan(0);
      expect(text).toContain(words);
    }
  });

  test("add no line to the text, the subject or the document", () => {
    for (const end of ["\r\n", "\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"]) {
      const { html, text, subject } = mailOf(...mailWith(`a${end}-- ${end}b`));
      expect(text.split("\n")).toHaveLength(tame.text.split("\n").length);
      expect(html.split("\n")).toHaveLength(tame.html.split("\n").length);
      expect([subject, text, html].join("")).not.toMatch(/[\r\v\f\u0085\u2028\u2029]/);
      expect(subject).not.toContain("\n");
    }
  });

  test("contain no character that controls or changes the direction of the text beside them", () => {
    const { html, text, subject } = mailOf(...mailWith("a\u0000b\u202Ec\u2067d\uD800e\uFFFFf"));
    for (const part of [html, text, ...(place === "title" ? [subject] : [])]) {
      expect(part).toContain("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf");
    }
  });
});
