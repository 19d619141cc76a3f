import { catalogue } from "../../domain/metrics/catalogue.ts";
import type { Report } from "../../domain/report.ts";
import { type StandOut, type StandOutReason, standOutsOf } from "../../domain/stand-out.ts";
import { NO_KEY } from "../../domain/tally.ts";
import { cutToFit } from "../../texts/cut-to-fit.ts";
import { operatorNames } from "../../texts/operator-names.ts";
import { targetOf } from "../../texts/report-sentences.ts";
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
  const nameOf = operatorNames(report.breakdowns.operators);
  return standOutsOf(report).talkTo.map((one) => cutToFit(nameOf(one)));
}

function pointOf(one: StandOut, report: Report, words: Words): Point {
  const lead = cutToFit(operatorNames(report.breakdowns.operators)(one));
  const reasons = one.reasons.map((reason) => reasonText(reason, report, words));
  return { lead, rest: `: ${reasons.join(", ")}.`, tone: null };
}

function reasonText({ id, value, n, hits, others }: StandOutReason, report: Report, words: Words): string {
  const { texts, format } = words;
  const { unit } = catalogue[id];
  return texts.mail.people.reasons[id]({
    value: format.whole(unit, value),
    counts:
      hits === null ? format.counted(n, texts.mail.ratings) : texts.common.kOfN(format.count(hits), format.count(n)),
    others: format.whole(unit, others),
    target: targetOf(report, words),
  });
}
