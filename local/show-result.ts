import type { LocalResult } from "./run-locally.ts";

/** What a local run made, for another program: the one object of `--json`. */
export function resultAsJson({ report, manifest, paths }: LocalResult) {
  return {
    report: report.report,
    date: report.day.date,
    zone: report.day.zone,
    revision: manifest.revision,
    incomplete: report.reconciliation.short > 0,
    paths,
    reconciliation: report.reconciliation,
  };
}

/** The same for a person. */
export function resultAsText({ report, paths }: LocalResult): string {
  return [JSON.stringify(report.reconciliation), paths.workbook, paths.report, ...paths.mails].join("\n");
}
