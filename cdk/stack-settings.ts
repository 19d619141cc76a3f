import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { withHolidayDates } from "../functions/daily-report/holiday-file.ts";
import {
  assertMailable,
  parseReportDefinitions,
  type ReportDefinition,
} from "../functions/daily-report/report-definition.ts";
import { assertTwinAddress } from "../functions/daily-report/twin-address.ts";
import {
  alarmEmailFrom,
  backfillConcurrencyFrom,
  bucketFrom,
  daysFrom,
  flagFrom,
  reservedConcurrencyFrom,
  secretFrom,
  stageFrom,
} from "./setting-values.ts";
import { CONTEXT } from "./stack-settings-error.ts";
import { type Context, settingsOfStage } from "./stage-settings.ts";
import { assertTimesExist } from "./times-that-exist.ts";

/** The settings of the stack. */
export type StackSettings = {
  /** "prod", "dev" or another name: stacks of two stages share nothing. */
  stage: string;
  definitions: readonly ReportDefinition[];
  /** Gets a mail if a run fails or is missing; "none" for nobody. */
  alarmEmail: string;
  twinAuthUrl: string;
  twinChatUrl: string;
  /** Whether SES is still in its sandbox here: then the readers' identities are named in the permission to send. */
  sandbox: boolean;
  /** Whether all schedules are off. */
  stopped: boolean;
  /** An existing bucket that a lost stack left; null: the stack makes one. */
  archiveBucket: string | null;
  /** The existing key of pseudonyms that a lost stack left; null: the stack makes one. */
  maskKeySecretArn: string | null;
  /** After how many days session rows expire; null: 90 days in `sessions/`, and never in `tables/sessions/`. */
  sessionTableDays: number | null;
  /** How many calls of the function may run at the same time; null: as many as the account allows. */
  reservedConcurrency: number | null;
  /** How many days a backfill makes at the same time. */
  backfillConcurrency: number;
};

/**
 * Reads the settings from the context: `cdk.json`, the stage's part of it, and `-c`. Throws `ReportDefinitionError`,
 * `StackSettingsError` or `TwinAddressError`, whose message is one sentence that names the setting and what is valid.
 */
export function readStackSettings(context: Context, now: number): StackSettings {
  const stage = stageFrom(context.stage);
  const values = settingsOfStage(context, stage);
  const reservedConcurrency = reservedConcurrencyFrom(values.reservedConcurrency);
  return {
    stage,
    definitions: definitionsFrom(values.reports, now),
    alarmEmail: alarmEmailFrom(values.alarmEmail),
    twinAuthUrl: twinAddressFrom("twinAuthUrl", values.twinAuthUrl),
    twinChatUrl: twinAddressFrom("twinChatUrl", values.twinChatUrl),
    sandbox: flagFrom("sandbox", values.sandbox),
    stopped: flagFrom("stopped", values.stopped),
    archiveBucket: bucketFrom("archiveBucket", values.archiveBucket),
    maskKeySecretArn: secretFrom("maskKeySecretArn", values.maskKeySecretArn),
    sessionTableDays: daysFrom("sessionTableDays", values.sessionTableDays),
    reservedConcurrency,
    backfillConcurrency: backfillConcurrencyFrom(values.backfillConcurrency, reservedConcurrency),
  };
}

function definitionsFrom(reports: unknown, now: number): ReportDefinition[] {
  const definitions = parseReportDefinitions(withHolidayDates(reports, "cdk.json", readBesideSettings), "cdk.json");
  definitions.forEach(assertMailable);
  assertTimesExist(definitions, now);
  return definitions;
}

function twinAddressFrom(key: string, value: unknown): string {
  const address = typeof value === "string" ? value : "";
  assertTwinAddress(`${CONTEXT}: ${key}`, address, { loopback: false });
  return address;
}

/** Reads a file whose path is relative to `cdk.json`. */
function readBesideSettings(path: string): string {
  return readFileSync(resolve(import.meta.dirname, "..", path), "utf8");
}
