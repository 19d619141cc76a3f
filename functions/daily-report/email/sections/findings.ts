import type { Report } from "../../domain/report.ts";
import { findingSentences } from "../../texts/report-sentences.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection } from "../section.ts";

/** One line for each finding that contradicts the assumptions of the report; null if there are none. The workbook says what it may mean. */
export function findingsSection(report: Report, words: Words): MailSection | null {
  const lines = findingSentences(report, words).map(({ seen, check }) => `• ${seen} ${check}`);
  return lines.length === 0 ? null : { heading: words.texts.common.findings, blocks: [{ kind: "lines", lines }] };
}
