import { doubtfulIn } from "../../domain/doubt.ts";
import type { Report } from "../../domain/report.ts";
import { sessionFields } from "../../domain/session.ts";
import { invalidReasons } from "../../domain/sort-out.ts";
import type { Enclosure } from "../../ports.ts";
import { usualSentences } from "../../texts/history-words.ts";
import {
  filtersSentence,
  isUnusuallyEmpty,
  lateSentence,
  noSessionsSentence,
  readAtSentence,
  spanSentence,
} from "../../texts/report-sentences.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection } from "../section.ts";

/** Whether the data is complete and can be used, what it was compared with, and where all figures are. */
export function dataSection(report: Report, words: Words, { attached }: Enclosure): MailSection {
  const { mail } = words.texts;
  const lines = [
    ...completeness(report, words),
    ...faults(report, words),
    // Below the figures, if there are any.
    ...(noSessionsSentence(report, words) === null ? [] : usualSentences(report, words)),
    readAtSentence(report, words),
    filtersSentence(report, words),
    report.period === null && report.day.hours !== USUAL_HOURS ? spanSentence(report, words) : null,
    mail.definitionsInWorkbook,
    attached.length === 0 ? mail.nothingAttached : mail.attached(attached.join(", ")),
  ];
  return { heading: mail.data, blocks: [{ kind: "lines", lines: lines.filter((line) => line !== null) }] };
}

const USUAL_HOURS = 24;

function completeness(report: Report, words: Words): string[] {
  const { reconciliation, period } = report;
  const { format } = words;
  const { mail } = words.texts;
  const late = lateSentence(report, words);
  const { short, received, declared, duplicate, in_day: inDay, spam } = reconciliation;
  // A day that is empty, perhaps because access failed, is not called complete.
  const complete =
    received === 0
      ? mail.nothingReceived
      : mail.complete(format.count(received), format.count(inDay), spam === 0 ? null : format.count(spam));
  return [
    ...(short > 0 ? [mail.notComplete(format.count(received), format.count(declared))] : []),
    ...(late === null ? [] : [late]),
    ...(short <= 0 && period === null && !isUnusuallyEmpty(report) ? [complete] : []),
    ...(duplicate > 0 ? [format.counted(duplicate, mail.duplicates)] : []),
  ];
}

/** The rows that were dropped by reason, and how many values could not be used; one sentence if there are none. */
function faults({ quality, metrics, reconciliation }: Report, { texts, format }: Words): string[] {
  const { mail } = texts;
  const reasons = invalidReasons.filter((reason) => quality.invalid[reason] > 0);
  const dropped = reasons.reduce((sum, reason) => sum + quality.invalid[reason], 0);
  const named = reasons.map((reason) =>
    mail.reason(texts.invalidReasons[reason], format.count(quality.invalid[reason])),
  );
  const bad = sessionFields.reduce((sum, field) => sum + badValues(quality.fields[field]), 0);
  if (dropped + bad === 0)
    return doubtfulIn(metrics).length > 0 || reconciliation.received === 0 ? [] : [mail.noBadData];
  return [
    ...(dropped === 0 ? [] : [format.counted(dropped, mail.dropped(named.join(", ")))]),
    ...(bad === 0 ? [] : [format.counted(bad, mail.badValues)]),
  ];
}

function badValues({ wrongType, outOfRange, noOffset = 0, zeroDate = 0 }: Report["quality"]["fields"]["id"]): number {
  return wrongType + outOfRange + noOffset + zeroDate;
}
