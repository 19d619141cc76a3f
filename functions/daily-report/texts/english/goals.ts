import type { DayState } from "../verdict-sentence.ts";

/** The words about goals. This file defines which words there are and what their slots are (`GoalTexts`). */

type OfDay = (day: string) => string;

/** The beginning of the verdict if a goal was missed. */
const missed: Record<DayState, OfDay> = {
  worse: (day) => `${day} was worse than usual and below goal:`,
  better: (day) => `${day} was better than usual, but below goal:`,
  partly: (day) => `${day} was below goal; as usual overall, but not everywhere (see below):`,
  other: (day) => `${day} was below goal, and its volume was unusual:`,
  usual: (day) => `${day} was below goal, but as usual:`,
  unknown: (day) => `${day} was below goal:`,
};

export const goals = {
  /** A goal of which less is better, after "goal" or in parentheses; of other goals the value alone is said. */
  atMost: (value: string) => `at most ${value}`,
  /** A goal whose rounded value reads like it. */
  exactly: (goal: string, value: string) => `${goal} (exactly ${value})`,
  leads: {
    missed,
    /** If every goal was met and nothing was worse. */
    met: {
      better: (day: string) => `${day} was better than usual, goals met:`,
      usual: (day: string) => `${day} was as usual, goals met:`,
      unknown: (day: string) => `${day}, goals met:`,
    },
  },
  /** The state of the day in the subject. */
  states: {
    missed: {
      worse: "worse than usual, below goal",
      better: "better than usual, below goal",
      partly: "below goal, worse in part",
      other: "below goal, unusual volume",
      usual: "below goal, as usual",
      unknown: "below goal",
    } satisfies Record<DayState, string>,
    met: { better: "better than usual, goals met", usual: "as usual, goals met", unknown: "goals met" },
  },
  /** After a figure of the verdict. */
  clauses: {
    missed: (goal: string) => `, goal ${goal}`,
    close: (goal: string) => `, close to the goal of ${goal}`,
  },
  /** The 90th percentile of first replies in the verdict. */
  replies: (value: string) => `90% of clients got a first reply within ${value}`,
  tiles: {
    missed: (goal: string) => `goal missed (${goal})`,
    close: (goal: string) => `close to goal (${goal})`,
    met: (goal: string) => `goal met (${goal})`,
    /** If there are too few answers to say more. */
    unknown: (goal: string) => `goal ${goal}`,
  },
  /** Figures of a group with their values. */
  figures: {
    sl1: (value: string) => `in time ${value}`,
    lost_rate: (value: string) => `lost ${value}`,
    csi: (value: string) => `CSI ${value}`,
    csat_top_box: (value: string) => `ratings 4–5 ${value}`,
    nps: (value: string) => `NPS ${value}`,
    frt_p90: (value: string) => `90% of first replies within ${value}`,
  },
  groups: "Groups below goal:",
  moreGroups: (count: string) => `${count} more in the Excel file`,
  /** In the preheader. */
  groupNames: (names: string) => `below goal: ${names}`,
  /** In the workbook. */
  verdicts: { missed: "goal missed", close: "close to goal", met: "goal met" },
  heads: { goal: "Goal", state: "Result", value: "Value" },
  /** Beside the goal. */
  results: { missed: "missed", close: "close", met: "met" },
  table: "Goals of groups",
  tableNote:
    "“Missed”: the goal lies outside the 95% limits. “Close”: not reached, but chance explains the difference. Empty: fewer than 10 ratings or sessions.",
  /** What a percentile of first replies is based on: "85% of 2,034 within 1 min". */
  repliesWithin: (share: string, goal: string, n: string) => `${share} of ${n} within ${goal}`,
};
