import type { Report } from "../../functions/daily-report/domain/report.ts";
import { drawText } from "../../functions/daily-report/email/draw-text.ts";
import type { BuildSection } from "../../functions/daily-report/email/section.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { mailWith } from "./mail-of.ts";

/** The lines of a section in plain text, the heading first; empty if there is no section. */
export function sectionText(build: BuildSection, report: Report, locale: Locale = "en"): string[] {
  const section = build(report, wordsFor(locale, null), { attached: [], archived: [] });
  if (section === null) return [];
  const [, text = ""] = drawText(mailWith(section)).split("\n\n");
  return text.replaceAll("\u00a0", " ").split("\n");
}
