import type { Report } from "../../domain/report.ts";
import type { Enclosure } from "../../ports.ts";
import { periodSentences } from "../../texts/period-words.ts";
import {
  incompleteSentence,
  noSessionsSentence,
  unreadableSentence,
  unusualSentences,
} from "../../texts/report-sentences.ts";
import type { Words } from "../../texts/words.ts";
import type { Block, MailSection } from "../section.ts";

/** What a reader must know before any figure: the mail may be a repeat, sessions are missing or unreadable, or the day has no sessions. */
export function noticesSection(report: Report, words: Words, { possibleRepeat }: Enclosure): MailSection | null {
  const unusual = unusualSentences(report, words);
  const blocks = [
    box("note", possibleRepeat ? words.texts.mail.possibleRepeat : null),
    box("warning", incompleteSentence(report, words)),
    ...periodSentences(report, words).map((sentence) => box("warning", sentence)),
    box("warning", unreadableSentence(report, words)),
    box("warning", unusual && `${unusual.seen} ${unusual.means} ${unusual.check}`),
    // The warning above says that there are no sessions, and that this may be wrong.
    box("note", unusual === null ? noSessionsSentence(report, words) : null),
  ].flat();
  return blocks.length === 0 ? null : { heading: null, blocks };
}

function box(kind: "note" | "warning", text: string | null): Block[] {
  return text === null ? [] : [{ kind, text }];
}
