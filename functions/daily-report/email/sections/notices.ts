import type { Report } from "../../domain/report.ts";
import type { Enclosure } from "../../ports.ts";
import { checkedSentence } from "../../texts/checked-words.ts";
import { emptyDaySentence, notComparedSentence } from "../../texts/history-words.ts";
import { periodSentences } from "../../texts/period-words.ts";
import { doubtfulSentences, incompleteSentence, unreadableSentence } from "../../texts/report-sentences.ts";
import { toDoLinks, toDoSentence } from "../../texts/watched-words.ts";
import type { Words } from "../../texts/words.ts";
import type { Block, MailSection } from "../section.ts";

/**
 * What a reader must know before any figure: the mail may be a repeat, sessions are missing or unreadable, or figures cannot be
 * trusted; then what can be done now, or that this was checked, and whether there is anything to compare with.
 */
export function noticesSection(report: Report, words: Words, { possibleRepeat }: Enclosure): MailSection | null {
  const blocks = [
    box("note", possibleRepeat ? words.texts.mail.possibleRepeat : null),
    box("warning", incompleteSentence(report, words)),
    ...periodSentences(report, words).map((sentence) => box("warning", sentence)),
    box("warning", unreadableSentence(report, words)),
    ...doubtfulSentences(report, words).map((sentence) => box("warning", sentence)),
    actionBox(report, words),
    box("note", calmText(report, words)),
  ].flat();
  return blocks.length === 0 ? null : { heading: null, blocks };
}

/** What was checked and found in order, what to check on an empty day, and that nothing can be compared yet; null if there is none. */
function calmText(report: Report, words: Words): string | null {
  const said = [
    checkedSentence(report, words),
    emptyDaySentence(report, words),
    notComparedSentence(report, words),
  ].filter((one) => one !== null);
  return said.length === 0 ? null : said.join(" ");
}

function actionBox(report: Report, words: Words): Block[] {
  const text = toDoSentence(report, words);
  return text === null ? [] : [{ kind: "action", text, links: toDoLinks(report, words) }];
}

function box(kind: "note" | "warning", text: string | null): Block[] {
  return text === null ? [] : [{ kind, text }];
}
