import type { SpanUnit } from "./history-texts.ts";

/** The words of charts and of the sheet with the trend. */
export type ChartTexts = {
  /** The name of the limits of what is usual; `on` says when, such as "on Fridays". */
  usual(on: string): string;
  /** How to read the charts of the trend; `on` as above. */
  trendNotes: Record<SpanUnit, (on: string) => string>;
  /** What a chart of the trend shows, for readers who do not see it. */
  trendDescription(parts: { title: string; dates: string; lowest: string; highest: string; last: string }): string;
  /** The same of the limits of what is usual. */
  limitsDescription(on: string, low: string, high: string): string;
  hours: string;
  /** The number of an hour. */
  hour: string;
  marks: string;
  /** The head of a column of marks. */
  mark: string;
  marksDescription(ratings: string, groups: string): string;
  /** The marks of a group, with its number of ratings. */
  groups: Record<"detractors" | "passives" | "promoters", (ratings: string) => string>;
  hoursDescription(busiest: string, sessions: string): string;
};
