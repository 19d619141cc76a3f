import { isPartly } from "../domain/period.ts";
import type { Report } from "../domain/report.ts";
import type { Enclosure } from "../ports.ts";
import { spanCode, spanName } from "../texts/period-words.ts";
import {
  filtersSentence,
  noSessionsSentence,
  readAtSentence,
  spanSentence,
  unreadableOf,
  unusualSentences,
} from "../texts/report-sentences.ts";
import { figureText } from "../texts/small-n.ts";
import type { Words } from "../texts/words.ts";
import type { BuildSection, MailSection } from "./section.ts";

/** The content of the mail: a head, the sections in order, a footer. HTML and plain text draw the same content. */
export type MailContent = {
  language: string;
  subject: string;
  preheader: string;
  title: string;
  date: string;
  facts: string[];
  sections: MailSection[];
  footer: string[];
};

export type MailSource = { report: Report; title: string; enclosure: Enclosure; words: Words };

/** Builds the content of the mail, without sections that have nothing to say. */
export function mailContentOf(source: MailSource, sections: readonly BuildSection[]): MailContent {
  const { report, title, enclosure, words } = source;
  return {
    language: words.texts.locale,
    subject: subjectOf(report, title, words),
    preheader: headline(report, words).join(" · "),
    title,
    date: spanName(report, words),
    facts: [spanSentence(report, words), readAtSentence(report, words), filtersSentence(report, words)].filter(
      (fact) => fact !== null,
    ),
    sections: sections.map((build) => build(report, words, enclosure)).filter((section) => section !== null),
    footer: footerOf(report, enclosure, words),
  };
}

/** Title and date (week, month), so that mail programs start a new thread for each day, then the main figures. */
function subjectOf(report: Report, title: string, words: Words): string {
  const { mail } = words.texts;
  const unreadable = unreadableOf(report);
  const marks = [
    report.reconciliation.short === 0 && !isPartly(report.period) ? null : mail.incomplete,
    unreadable && mail.unreadable(words.format.count(unreadable.count), words.format.count(unreadable.of)),
    unusualSentences(report, words) && mail.unusual,
  ].filter((mark) => mark !== null);
  const head = marks.map((mark) => `[${mark}] `).join("");
  return `${head}${title} ${spanCode(report)}: ${headline(report, words).join(", ")}`;
}

function headline(report: Report, words: Words): string[] {
  const { mail, common } = words.texts;
  if (noSessionsSentence(report, words) !== null) return [mail.noSessions];
  const ids = ["lost_rate", "sl1", "csi", "nps"] as const;
  return [
    words.format.counted(report.metrics.sessions.value, common.sessions),
    ...ids.map((id) => `${mail.headline[id]} ${figureText(id, report.metrics[id], words)}`),
  ];
}

function footerOf(source: Report, { attached, archived }: Enclosure, { texts, format }: Words): string[] {
  const { report, revision, period } = source;
  const { mail } = texts;
  const madeBy = period === null ? mail.madeBy : texts.period.madeBy[period.kind];
  return [
    mail.definitionsInWorkbook,
    attached.length === 0 ? mail.nothingAttached : mail.attached(attached.join(", ")),
    ...archived.map((place) => mail.archived(place)),
    madeBy(report, format.count(revision)),
  ];
}
