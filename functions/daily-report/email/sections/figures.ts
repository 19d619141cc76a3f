import type { Report } from "../../domain/report.ts";
import { noSessionsSentence } from "../../texts/report-sentences.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection } from "../section.ts";
import { tilesOf } from "../tiles.ts";

/** The main figures of the day; null for a day without sessions. */
export function figuresSection(report: Report, words: Words): MailSection | null {
  if (noSessionsSentence(report, words) !== null) return null;
  return { heading: words.texts.mail.figures, blocks: [{ kind: "tiles", tiles: tilesOf(report, words) }] };
}
