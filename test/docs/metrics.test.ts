import { describe, expect, test } from "vitest";
import { timerFields } from "../../functions/daily-report/domain/checks.ts";
import { sessionClasses } from "../../functions/daily-report/domain/classify.ts";
import { findingIds } from "../../functions/daily-report/domain/findings.ts";
import { headlineIds } from "../../functions/daily-report/domain/history/past.ts";
import { metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { breakdownIds } from "../../functions/daily-report/domain/metrics/metric.ts";
import { ReportDayError, reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { isInstantField, sessionFields } from "../../functions/daily-report/domain/session.ts";
import { invalidReasons } from "../../functions/daily-report/domain/sort-out.ts";
import { npsLimits, wilsonLimits } from "../../functions/daily-report/domain/statistics.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { sourceFiles } from "../architecture/source-files.ts";
import { codeWords, readDocument, sectionNumbers, sectionText, tableRows } from "./read-document.ts";

const definitions = readDocument("metrics.md");
const section = (number: string) => sectionText(definitions, number);
/** The code words in the first cells of a section's tables, in order. */
const rowsAbout = (number: string) => tableRows(section(number)).flatMap(([first = ""]) => codeWords(first));

describe("docs/metrics.md defines", () => {
  test.each(metricIds)("the metric %s in section 3", (id) => {
    expect(codeWords(section("3"))).toContain(id);
  });

  test("every class in section 2.4, in the order in which classes are judged", () => {
    expect(rowsAbout("2.4")).toEqual([...sessionClasses]);
  });

  test("every reason for an invalid row in section 2.2, in the order in which reasons are judged", () => {
    expect(rowsAbout("2.2")).toEqual([...invalidReasons]);
  });

  test("every breakdown in section 4.1", () => {
    expect(rowsAbout("4.1")).toEqual([...breakdownIds]);
  });

  test("the chance of every metric that is compared with earlier days in section 8.1, and no other", () => {
    expect(rowsAbout("8.1").sort()).toEqual([...headlineIds].sort());
  });

  test("every finding in section 7, and no other", () => {
    expect(rowsAbout("7").sort()).toEqual([...findingIds].sort());
  });

  test("every field that is read in section 0.3, in the order of report.json, and no other", () => {
    expect(rowsAbout("0.3")).toEqual(sessionFields);
    expect(codeWords(section("0.3"))).toEqual(expect.arrayContaining([...timerFields]));
  });

  test("the form of an instant for the fields that are read as one", () => {
    const instants = tableRows(section("0.3")).filter(([, form]) => form === "instant");
    expect(instants.flatMap(([field = ""]) => codeWords(field))).toEqual(sessionFields.filter(isInstantField));
  });
});

describe("the examples of docs/metrics.md hold:", () => {
  const utc = (instant: number) => `${new Date(instant).toISOString().slice(0, 16)}Z`;

  test.each(tableRows(section("1")))("day %s", (zoneAndDay, from, to, hours = "") => {
    const [zone = "", date = ""] = zoneAndDay.split(" ");
    if (hours.startsWith("refused")) {
      expect(() => reportDay(date, zone)).toThrow(ReportDayError);
      return;
    }
    const day = reportDay(date, zone);
    expect([utc(day.from), utc(day.to), String(day.hours)]).toEqual([from, to, hours]);
  });

  const known = tableRows(section("5"));

  test.each(known.filter(([input]) => input?.startsWith("NPS of")))("%s", (input, expected = "") => {
    const [promoters = 0, passives = 0, detractors = 0] = numbersIn(input);
    const n = promoters + passives + detractors;
    const { low, high } = npsLimits(promoters, detractors, n);
    if (n === 0) expect([low, high, expected]).toEqual([null, null, "null"]);
    else expect([(100 * (promoters - detractors)) / n, low, high].map(round)).toEqual(numbersIn(expected));
  });

  test.each(known.filter(([input]) => input?.startsWith("Wilson")))("%s", (input, expected = "") => {
    const pairs = [...input.matchAll(/(\d+)\/(\d+)/g)].map(([, k, n]) => [Number(k), Number(n)] as const);
    const limits = pairs.flatMap(([k, n]) => Object.values(wilsonLimits(k, n)));
    expect(pairs).toHaveLength(3);
    expect(limits.map(round)).toEqual(numbersIn(expected));
  });
});

describe("a section of docs/metrics.md that is cited", () => {
  const cited = /metrics\.md`? sections? (\d+(?:\.\d+)*)/g;
  const files = ["functions", "local", "cdk", "bench", "test"].flatMap(sourceFiles);
  const citations = files.flatMap(({ path, text }) => [...text.matchAll(cited)].map(([, number]) => [number, path]));

  test.each(citations)("%s exists (%s)", (number) => {
    expect(sectionNumbers(definitions)).toContain(number);
  });

  test("is cited by the rooms that define figures", () => {
    const citing = citations.map(([, path]) => path);
    expect(citing).toEqual(expect.arrayContaining(["classify.ts", "sort-out.ts", "report-day.ts"].map(inDomain)));
  });

  test.each(["en", "ru"] as const)("exists where the definitions of the workbook cite it (%s)", (locale) => {
    const note = textsFor(locale).workbook.definitionsNote;
    expect(note).toContain("docs/metrics.md");
    const numbers = [...note.matchAll(/(?:section|разделе) (\d+)/g)].map(([, number]) => number ?? "");
    expect(numbers).toEqual(["2", "3", "4"]);
    for (const number of numbers) expect(sectionNumbers(definitions)).toContain(number);
  });

  test("is named with the folder, so that the file is found", () => {
    expect(files.filter(({ text }) => /(?<!docs\/)metrics\.md`? section/.test(text))).toEqual([]);
  });
});

function inDomain(file: string): string {
  return `functions/daily-report/domain/${file}`;
}

function numbersIn(text = ""): number[] {
  return [...text.matchAll(/[+-]?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
}

function round(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(2));
}
