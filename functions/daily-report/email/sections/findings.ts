import type { Report } from "../../domain/report.ts";
import { findingSentences } from "../../texts/report-sentences.ts";
import type { Words } from "../../texts/words.ts";
import type { Section } from "../section.ts";

/** What in the data contradicts the assumptions of the report, a line for each finding; null if nothing does. */
export function findingsSection(report: Report, words: Words): Section | null {
  const lines = findingSentences(report, words).map(({ seen, means, check }) => `• ${seen} ${means} ${check}`);
  return lines.length === 0 ? null : { heading: words.texts.common.findings, blocks: [{ kind: "lines", lines }] };
}
