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
  verdicts: {
    usual: "as usual",
    unusually_high: "▲\u00a0higher than usual",
    unusually_low: "▼\u00a0lower than usual",
  },
  usual: {
    holiday: "This day is a holiday in the report's settings; it is compared with ordinary days.",
    tooFew: (earlier, known, needed) =>
      `No comparison yet: it starts as soon as ${needed} ${earlier} are known (so far: ${known}).`,
  },
  drivers: {
    intro: {
      percent: (title, difference) => `${title} (${difference} points):`,
      nps: (title, difference) => `${title} (${difference} points):`,
    },
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
      lost_rate: (counts, value, before) => `${value} lost (${counts}), before ${before}`,
      sl1: (counts, value, before) => `${value} answered in time (${counts}), before ${before}`,
      csat_top_box: (counts, value, before) => `${value} of ratings were 4–5 (${counts}), before ${before}`,
      nps: (counts, value, before) => `NPS ${value} (${counts}), before ${before}`,
    },
  },
  before: {
    heading: (time) => `The ${time} before`,
    known: (known, time) => `${known} of the ${time} are known.`,
    leftOut: (list) => `Not compared: ${list}.`,
    reasons: {
      holiday: "holiday",
      unreadable: "file cannot be read",
      zone: "another time zone",
      filters: "other filters",
      settings: "another first reply target",
      versions: "figures computed in another way",
      incomplete: "sessions are missing",
    },
    ofMetrics: (reason, titles) => `${reason}; figures: ${titles}`,
    thisOne: { day: "The day", week: "The week", month: "The month" },
    compared: {
      csat_top_box: (value, n, mean) => `${value} of ${n} ratings were 4–5, all operators ${mean}`,
      sl1: (value, n, mean) => `${value} of ${n} answered in time, all operators ${mean}`,
      lost_rate: (value, n, mean) => `${value} of ${n} lost, all operators ${mean}`,
    },
    places: {
      within: "like the others",
      above_95: "perhaps above the others",
      below_95: "perhaps below the others",
      above_998: "clearly above the others",
      below_998: "clearly below the others",
    },
    strip: (title, time, lowest, highest) =>
      `${title} in the ${time} before: from ${lowest} to ${highest}. The last bar is this report.`,
    together: {
      day: (time, on) => `“${time}” is all of them together, “usual” only what is usual ${on}.`,
      week: (time) => `“${time}” is all their sessions together, “usual” the mean of the weeks.`,
      month: (time) => `“${time}” is all their sessions together, “usual” the mean of the months.`,
    },
    operators: {
      lead: {
        day: (time) => `Not this day, but the ${time} before:`,
        week: (time) => `Not this week, but the ${time} before:`,
        month: (time) => `Not this month, but the ${time} before:`,
      },
      rest: "operators who differed from the others.",
    },
    moreOperators: {
      one: "# more operator clearly differs; see the Excel file, sheet “Comparison”.",
      other: "# more operators clearly differ; see the Excel file, sheet “Comparison”.",
    },
    placesNote: "“Clearly”: by chance alone this happens to about 1 operator in 500.",
    trends: {
      day: { better: "better in the last two weeks", worse: "worse in the last two weeks" },
      week: { better: "better in the last 4 weeks", worse: "worse in the last 4 weeks" },
      month: { better: "better in the last 4 months", worse: "worse in the last 4 months" },
    },
    nobody: "Nobody clearly differs from the others; small differences may be chance.",
  },
  again: {
    heading: "Earlier days, updated",
    change: (title, before, after) => `${title} ${before} before, now ${after}`,
    moreDays: {
      one: "# more day was updated; see the Excel file, sheet “Comparison”.",
      other: "# more days were updated; see the Excel file, sheet “Comparison”.",
    },
    notRead: (days, reason) => `Not updated: ${days} (${reason}).`,
    reasons: {
      failed: "the data could not be read",
      time: "there was not enough time",
      settings: "made with other settings",
    },
  },
  sheet: {
    notes: {
      usual:
        "How “usual” and “more than chance” are computed, and how often such a verdict is wrong: docs/metrics.md of the project daily-report, section 8.",
      before: "An empty cell means that there is nothing to compare.",
    },
    tables: {
      usual: "The main figures",
      drivers: "Where the difference lies",
      parts: "Shares and figures",
      again: "Earlier days, updated",
      notRead: "Earlier days, not updated",
      leftOut: "Not compared",
    },
    tableNotes: {
      usual: "Differences of percentages and of NPS are in points.",
      drivers:
        "Channels, groups, hours, bots and operators that differ by more than chance from what they were before. They show where the difference lies, not why.",
      parts:
        "Difference = shares + figures, in points. Shares: some channels (groups, hours and so on) had more or fewer of the sessions than before; figures: they were better or worse themselves.",
      operators:
        "Over the time before, without this report. The 95% limits are those of the operator's own figure. “Perhaps” and “clearly”: among operators who work equally well, chance puts 1 in 20 and 1 in 500 so far from the others. Rank: 1 is best.",
      again: "Only days whose main figures changed when their data was received again.",
    },
    heads: {
      usualLow: "Usual from",
      usualHigh: "Usual to",
      verdict: "Usual?",
      judgement: "Better or worse",
      known: "Number compared",
      difference: "Difference, points",
      differenceLow: "Difference from",
      differenceHigh: "Difference to",
      isReal: "More than chance",
      breakdown: "By",
      row: "Where",
      hits: "Counted",
      n: "Of",
      hitsBefore: "Counted before",
      nBefore: "Of, before",
      valueBefore: "Value before",
      excess: "More than before",
      share: "Share of the excess",
      mix: "Shares",
      rate: "Figures",
      place: "Place",
      trend: "Lately",
      date: "Date",
      revision: "New version",
      was: "Was",
      wasN: "Counted then",
      is: "Now",
      isN: "Counted now",
    },
    breakdowns: { channels: "Channels", groups: "Groups", hours: "Hours", bots: "Bots", operators: "Operators" },
    judgements: { better: "better", worse: "worse" },
    trends: { higher: "higher", lower: "lower", steady: "steady" },
    operatorsBy: (title) => `Operators: ${title}`,
    allOperators: "All operators",
    mostOperators: (shown) => `Only the first ${shown} operators are shown.`,
    rules: [
      {
        title: "Usual",
        text: "The usual range is the mean of the same weekday in the 8 weeks before (in a report on weeks or months: of the 8 weeks or months before), plus and minus 2.66 times the mean change from one to the next. It is never narrower than chance alone allows. At least 6 such days, weeks or months are needed. Holidays and days with other settings are left out.",
      },
      {
        title: "More than chance",
        text: "The 95% limits of the difference from the 28 days (8 weeks or months) before do not include 0: such a large difference is rarely due to chance.",
      },
      {
        title: "Where the difference lies",
        text: "A channel, group, hour, bot or operator is shown if it differs from its own figure of the time before by more than 99% limits, corrected for the number of those compared. “More than before” is what was counted minus what its figure of the time before would give. “Share of the excess” is its part of what all of them together have more, or fewer, than before. This shows where a difference lies, not why.",
      },
    ],
  },
};
