import { renderHeadline } from "../functions/daily-report/email/render-email.ts";
import { textsFor } from "../functions/daily-report/texts/texts-for.ts";
import { asSeenFromHere } from "./command.ts";
import type { LocalResult } from "./run-locally.ts";

/** The result of a local run as the object that `--json` prints. */
export function resultAsJson({ answer, report, paths }: LocalResult) {
  const { keys: _, mails: __, ...rest } = answer;
  return { ...rest, zone: report.day.zone, paths: { ...paths.files, mails: paths.mails } };
}

/** The result for a person, in the report's language: the main figures and the paths of all files. */
export function resultAsText({ definition, answer, report, paths }: LocalResult): string {
  const places = [...Object.values(paths.files), ...paths.mails].map(asSeenFromHere);
  const { terminal } = textsFor(definition.locale);
  const made = terminal.made(String(answer.revision), terminal.statuses[answer.status]);
  return [renderHeadline({ ...definition, report }), "", made, ...places.map((place) => `  ${place}`)].join("\n");
}
