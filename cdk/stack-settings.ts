import { asciiAddress } from "../functions/daily-report/mail-address.ts";
import {
  assertMailable,
  parseReportDefinitions,
  type ReportDefinition,
} from "../functions/daily-report/report-definition.ts";
import { assertTwinAddress } from "../functions/daily-report/twin-address.ts";

/** What the stack is made from. */
export type StackSettings = {
  definitions: readonly ReportDefinition[];
  /** Who is told when a run fails or is missing; "none" says aloud that nobody is. */
  alarmEmail: string;
  twinAuthUrl: string;
  twinChatUrl: string;
};

/** A setting of `cdk.json` other than the reports cannot be used. */
export class StackSettingsError extends Error {
  override readonly name = "StackSettingsError";
  readonly code = "STACK_SETTINGS";
}

/**
 * Reads the context of `cdk.json`, value by key. Throws `ReportDefinitionError`, `StackSettingsError` or `TwinAddressError`,
 * each one sentence that names the setting and what would be right.
 */
export function readStackSettings(context: (key: string) => unknown): StackSettings {
  const definitions = parseReportDefinitions(context("reports"), "cdk.json");
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

function alarmEmailFrom(value: unknown): string {
  const address = value === "none" ? value : asciiAddress(typeof value === "string" ? value : "");
  if (address !== null) return address;
  const found = JSON.stringify(value) ?? "missing";
  throw new StackSettingsError(
    `cdk.json: alarmEmail is ${found}; it must be an e-mail address, or "none" to have nobody told.`,
  );
}
