import type { Texts } from "../texts.ts";
import { charts } from "./charts.ts";
import { findings } from "./findings.ts";
import { goals } from "./goals.ts";
import { history } from "./history.ts";
import { mail } from "./mail.ts";
import { metrics } from "./metrics.ts";
import { period } from "./period.ts";
import { sessionTable } from "./session-table.ts";
import { summary } from "./summary.ts";
import { terminal } from "./terminal.ts";
import { watch } from "./watch.ts";
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
    percent: "per cent",
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
    derived: "from csiPercent",
    mismatch: "mismatches",
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
    noOffset: "without a time zone",
    zeroDate: "zero date, read as empty",
  },
  filters: {
    companyId: { title: "Filter: company", phrase: (id) => `company ${id}` },
    botId: { title: "Filter: bot", phrase: (id) => `bot ${id}` },
    supervised: { title: "Filter: with supervised companies", phrase: () => "with supervised companies" },
  },
  invalidReasons: {
    "no id": "without id",
    "no readable createdAt": "creation time unreadable",
    "closedAt bad": "closing time unreadable",
    "closedAt before createdAt": "closed before it was created",
  },
  findings,
  common: {
    sessions: { one: "# session", other: "# sessions" },
    rows: { one: "# row", other: "# rows" },
    span: (from, to, zone, hours) => `${from} to ${to}, ${zone}, ${hours}`,
    unread: (declared) => ({
      one: `Data incomplete: # of ${declared} sessions was not received.`,
      other: `Data incomplete: # of ${declared} sessions were not received.`,
    }),
    unreadable: (of, share) => ({
      one: `# of ${of} sessions could not be read: the figures cover ${share}.`,
      other: `# of ${of} sessions could not be read: the figures cover ${share}.`,
    }),
    halfTheDay: "half the day",
    shareOfTheDay: (share) => `${share} of the day's sessions`,
    noSessions: "There were no sessions on this day.",
    noSessionsButSpam: "There was only spam on this day.",
    quoted: (text) => `“${text}”`,
    kOfN: (k, n) => `${k} of ${n}`,
    findings: "Worth checking",
    upTo: (duration) => `up to ${duration}`,
    longerThan: (duration) => `over ${duration}`,
    unassigned: "No operator",
    none: {
      groups: "no group",
      channels: "no channel",
      bots: "no bot",
      chats: "no widget",
      companies: "no company",
    },
    whoRunsIt: "the people who run this report",
    total: "Total",
    allSessions: "All sessions",
    filters: (filters) => `Filters: ${filters}.`,
  },
  history,
  charts,
  goals,
  mail,
  period,
  workbook,
  sessionTable,
  summary,
  terminal,
  watch,
};
