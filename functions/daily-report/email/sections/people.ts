import type { Report } from "../../domain/report.ts";
import { type StandOut, standOutsOf } from "../../domain/stand-out.ts";
import { NO_KEY } from "../../domain/tally.ts";
import { shortOperatorNames } from "../../texts/operator-names.ts";
import { standOutReasons } from "../../texts/stand-out-words.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection, Point } from "../section.ts";

/**
 * Whom to talk to and whom to praise, with reasons. Says that nobody falls behind if that is so. Null if there are not two named
 * operators to compare.
 */
export function peopleSection(report: Report, words: Words): MailSection | null {
  const { operators } = report.breakdowns;
  if (operators.filter(({ key }) => key !== NO_KEY).length < 2) return null;
  const { people } = words.texts.mail;
  const { talkTo, praise } = standOutsOf(report);
  const points = (found: readonly StandOut[]) => found.map((one) => pointOf(one, report, words));
  return {
    heading: people.talkTo,
    blocks: [
      talkTo.length > 0
        ? { kind: "points", points: points(talkTo) }
        : { kind: "points", points: [{ lead: "", rest: people.nobody, tone: null }] },
      ...(praise.length === 0
        ? []
        : [
            {
              kind: "points" as const,
              points: [{ lead: people.praise, rest: "", tone: "better" as const }, ...points(praise)],
            },
          ]),
    ],
  };
}

/** The names of those to talk to, for the preheader. */
export function namesToTalkTo(report: Report): string[] {
  const nameOf = shortOperatorNames(report.breakdowns.operators);
  return standOutsOf(report).talkTo.map((one) => nameOf(one));
}

function pointOf(one: StandOut, report: Report, words: Words): Point {
  const lead = shortOperatorNames(report.breakdowns.operators)(one);
  return { lead, rest: `: ${standOutReasons(one, report, words)}.`, tone: null };
}
