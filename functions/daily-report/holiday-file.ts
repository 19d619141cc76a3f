import { isDate } from "./definition-fields.ts";
import { isObject, show } from "./definition-words.ts";
import { ReportDefinitionError } from "./report-definition.ts";

/**
 * Replaces each path in `holidays` of the reports, which are not checked yet, with the dates of its file. `read` returns the text
 * of a file by its path, and throws if it cannot be read. A line has one date; what follows "#" is a comment. `source` names the
 * file of the reports ("cdk.json"), for the message. Throws ReportDefinitionError.
 */
export function withHolidayDates(reports: unknown, source: string, read: (path: string) => string): unknown {
  if (!Array.isArray(reports)) return reports;
  return reports.map((report: unknown, index) => {
    if (!isObject(report) || typeof report.holidays !== "string") return report;
    const who = `${source}: report ${typeof report.id === "string" ? show(report.id) : index + 1}`;
    return { ...report, holidays: datesIn(report.holidays, who, read) };
  });
}

function datesIn(path: string, who: string, read: (path: string) => string): string[] {
  const lines = textOf(path, who, read).split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const text = line.replace(/#.*/, "").trim();
    if (text === "" || isDate(text)) return text === "" ? [] : [text];
    const where = `${path} (holidays), line ${index + 1}`;
    throw new ReportDefinitionError(`${who}: ${where} is ${show(text)}; it must be a date such as 2026-01-01.`);
  });
}

function textOf(path: string, who: string, read: (path: string) => string): string {
  try {
    return read(path).replace(/^\uFEFF/, "");
  } catch {
    const right = "the path of a readable file, relative to the file of the reports";
    throw new ReportDefinitionError(`${who}: holidays is ${show(path)}; it must be ${right}, or a list of dates.`);
  }
}
