import { relative } from "node:path";
import { renderHeadline } from "../functions/daily-report/email/render-email.ts";
import { textsFor } from "../functions/daily-report/texts/texts-for.ts";
import type { LocalResult } from "./run-locally.ts";

/** What a local run made, for another program: the one object of `--json`. */
export function resultAsJson({ answer, report, paths }: LocalResult) {
  const { keys: _, mails: __, ...rest } = answer;
  return { ...rest, zone: report.day.zone, paths: { ...paths.files, mails: paths.mails } };
}

/** The same for a person, in the report's language: the figures in short, and where everything lies. */
export function resultAsText({ definition, answer, report, paths }: LocalResult): string {
  const places = [...Object.values(paths.files), ...paths.mails].map(fromHere);
  const { terminal } = textsFor(definition.locale);
  const made = terminal.made(String(answer.revision), terminal.statuses[answer.status]);
  return [renderHeadline({ ...definition, report }), "", made, ...places.map((place) => `  ${place}`)].join("\n");
}

/** As a person at the shell would name it: short below where they are, else whole. */
function fromHere(path: string): string {
  const short = relative(process.env.INIT_CWD ?? ".", path);
  return short.startsWith("..") ? path : short;
}
