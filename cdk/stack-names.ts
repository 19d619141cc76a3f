import { backfillNameOf } from "../functions/daily-report/backfill-steps.ts";

/** What the stack of a stage and its parts are called. Two stages in one account and region share no name. */
export type StackNames = {
  /** The stack's name. That of "prod" is the one that the stack had before there were stages, so that it keeps its archive. */
  readonly stack: string;
  /** In front of the names of alarms, and the name of the group of schedules, the configuration set and the dashboard. */
  readonly prefix: string;
  /** The workflow of backfills. `npm run backfill` finds it by this name. */
  readonly backfill: string;
  /** The Glue database, in the letters that Athena allows. */
  readonly database: string;
};

/** Returns the names of a stage; `stage` is of lower-case letters, digits and hyphens. */
export function namesOf(stage: string): StackNames {
  const isProd = stage === "prod";
  return {
    stack: isProd ? "DailyReport" : `DailyReport-${stage}`,
    prefix: `daily-report-${stage}`,
    backfill: backfillNameOf(stage),
    database: isProd ? "daily_report" : `daily_report_${stage.replaceAll("-", "_")}`,
  };
}
