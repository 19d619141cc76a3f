import type { Report } from "../../domain/report.ts";
import type { Enclosure } from "../../ports.ts";
import { periodSentences } from "../../texts/period-words.ts";
import { doubtfulSentences, incompleteSentence, unreadableSentence } from "../../texts/report-sentences.ts";
import { toDoSentence } from "../../texts/watched-words.ts";
import type { Words } from "../../texts/words.ts";
import type { Block, MailSection } from "../section.ts";

/**
 * What a reader must know before any figure: the mail may be a repeat, sessions are missing or unreadable, or figures cannot be
 * trusted; then what can be done now.
 */
export function noticesSection(report: Report, words: Words, { possibleRepeat }: Enclosure): MailSection | null {
  const blocks = [
    box("note", possibleRepeat ? words.texts.mail.possibleRepeat : null),
    box("warning", incompleteSentence(report, words)),
    ...periodSentences(report, words).map((sentence) => box("warning", sentence)),
    box("warning", unreadableSentence(report, words)),
    ...doubtfulSentences(report, words).map((sentence) => box("warning", sentence)),
    box("action", toDoSentence(report, words)),
  ].flat();
  return blocks.length === 0 ? null : { heading: null, blocks };
}

function box(kind: "note" | "warning" | "action", text: string | null): Block[] {
  return text === null ? [] : [{ kind, text }];
}
