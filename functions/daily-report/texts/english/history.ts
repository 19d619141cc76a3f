import type { HistoryTexts } from "../history-texts.ts";

const weekday = (name: string): HistoryTexts["alike"]["monday"] => ({
  on: `on ${name}s`,
  earlier: `earlier ${name}s`,
});

const named = (kind: string) => (name: string) => `${kind} ${name}`;

export const history: HistoryTexts = {
  alike: {
    sunday: weekday("Sunday"),
    monday: weekday("Monday"),
    tuesday: weekday("Tuesday"),
    wednesday: weekday("Wednesday"),
    thursday: weekday("Thursday"),
    friday: weekday("Friday"),
    saturday: weekday("Saturday"),
    week: { on: "in the 8 weeks before", earlier: "earlier weeks" },
    month: { on: "in the 8 months before", earlier: "earlier months" },
  },
  units: {
    day: { one: "# day", other: "# days" },
    week: { one: "# week", other: "# weeks" },
    month: { one: "# month", other: "# months" },
  },
  verdicts: { usual: "as usual", unusually_high: "unusually high", unusually_low: "unusually low" },
  usual: {
    holiday: "This day is a holiday in the report's settings; it is compared with days that are not.",
    tooFew: (earlier, known, needed) =>
      `Not enough ${earlier} to say what is usual: ${known} of at least ${needed} known.`,
  },
  drivers: {
    intro: (title, difference) => `${title} (${difference} points):`,
    rows: {
      channels: named("Channel"),
      groups: named("Group"),
      hours: named("Hour"),
      bots: named("Bot"),
      operators: named("Operator"),
    },
    without: {
      channels: "Sessions without a channel",
      groups: "Sessions without a group",
      hours: "Sessions without an hour",
      bots: "Sessions without a bot",
      operators: "Sessions without an operator",
    },
    ratings: { one: "# rating", other: "# ratings" },
    driven: {
      lost_rate: (counts, value, usual) => `${value} lost (${counts}), usually ${usual}`,
      sl1: (counts, value, usual) => `${value} answered in time (${counts}), usually ${usual}`,
      csat_top_box: (counts, value, usual) => `${value} of ratings 4–5 (${counts}), usually ${usual}`,
      nps: (counts, value, usual) => `NPS ${value} (${counts}), usually ${usual}`,
    },
  },
  before: {
    heading: (time) => `The ${time} before`,
    known: (known, time) => `Of the ${time}, ${known} are known.`,
    leftOut: (list) => `Left out: ${list}.`,
    reasons: {
      holiday: "holiday",
      unreadable: "file cannot be read",
      zone: "another time zone",
      filters: "other filters",
      settings: "another target for the first reply",
      versions: "another formula",
      incomplete: "sessions are missing",
    },
    ofMetrics: (reason, titles) => `${reason}, so not in ${titles}`,
    thisOne: { day: "The day", week: "The week", month: "The month" },
    compared: {
      csat_top_box: (value, n, mean) => `ratings 4–5 ${value} of ${n}, all operators ${mean}`,
      sl1: (value, n, mean) => `${value} of ${n} answered in time, all operators ${mean}`,
      lost_rate: (value, n, mean) => `${value} of ${n} lost, all operators ${mean}`,
    },
    places: {
      within: "like the others",
      above_95: "rather above the others",
      below_95: "rather below the others",
      above_998: "clearly above the others",
      below_998: "clearly below the others",
    },
    strip: (title, time, lowest, highest) =>
      `${title} in the ${time} before: from ${lowest} to ${highest}. The last bar is this report.`,
    placesNote: "“Clearly”: by chance alone this happens to about 1 operator in 500.",
    trends: {
      day: { better: "getting better in the last two weeks", worse: "getting worse in the last two weeks" },
      week: { better: "getting better in the last 4 weeks", worse: "getting worse in the last 4 weeks" },
      month: { better: "getting better in the last 4 months", worse: "getting worse in the last 4 months" },
    },
    nobody: "No operator differs from the others by more than chance.",
  },
  again: {
    heading: "Earlier days, read again",
    change: (title, before, after) => `${title} ${before}, now ${after}`,
    moreDays: {
      one: "# more day changed; see the Excel file, sheet “Comparison”.",
      other: "# more days changed; see the Excel file, sheet “Comparison”.",
    },
    notRead: (days, reason) => `Not read again: ${days} (${reason}).`,
    reasons: {
      failed: "reading failed",
      time: "no time was left",
      settings: "made with other settings",
    },
  },
  sheet: {
    notes: {
      usual:
        "How usual, real and expected are computed, and how often such a verdict is wrong: docs/metrics.md of the project daily-report, section 8.",
      before: "An empty cell means that there is nothing to compare.",
    },
    tables: {
      usual: "The main figures",
      drivers: "Where the difference lies",
      parts: "Mix and figures",
      again: "Earlier days, read again",
      notRead: "Not read again",
      leftOut: "Left out",
    },
    tableNotes: {
      usual: "Differences of percentages and of NPS are in points.",
      drivers:
        "Rows that differ from their own time before by more than chance. They say where the difference lies, not why.",
      parts:
        "Difference = mix + figures, in points. Mix: there was more or less of some rows; figures: the rows themselves were better or worse.",
      operators:
        "Over the time before, without the report's own. The limits are those of an operator's own figure (95%). Place: beyond the limits within which chance keeps 95% or 99.8% of operators who are alike. Rank: 1 is best.",
      again: "Only days whose main figures changed.",
    },
    heads: {
      usualLow: "Usual from",
      usualHigh: "Usual to",
      verdict: "Usual?",
      judgement: "Better or worse",
      known: "Known",
      difference: "Difference, points",
      differenceLow: "Difference from",
      differenceHigh: "Difference to",
      isReal: "Real difference",
      breakdown: "Breakdown",
      row: "Row",
      hits: "Counted",
      n: "Of",
      hitsBefore: "Counted before",
      nBefore: "Of, before",
      valueBefore: "Value before",
      excess: "More than usual",
      share: "Share of the excess",
      mix: "Mix",
      rate: "Figures",
      place: "Place",
      trend: "Second half",
      date: "Date",
      revision: "Version",
      was: "Before",
      wasN: "n before",
      is: "After",
      isN: "n after",
    },
    breakdowns: { channels: "Channels", groups: "Groups", hours: "Hours", bots: "Bots", operators: "Operators" },
    judgements: { better: "better", worse: "worse" },
    trends: { higher: "higher", lower: "lower", steady: "steady" },
    operatorsBy: (title) => `Operators: ${title}`,
    allOperators: "All operators",
    mostOperators: (shown) => `Shown are the first ${shown} operators.`,
    rules: [
      {
        title: "Usual",
        text: "The expected range is the mean of the same weekday of the 8 weeks before (of the 8 weeks or months before, for a report over weeks or months), plus and minus 2.66 times the mean change from one to the next. It is never narrower than what chance alone allows. It needs at least 6 of them. Holidays and days made under other settings are left out.",
      },
      {
        title: "Real difference",
        text: "The 95% limits of the difference between the day and the 28 days before (8 weeks or months) leave out 0: chance alone rarely makes so large a difference.",
      },
      {
        title: "Where the difference lies",
        text: "A row is shown if it differs from its own time before beyond 99% limits, corrected for the number of rows looked at. More than usual: what was counted less what the row's usual share would give; share of the excess: its part of what all such rows of the breakdown have more, or fewer, than usual. It says where a difference lies, never why.",
      },
    ],
  },
};
