import { localDate } from "../../functions/daily-report/domain/report-day.ts";
import type { DeployedFunction, FailuresQueue } from "../deployed/find-function.ts";
import type { MailFact } from "./read-mails.ts";
import type { DayStatus } from "./read-status.ts";

/** Where a person looks further. */
export type Links = { readonly log: string; readonly queue: string | null };

/** The addresses of the function's log group and of the failures queue in the console of AWS. */
export function linksOf({ region, logGroup }: DeployedFunction, queue: FailuresQueue | null): Links {
  const console = `https://${region}.console.aws.amazon.com`;
  // The console's own encoding of a name within the fragment.
  const group = encodeURIComponent(encodeURIComponent(logGroup)).replaceAll("%", "$");
  return {
    log: `${console}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${group}`,
    queue: queue && `${console}/sqs/v3/home?region=${region}#/queues/${encodeURIComponent(queue.url)}`,
  };
}

/** A report's status with the zone in which its times are shown. */
export type ShownStatus = { readonly status: DayStatus; readonly zone: string };

/** The status of reports for a person: a line about each, and below it what is known. */
export function statusAsText(shown: readonly ShownStatus[], links: Links | null, functionName: string | null): string {
  const blocks = shown.map((one) => linesOf(one, functionName).join("\n"));
  const found =
    links === null ? [] : [`log    ${links.log}`, ...(links.queue === null ? [] : [`queue  ${links.queue}`])];
  return [...blocks, ...(found.length === 0 ? [] : [found.join("\n")])].join("\n\n");
}

function linesOf({ status, zone }: ShownStatus, functionName: string | null): string[] {
  const { due, nextTry, tries, lastTry, mails, event } = status;
  const time = (instant: string) => localTime(instant, zone);
  const facts: [string, string][] = [
    ["due", due === null ? "never: no schedule makes it" : `${time(due)} ${zone}`],
    ["tries", lastTry === null ? String(tries) : `${tries}, the last began ${time(lastTry)}`],
    ...(nextTry === null ? [] : [["next try", time(nextTry)] satisfies [string, string]]),
    ["last error", errorText(status)],
    ["revision", revisionText(status)],
    ...mails.map((mail, index): [string, string] => [index === 0 ? "mails" : "", mailText(mail)]),
    ...(event === null ? [] : runTexts(event, status, functionName)),
  ];
  return [headlineOf({ status, zone }), ...facts.map(([name, text]) => `  ${name.padEnd(11)}${text}`)];
}

/** "support 2026-03-02: missing (TWIN_UNAVAILABLE)" or "support 2026-03-02: new; first due at 2026-03-04 07:30 Europe/Moscow". */
function headlineOf({ status, zone }: ShownStatus): string {
  const { report, date, period, lastError } = status;
  const error = wasDone(status) || lastError === null ? "" : ` (${lastError})`;
  return `${report} ${period ?? date}: ${stateText({ status, zone })}${error}`;
}

/** Where operations read how to get the files of a day back. */
export const RESTORE = "docs/operations.md, Restore a deleted day";

function wasDone({ state }: DayStatus): boolean {
  return state === "done" || state === "files gone";
}

/** The state, and of a new report when it is due first. */
export function stateText({ status: { state, firstDue }, zone }: ShownStatus): string {
  if (state === "files gone") return "done, but its files are gone";
  if (state !== "new") return state;
  return firstDue === null ? "new: it was not expected yet" : `new; first due at ${localTime(firstDue, zone)} ${zone}`;
}

function errorText(status: DayStatus): string {
  const { tries, lastError } = status;
  if (lastError !== null) return `${lastError} (docs/errors.md)`;
  return wasDone(status) || tries === 0 ? "none" : "none known: the last try is at work, or was killed";
}

function revisionText({ revision, restatedFor, state }: DayStatus): string {
  if (state === "files gone") return `none any more: ${RESTORE}; or run the command below`;
  if (revision === null) return "none";
  return restatedFor === null
    ? String(revision)
    : `${revision}, made when the report of ${restatedFor} read the day again`;
}

function mailText({ reader, delivery, fate, revision, messageId }: MailFact): string {
  const facts = [
    ...(revision === null ? [] : [`revision ${revision}`]),
    ...(messageId === null ? [] : [messageId]),
    ...(delivery === "daily" ? [] : [`delivery ${delivery}`]),
  ];
  const said = fate === "none" ? "not sent yet" : fate === "later" ? "not sent, the next run tries again" : fate;
  return [`${reader.slice(0, 12)} ${said}`, ...facts].join(", ");
}

function runTexts(event: object, status: DayStatus, functionName: string | null): [string, string][] {
  const { report, date, period } = status;
  const day = period === null ? `--date ${date}` : `--period ${period}`;
  // A folder on this machine has no function.
  if (functionName === null) return [["run", `npm run report -- --report ${report} ${day}`]];
  const days = wasDone(status) ? `--from ${date} --to ${date}` : `${day} --mail`;
  return [
    ["run", `npm run invoke -- --function ${functionName} --report ${report} ${days}`],
    ["or send", JSON.stringify(event)],
  ];
}

/** "2026-03-03 07:30", in the zone. */
function localTime(instant: string, zone: string): string {
  const at = Date.parse(instant);
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at);
  return `${localDate(at, zone)} ${time}`;
}
