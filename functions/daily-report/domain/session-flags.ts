import { isTopBox, judgeCsi, judgeFirstReply, judgeValue, type NpsGroup, npsGroup } from "./judge.ts";
import type { Subject } from "./metrics/metric.ts";

/** How a rate counts a session: in numerator and denominator, in the denominator alone, or not at all (null). */
export type Share = "hit" | "miss" | null;

/**
 * Which metrics of `docs/metrics.md` section 3 count a session, and how; null is not at all. Sums over a day's sessions give
 * the counts of the report. `in_nps` tells of `nps` and, on a bot_only session, of `nps_bot`.
 */
export const sessionFlags = {
  in_nps: ({ session, class: name }: Subject): NpsGroup | null => {
    const mark = judgeValue(session.nps);
    return (name === "handled" || name === "bot_only") && mark.is === "valid" ? npsGroup(mark.value) : null;
  },
  in_csi: (subject: Subject): "yes" | null => (csiShareOf(subject) === null ? null : "yes"),
  in_frt: (subject: Subject): "yes" | null => (firstReplyOf(subject) === null ? null : "yes"),
  in_top_box: (subject: Subject): Share => {
    const share = csiShareOf(subject);
    return share === null ? null : hitIf(isTopBox(share));
  },
  in_sl1: (subject: Subject): Share => {
    if (["lost", "unanswered", "waiting"].includes(subject.class)) return "miss";
    const seconds = firstReplyOf(subject);
    return seconds === null ? null : hitIf(seconds <= subject.targetSeconds);
  },
  in_fcr: ({ session, class: name }: Subject): Share => (name === "handled" ? answer(session.fcr.value) : null),
  in_transfer: ({ session, class: name }: Subject): Share =>
    name === "handled" ? answer(session.switchAnotherOperator.value) : null,
  in_containment: ({ session, class: name }: Subject): Share =>
    name === "spam" || session.closedAt.value === null ? null : hitIf(name === "bot_only"),
} satisfies Record<string, (subject: Subject) => string | null>;

function csiShareOf({ session, class: name }: Subject) {
  const csi = judgeCsi(session);
  return name === "handled" && csi.is === "valid" ? csi.value.share : null;
}

/** First reply time in whole seconds, where `frt` counts it. */
function firstReplyOf({ session, class: name }: Subject): number | null {
  const reply = judgeFirstReply(session);
  return name === "handled" && reply.is === "valid" ? reply.value : null;
}

function answer(yes: boolean | null): Share {
  return yes === null ? null : hitIf(yes);
}

function hitIf(yes: boolean): Share {
  return yes ? "hit" : "miss";
}
