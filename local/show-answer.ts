import { catalogue, type MetricId } from "../functions/daily-report/domain/metrics/catalogue.ts";
import { formatFor } from "../functions/daily-report/texts/format.ts";
import { textsFor } from "../functions/daily-report/texts/texts-for.ts";
import type { FunctionAnswer, FunctionRun } from "./invoke-function.ts";

const texts = textsFor("en");
const { count, figure } = formatFor(texts, null);

/** Returns the function's answer as text: a line for each report and day; for a dry run, the headline below it. */
export function answerAsText({ runs }: FunctionAnswer): string {
  if (runs.length === 0)
    return "There was nothing to run: no daily report is enabled, these days do not exist in its zone, or no week or month that is over begins on them.";
  return runs.flatMap((run) => [lineOf(run), ...(run.status === "dry run" ? headlineOf(run) : [])]).join("\n");
}

function lineOf({
  date,
  period,
  report,
  status,
  revision,
  headline,
  incomplete,
  findings,
  mails,
}: FunctionRun): string {
  const facts = [
    status,
    ...(revision === null ? [] : [`revision ${revision}`]),
    `sessions ${count(headline.sessions ?? null)}`,
    `mails sent ${mails.sent.length}`,
    ...(mails.refused === 0 ? [] : [`mails refused ${mails.refused}`]),
    ...(incomplete ? ["INCOMPLETE"] : []),
    ...(findings.includes("rows_unreadable") ? ["MANY SESSIONS UNREADABLE"] : []),
    ...(findings.length === 0 ? [] : [`worth checking: ${findings.join(" ")}`]),
  ];
  return `${period ?? date} ${report}: ${facts.join(", ")}`;
}

function headlineOf({ headline }: FunctionRun): string[] {
  return Object.entries(headline).map(([id, value]) => {
    // A newer function may return a metric that this command does not know.
    if (!isMetric(id)) return `  ${id}: ${value}`;
    return `  ${texts.metrics[id].title}: ${figure(catalogue[id].unit, value)}`;
  });
}

function isMetric(id: string): id is MetricId {
  return Object.hasOwn(catalogue, id);
}
