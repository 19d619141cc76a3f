import { renderHeadline } from "../functions/daily-report/email/render-email.ts";
import { textsFor } from "../functions/daily-report/texts/texts-for.ts";
import { asSeenFromHere } from "./door.ts";
import type { LocalResult } from "./run-locally.ts";

/** What a local run made, for another program: the one object of `--json`. */
export function resultAsJson({ answer, report, paths }: LocalResult) {
  const { keys: _, mails: __, ...rest } = answer;
  return { ...rest, zone: report.day.zone, paths: { ...paths.files, mails: paths.mails } };
}

/** The same for a person, in the report's language: the figures in short, and where everything lies. */
export function resultAsText({ definition, answer, report, paths }: LocalResult): string {
  const places = [...Object.values(paths.files), ...paths.mails].map(asSeenFromHere);
  const { terminal } = textsFor(definition.locale);
  const made = terminal.made(String(answer.revision), terminal.statuses[answer.status]);
  return [renderHeadline({ ...definition, report }), "", made, ...places.map((place) => `  ${place}`)].join("\n");
}
