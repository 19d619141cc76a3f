import type { Texts } from "../texts.ts";
import { charts } from "./charts.ts";
import { findings } from "./findings.ts";
import { history } from "./history.ts";
import { mail } from "./mail.ts";
import { metrics } from "./metrics.ts";
import { period } from "./period.ts";
import { sessionTable } from "./session-table.ts";
import { summary } from "./summary.ts";
import { terminal } from "./terminal.ts";
import { workbook } from "./workbook.ts";

/** British English: the day before the month, a clock of 24 hours. */
export const english: Texts = {
  locale: "en",
  intl: "en-GB",
  briefDate: { day: "numeric", month: "short" },
  hour: "h",
  minute: "min",
  second: "s",
  metrics,
  sections: {
    volume: "Volume",
    messages: "Messages",
    nps: "NPS",
    satisfaction: "Satisfaction",
    firstReply: "First reply",
    duration: "Dialogue duration",
    resolution: "Resolution",
    price: "Cost",
  },
  units: {
    sessions: "sessions",
    percent: "percent",
    nps: "points, −100 to +100",
    seconds: "time, h:mm:ss",
    messages: "messages",
    points: "points",
    money: "money",
  },
  parts: {
    n: "ratings or sessions",
    numerator: "counted",
    denominator: "of",
    low: "95%: from",
    high: "95%: to",
    missing: "missing",
    invalid: "invalid",
    promoters: "promoters",
    passives: "passives",
    detractors: "detractors",
    derived: "derived",
    mismatch: "mismatch",
    max: "longest",
  },
  reconciliation: {
    declared: "according to TWIN",
    short: "missing",
    uncounted: "duplicates left out of that count",
    received: "received",
    duplicate: "duplicates",
    invalid: "invalid",
    outside: "of other days",
    in_day: "of this day",
    spam: "spam",
    handled: "handled",
    lost: "lost",
    unanswered: "unanswered",
    waiting: "waiting",
    bot_only: "bot only",
  },
  quality: {
    null: "empty",
    wrongType: "wrong type",
    outOfRange: "out of range",
    noOffset: "without UTC offset",
    zeroDate: "zero date, read as empty",
  },
  filters: {
    companyId: { title: "Only company", phrase: (id) => `company ${id}` },
    botId: { title: "Only bot", phrase: (id) => `bot ${id}` },
    supervised: { title: "Supervised companies included", phrase: () => "supervised companies included" },
  },
  invalidReasons: {
    "no id": "without id",
    "no readable createdAt": "no readable creation time",
    "closedAt bad": "closing time unreadable",
    "closedAt before createdAt": "closed before it was created",
  },
  findings,
  common: {
    sessions: { one: "# session", other: "# sessions" },
    rows: { one: "# row", other: "# rows" },
    span: (from, to, zone, hours) => `${from} to ${to}, ${zone}, ${hours}`,
    unread: (declared) => ({
      one: `Incomplete: # of ${declared} sessions was not received.`,
      other: `Incomplete: # of ${declared} sessions were not received.`,
    }),
    unreadable: (of, share) => ({
      one: `# of ${of} sessions could not be read: the figures cover ${share}.`,
      other: `# of ${of} sessions could not be read: the figures cover ${share}.`,
    }),
    halfTheDay: "half the day",
    shareOfTheDay: (share) => `${share} of the day's sessions`,
    late: {
      one: "Incomplete: # session came in late, after the API had counted the day.",
      other: "Incomplete: # sessions came in late, after the API had counted the day.",
    },
    noSessions: "There were no sessions on this day.",
    noSessionsButSpam: "There was only spam on this day.",
    quoted: (text) => `“${text}”`,
    kOfN: (k, n) => `${k} of ${n}`,
    nOnly: (n) => `n = ${n}`,
    findings: "Worth checking",
    smallN: "* 10 to 29 answers: take the figure with care. Fewer than 10 answers: counts only, such as n = 7.",
    upTo: (duration) => `up to ${duration}`,
    longerThan: (duration) => `over ${duration}`,
    unassigned: "Unassigned",
    none: "none",
    total: "Total",
    allSessions: "All sessions",
    filters: (filters) => `Filters: ${filters}.`,
  },
  history,
  charts,
  mail,
  period,
  workbook,
  sessionTable,
  summary,
  terminal,
};
