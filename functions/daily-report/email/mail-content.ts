import { dayHoursOf } from "../domain/day-hours.ts";
import type { HeadlineId } from "../domain/history/past.ts";
import { isPartly } from "../domain/period.ts";
import type { Report } from "../domain/report.ts";
import type { Enclosure } from "../ports.ts";
import { isFresh, isUnusuallyEmpty, noSessionsSentence, unreadableOf } from "../texts/report-sentences.ts";
import { wholeText } from "../texts/small-n.ts";
import { dayStateText, toldFigures, type VerdictSentence, verdictSentence } from "../texts/verdict-sentence.ts";
import type { Words } from "../texts/words.ts";
import type { BuildSection, MailSection } from "./section.ts";
import { namesBelowGoal } from "./sections/group-goals.ts";
import { hourSpan } from "./sections/hours.ts";
import { namesToTalkTo } from "./sections/people.ts";

/** The content of the mail: a head, the sections in order, a footer. HTML and plain text draw the same content. */
export type MailContent = {
  language: string;
  subject: string;
  /** What mail programs show beside the subject; it says what the subject does not. */
  preheader: string;
  title: string;
  verdict: VerdictSentence;
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
    preheader: preheaderOf(report, words),
    title,
    verdict: verdictSentence(report, words),
    sections: sections.map((build) => build(report, words, enclosure)).filter((section) => section !== null),
    footer: footerOf(report, enclosure, words),
  };
}

/**
 * Date (week, month), state and main figures, and only then the title, because many programs show 40 characters. The date also
 * starts a new thread for each day.
 */
function subjectOf(report: Report, title: string, words: Words): string {
  const state = stateText(report, words);
  const head = [spanInSubject(report, words), ...(state === "" ? [] : [state])].join(" ");
  const figures = figureTexts(report, words);
  return `${head}${figures.length === 0 ? "" : `: ${figures.join(", ")}`} · ${title}`;
}

function spanInSubject({ day, period }: Report, { format }: Words): string {
  if (period === null) return format.briefDate(day.date);
  return format.capital(
    period.kind === "month" ? format.month(period.from) : format.shortDates(period.from, period.to),
  );
}

/** What is wrong with the data, or else whether the day was usual and met its goals; empty if nothing is known. */
function stateText(report: Report, words: Words): string {
  const { mail } = words.texts;
  if (isUnusuallyEmpty(report)) return mail.unusual;
  const unreadable = unreadableOf(report);
  const marks = [
    report.reconciliation.short > 0 || isPartly(report.period) ? mail.incomplete : null,
    unreadable && mail.unreadable(words.format.count(unreadable.count), words.format.count(unreadable.of)),
    noSessionsSentence(report, words) !== null ? mail.noSessions : null,
  ].filter((mark) => mark !== null);
  if (marks.length > 0) return marks.join(", ");
  return dayStateText(report, words);
}

/** What is neither good nor bad is left to the mail itself. */
const VOLUMES: readonly HeadlineId[] = ["sessions", "handled", "containment"];

/** The figures in the order of the verdict. */
function figureTexts(report: Report, words: Words): string[] {
  if (noSessionsSentence(report, words) !== null) return [];
  const { mail, common } = words.texts;
  const told = toldFigures(report).filter((id) => !VOLUMES.includes(id));
  const figures = told.map((id) => `${mail.headline[id]} ${wholeText(id, report.metrics[id], words)}`);
  return figures.length > 0 ? figures : [words.format.counted(report.metrics.sessions.value, common.sessions)];
}

/** Who is waiting, which groups miss a goal, whom to talk to and when most sessions came. */
function preheaderOf(report: Report, words: Words): string {
  const { mail } = words.texts;
  const waiting = report.metrics.waiting.value;
  const [groups, names] = [namesBelowGoal(report, words), namesToTalkTo(report)];
  const { peak } = dayHoursOf(report);
  const said = [
    ...(waiting > 0 && isFresh(report) ? [words.format.counted(waiting, mail.waiting)] : []),
    ...(groups.length > 0 ? [words.texts.goals.groupNames(groups.join(", "))] : []),
    ...(names.length > 0 ? [mail.people.talkToNames(names.join(", "))] : []),
    ...(peak === null ? [] : [mail.hours.peakAt(hourSpan(peak.key, words))]),
  ];
  const { lead, rest } = verdictSentence(report, words);
  return said.length > 0 ? said.join(" · ") : lead + rest;
}

function footerOf(source: Report, { attached, archived }: Enclosure, { texts, format }: Words): string[] {
  const { report, revision, period } = source;
  const madeBy = period === null ? texts.mail.madeBy : texts.period.madeBy[period.kind];
  return [
    // Readers cannot open these places, but can tell them to someone who can.
    ...(attached.length === 0 ? archived.map((place) => texts.mail.archived(place)) : []),
    madeBy(report, format.count(revision)),
  ];
}
