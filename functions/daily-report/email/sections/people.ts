import type { Report } from "../../domain/report.ts";
import { type StandOut, standOutsOf } from "../../domain/stand-out.ts";
import { shortOperatorNames } from "../../texts/operator-names.ts";
import { nobodySentence, standOutReasons } from "../../texts/stand-out-words.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection, Point } from "../section.ts";

/**
 * Whom to talk to and whom to praise, with reasons. Says why if there is nobody to talk to. Null if no operator had a session.
 */
export function peopleSection(report: Report, words: Words): MailSection | null {
  const { people } = words.texts.mail;
  const { talkTo, praise } = standOutsOf(report);
  const nobody = nobodySentence(report, words);
  if (nobody === null && talkTo.length === 0) return null;
  const points = (found: readonly StandOut[]) => found.map((one) => pointOf(one, report, words));
  return {
    heading: people.talkTo,
    blocks: [
      {
        kind: "points",
        points: nobody === null ? points(talkTo) : [{ lead: "", rest: nobody, tone: null }],
      },
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
