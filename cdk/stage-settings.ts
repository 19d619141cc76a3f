import { either, isObject, nearest, segment, show } from "../functions/daily-report/definition-words.ts";
import { CONTEXT, StackSettingsError } from "./stack-settings-error.ts";

/** The values of the context by their keys: those of `cdk.json`, replaced by those that `-c` gives. */
export type Context = Readonly<Record<string, unknown>>;

/** Settings that a stage may have of its own. */
const ofStage = [
  "alarmEmail",
  "twinAuthUrl",
  "twinChatUrl",
  "sandbox",
  "stopped",
  "archiveBucket",
  "maskKeySecretArn",
  "sessionTableDays",
  "reservedConcurrency",
  "backfillConcurrency",
];

/** Settings of things that a second stage would share with "prod". */
const ofProdAlone = ["archiveBucket", "maskKeySecretArn"];

const known = ["stage", "stages", "reports", ...ofStage];

/** The parts of `stages.<stage>` that change reports. */
const ofReports = ["everyReport", "reports"];

const right = {
  stages: 'an object by stage such as {"dev": {"everyReport": {"recipients": ["me@example.com"]}}}',
  stage: 'an object such as {"everyReport": {"recipients": ["me@example.com"]}}',
  everyReport: 'an object of fields of a report such as {"recipients": ["me@example.com"]}',
  reports: 'an object of fields by the id of a report such as {"support-daily": {"at": "09:00"}}',
};

/**
 * Returns the context with the settings of `stages.<stage>` in place of the common ones. `everyReport` replaces fields of all
 * reports, `reports` those of one. A stage other than "prod" must be named there, so that it does not mail the readers of "prod"
 * by mistake. Throws `StackSettingsError`.
 */
export function settingsOfStage(context: Context, stage: string): Context {
  refuseForeign(context);
  const stages = objectAt("stages", context.stages, right.stages);
  if (stages[stage] === undefined) {
    if (stage === "prod") return context;
    throw new StackSettingsError(
      `cdk.json: stages.${stage} is missing; it must be ${right.stage}, or {} if this stage mails the readers of prod.`,
    );
  }
  const path = `stages.${stage}`;
  const own = objectAt(path, stages[stage], right.stage);
  refuseUnknown(path, own);
  refuseShared(context, own, stage);
  const { everyReport, reports, ...settings } = own;
  const changes = {
    every: objectAt(`${path}.everyReport`, everyReport, right.everyReport),
    byId: objectAt(`${path}.reports`, reports, right.reports),
  };
  return { ...context, ...settings, reports: changedReports(context.reports, changes, path) };
}

type Changes = { readonly every: Context; readonly byId: Context };

function changedReports(reports: unknown, { every, byId }: Changes, path: string): unknown {
  // What is not a list of objects is refused where reports are parsed.
  if (!Array.isArray(reports)) return reports;
  const ids = reports.flatMap((report) => (isObject(report) && typeof report.id === "string" ? [report.id] : []));
  const unknown = Object.keys(byId).find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw new StackSettingsError(
      `cdk.json: ${path}.reports.${segment(unknown)} is of no report; it must be one of ${either(ids)}.`,
    );
  }
  return reports.map((report) => {
    if (!isObject(report)) return report;
    const one = objectAt(`${path}.reports.${segment(String(report.id))}`, byId[String(report.id)], right.everyReport);
    return { ...report, ...every, ...one };
  });
}

/** What the command line of the CDK keeps in the context under a name without a colon. */
const ofCommandLine = ["acknowledged-issue-numbers", "cli-telemetry"];

/** Keys of the CDK and of its libraries, as "@aws-cdk/core:x", "aws:cdk:x" and "availability-zones:account=1:region=x". */
function isOfCdk(key: string): boolean {
  return key.includes(":") || key.startsWith("@") || ofCommandLine.includes(key);
}

/** Refuses any other key: one that is passed over would deploy the wrong stage, or without a setting that somebody relies on. */
function refuseForeign(context: Context): void {
  const foreign = Object.keys(context).find((key) => !known.includes(key) && !isOfCdk(key));
  if (foreign === undefined) return;
  const { name, edits } = nearest(foreign, known);
  const right = edits <= 2 ? `the nearest known setting is ${name}` : `the known settings are ${known.join(", ")}`;
  throw new StackSettingsError(`${CONTEXT}: ${segment(foreign)} is not a known setting; ${right}.`);
}

function refuseUnknown(path: string, own: Context): void {
  const keys = [...ofReports, ...ofStage];
  const unknown = Object.keys(own).find((key) => !keys.includes(key));
  if (unknown === undefined) return;
  const meant = nearest(unknown, keys).name;
  throw new StackSettingsError(
    `cdk.json: ${path}.${segment(unknown)} is not a known setting of a stage; the nearest known one is ${path}.${meant}.`,
  );
}

function refuseShared(context: Context, own: Context, stage: string): void {
  if (stage === "prod") return;
  const shared = ofProdAlone.find((key) => (context[key] ?? null) !== null && own[key] === undefined);
  if (shared === undefined) return;
  throw new StackSettingsError(
    `${CONTEXT}: ${shared} is ${show(context[shared])} for all stages; for ${stage} it must be given as stages.${stage}.${shared}, which may be null for one of its own.`,
  );
}

/** Returns {} if there is no value. */
function objectAt(path: string, value: unknown, what: string): Context {
  if (value === undefined) return {};
  if (isObject(value)) return value;
  throw new StackSettingsError(`cdk.json: ${path} is ${show(value)}; it must be ${what}.`);
}
