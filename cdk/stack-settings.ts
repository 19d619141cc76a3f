import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { withHolidayDates } from "../functions/daily-report/holiday-file.ts";
import { asciiAddress } from "../functions/daily-report/mail-address.ts";
import {
  assertMailable,
  parseReportDefinitions,
  type ReportDefinition,
} from "../functions/daily-report/report-definition.ts";
import { assertTwinAddress } from "../functions/daily-report/twin-address.ts";

/** The settings of the stack. */
export type StackSettings = {
  definitions: readonly ReportDefinition[];
  /** Gets a mail if a run fails or is missing; "none" for nobody. */
  alarmEmail: string;
  twinAuthUrl: string;
  twinChatUrl: string;
};

/** A setting of `cdk.json` other than the reports is invalid. */
export class StackSettingsError extends Error {
  override readonly name = "StackSettingsError";
  readonly code = "STACK_SETTINGS";
}

/**
 * Reads the settings from the context of `cdk.json`; `context` returns the value of a key. Throws `ReportDefinitionError`,
 * `StackSettingsError` or `TwinAddressError`, whose message is one sentence that names the setting and what is valid.
 */
export function readStackSettings(context: (key: string) => unknown): StackSettings {
  const reports = withHolidayDates(context("reports"), "cdk.json", readBesideSettings);
  const definitions = parseReportDefinitions(reports, "cdk.json");
  definitions.forEach(assertMailable);
  const address = (key: string) => {
    const value = context(key);
    const text = typeof value === "string" ? value : "";
    assertTwinAddress(`cdk.json: ${key}`, text, { loopback: false });
    return text;
  };
  return {
    definitions,
    alarmEmail: alarmEmailFrom(context("alarmEmail")),
    twinAuthUrl: address("twinAuthUrl"),
    twinChatUrl: address("twinChatUrl"),
  };
}

/** Reads a file whose path is relative to `cdk.json`. */
function readBesideSettings(path: string): string {
  return readFileSync(resolve(import.meta.dirname, "..", path), "utf8");
}

function alarmEmailFrom(value: unknown): string {
  const address = value === "none" ? value : asciiAddress(typeof value === "string" ? value : "");
  if (address !== null) return address;
  const found = JSON.stringify(value) ?? "missing";
  throw new StackSettingsError(
    `cdk.json: alarmEmail is ${found}; it must be an e-mail address, or "none" if alarms should notify nobody.`,
  );
}
