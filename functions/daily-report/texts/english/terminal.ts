import type { TerminalTexts } from "../texts.ts";

export const terminal: TerminalTexts = {
  invented: (date, seed) => `An invented contact centre on ${date} (seed ${seed}).`,
  incident: (channel, from, to) => `From ${from} to ${to} nobody answered on ${channel}.`,
  earlierDays: (done, of) => `inventing the 8 weeks before: day ${done} of ${of}`,
  made: (revision, status) => `Version ${revision}, ${status}:`,
  progress: (sessions, declared) => `${sessions} of ${declared} sessions`,
  pace: (rate, left) => `, ${rate} a second, about ${left} left`,
  statuses: { sent: "sent", "already sent": "already sent", archived: "archived", "dry run": "dry run" },
  file: {
    days: { one: "# day", other: "# days" },
    none: "The file holds no sessions.",
    oneDay: (date, zone, sessions) => `The file holds one day: ${date} (${zone}), ${sessions}.`,
    someDays: (days, zone) => `The file holds ${days} (${zone}):`,
    day: (date, sessions) => `${date}: ${sessions}`,
    manyDays: (days, from, to, zone, sessions) =>
      `The file holds ${days} from ${from} to ${to} (${zone}), ${sessions}.`,
    lastWholeDay: (date) => `The report is of ${date}, the last whole day; --date chooses another.`,
    fullestDay: (date) =>
      `No day is whole, so the report is of ${date}, which has most sessions; --date chooses another.`,
    nothingOf: (date) => `The file holds no sessions of ${date}.`,
    part: (held, declared) =>
      `The file holds only ${held} of ${declared} sessions: it is a part of the list, and the figures cover that part alone.`,
  },
};
