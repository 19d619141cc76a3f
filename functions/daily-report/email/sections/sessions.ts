import type { Report } from "../../domain/report.ts";
import { cutToFit } from "../../texts/cut-to-fit.ts";
import { shortOperatorNames } from "../../texts/operator-names.ts";
import { reasonsText, watchedOperators } from "../../texts/watched-words.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection } from "../section.ts";

/** The sessions to open first: when, whose, where and why, each with its link or its id. Null if there are none. */
export function sessionsSection(report: Report, words: Words): MailSection | null {
  const { openFirst = [] } = report.sessions ?? {};
  if (openFirst.length === 0) return null;
  const { texts, format, linkOf } = words;
  const operatorOf = watchedOperators(report, shortOperatorNames);
  const entries = openFirst.map((session) => {
    const { id, createdAt, channel } = session;
    const operator = operatorOf(session) ?? texts.watch.nobody;
    const place = channel === null ? "" : ` · ${cutToFit(channel)}`;
    return {
      lead: `${format.time(createdAt, report.day.zone)} · ${operator}${place}`,
      rest: `: ${reasonsText(session, words)}`,
      link: linkOf(id),
      id: cutToFit(id),
    };
  });
  return { heading: texts.watch.heading, blocks: [{ kind: "entries", entries }] };
}
