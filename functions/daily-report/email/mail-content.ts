import type { Report } from "../domain/report.ts";
import type { Enclosure } from "../ports.ts";
import {
  filtersSentence,
  incompleteSentence,
  noSessionsSentence,
  readAtSentence,
  spanSentence,
  unreadableOf,
  unreadableSentence,
  unusualSentences,
} from "../texts/report-sentences.ts";
import type { Words } from "../texts/words.ts";
import { findingLines, qualityLines, reconciliationLines } from "./data-notes.ts";
import { figureText } from "./figure-text.ts";
import { type OperatorLines, operatorLinesOf } from "./operator-lines.ts";
import { type Tile, tilesOf } from "./tiles.ts";

/** All that the mail says, in order; HTML and text draw the same. */
export type MailContent = {
  language: string;
  subject: string;
  preheader: string;
  title: string;
  date: string;
  facts: string[];
  possibleRepeat: string | null;
  /** What must be known before any figure is read: sessions are missing or unreadable, or the day is unusually quiet. */
  warnings: string[];
  noSessions: string | null;
  figures: { heading: string; tiles: Tile[] };
  operators: { heading: string } & OperatorLines;
  data: { heading: string; lines: string[] }[];
  footer: string[];
};

export type MailSource = { report: Report; title: string; enclosure: Enclosure; words: Words };

/** Gathers what the mail says. A day without sessions has no figures and no operators. */
export function mailContentOf({ report, title, enclosure, words }: MailSource): MailContent {
  const { texts, format } = words;
  const noSessions = noSessionsSentence(report, words);
  const unusual = unusualWarning(report, words);
  const operators = operatorLinesOf(report, words);
  return {
    language: texts.locale,
    subject: subjectOf(report, title, words),
    preheader: headline(report, words).join(" · "),
    title,
    date: format.date(report.day.date),
    facts: [spanSentence(report, words), readAtSentence(report, words), filtersSentence(report, words)].filter(
      (fact) => fact !== null,
    ),
    possibleRepeat: enclosure.possibleRepeat ? texts.mail.possibleRepeat : null,
    warnings: [incompleteSentence(report, words), unreadableSentence(report, words), unusual].filter(
      (warning) => warning !== null,
    ),
    // The warning says it already, and that it may not be so.
    noSessions: unusual === null ? noSessions : null,
    figures: { heading: texts.mail.figures, tiles: noSessions === null ? tilesOf(report, words) : [] },
    operators: { heading: texts.mail.operators, ...operators, lines: noSessions === null ? operators.lines : [] },
    data: [
      { heading: texts.mail.reconciliation, lines: reconciliationLines(report, words) },
      { heading: texts.common.findings, lines: findingLines(report, words) },
      { heading: texts.mail.data, lines: qualityLines(report, words) },
    ].filter(({ lines }) => lines.length > 0),
    footer: footerOf(report, enclosure, words),
  };
}

/** Title and date, so that every day's mail is a thread of its own, then the figures, short. */
function subjectOf(report: Report, title: string, words: Words): string {
  const { mail } = words.texts;
  const unreadable = unreadableOf(report);
  const marks = [
    report.reconciliation.short === 0 ? null : mail.incomplete,
    unreadable && mail.unreadable(words.format.count(unreadable.count), words.format.count(unreadable.of)),
    unusualSentences(report, words) && mail.unusual,
  ].filter((mark) => mark !== null);
  const head = marks.map((mark) => `[${mark}] `).join("");
  return `${head}${title} ${report.day.date}: ${headline(report, words).join(", ")}`;
}

function unusualWarning(report: Report, words: Words): string | null {
  const sentences = unusualSentences(report, words);
  return sentences && `${sentences.seen} ${sentences.means} ${sentences.check}`;
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

function footerOf({ revision, report }: Report, { attached, archived }: Enclosure, { texts, format }: Words): string[] {
  const { mail } = texts;
  return [
    mail.definitionsInWorkbook,
    attached.length === 0 ? mail.nothingAttached : mail.attached(attached.join(", ")),
    ...archived.map((place) => mail.archived(place)),
    mail.madeBy(report, format.count(revision)),
  ];
}
