import type { PeriodTexts } from "../texts.ts";

export const period: PeriodTexts = {
  week: (number, dates) => `Week ${number}, ${dates}`,
  missing: (of, days) => ({
    one: `# of ${of} days is not in the archive: ${days}. The figures cover the others.`,
    other: `# of ${of} days are not in the archive: ${days}. The figures cover the others.`,
  }),
  incomplete: (days) => `Sessions are missing on: ${days}.`,
  mergedAt: (instant, known, of, report) =>
    `Merged from the archive on ${instant}: ${known} of ${of} days of report ${report}.`,
  ofThisTime: { week: "of this week", month: "of this month" },
  complete: {
    week: "Data complete: every session that TWIN lists for the week was received.",
    month: "Data complete: every session that TWIN lists for the month was received.",
  },
  noSessions: { week: "There were no sessions this week.", month: "There were no sessions this month." },
  noSessionsButSpam: { week: "There was only spam this week.", month: "There was only spam this month." },
  shareOf: {
    week: (share) => `${share} of the week's sessions`,
    month: (share) => `${share} of the month's sessions`,
  },
  madeBy: {
    week: (report, revision) => `Report “${report}”, version ${revision}.`,
    month: (report, revision) => `Report “${report}”, version ${revision}.`,
  },
};
