import { timerFields } from "../functions/daily-report/domain/checks.ts";
import { type ReportDay, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { sessionFields } from "../functions/daily-report/domain/session.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { fieldsAsked } from "../functions/daily-report/session-table/table-columns.ts";
import { loadDefinitions } from "../local/load-definitions.ts";

/** The seed of all invented days. */
export const SEED = 20_260_302;

/** The key of the clients' pseudonyms in all programs, so that their tables can be compared. */
export const MASK_KEY = "a key of the bench, not a secret!";

/** The report that is measured: the first one of cdk.json, with the default treatment of personal data. */
export function benchDefinition(): ReportDefinition {
  const [definition] = loadDefinitions();
  if (!definition) throw new RangeError("cdk.json defines no report");
  return definition;
}

export function benchDay(): ReportDay {
  return reportDay("2026-03-02", benchDefinition().zone);
}

/** The fields that the report asks for. The server refuses a request for others, so this list cannot become outdated unnoticed. */
export function benchFields(): string[] {
  return [...new Set([...sessionFields, ...timerFields, ...fieldsAsked(benchDefinition().personalData)])];
}
