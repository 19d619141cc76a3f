import { isTopBox, judgeCsi, judgeFirstReply, judgeValue, type NpsGroup, npsGroup } from "./judge.ts";
import type { Subject } from "./metrics/metric.ts";

/** How a rate counts a session: in numerator and denominator, only in the denominator, or not at all (null). */
export type Share = "hit" | "miss" | null;

/**
 * How the metrics of `docs/metrics.md` section 3 count a session; null if they do not count it. The sums over a day's sessions are
 * the counts of the report. `in_nps` is for `nps`, or for `nps_bot` if the session is bot_only.
 */
export const sessionFlags = {
  in_nps: ({ session, class: sessionClass }: Subject): NpsGroup | null => {
    const mark = judgeValue(session.nps);
    return (sessionClass === "handled" || sessionClass === "bot_only") && mark.is === "valid"
      ? npsGroup(mark.value)
      : null;
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
  in_fcr: ({ session, class: sessionClass }: Subject): Share =>
    sessionClass === "handled" ? answer(session.fcr.value) : null,
  in_transfer: ({ session, class: sessionClass }: Subject): Share =>
    sessionClass === "handled" ? answer(session.switchAnotherOperator.value) : null,
  in_containment: ({ session, class: sessionClass }: Subject): Share =>
    sessionClass === "spam" || session.closedAt.value === null ? null : hitIf(sessionClass === "bot_only"),
} satisfies Record<string, (subject: Subject) => string | null>;

function csiShareOf({ session, class: sessionClass }: Subject) {
  const csi = judgeCsi(session);
  return sessionClass === "handled" && csi.is === "valid" ? csi.value.share : null;
}

/** First reply time in whole seconds; null if `frt` does not count it. */
function firstReplyOf({ session, class: sessionClass }: Subject): number | null {
  const reply = judgeFirstReply(session);
  return sessionClass === "handled" && reply.is === "valid" ? reply.value : null;
}

function answer(yes: boolean | null): Share {
  return yes === null ? null : hitIf(yes);
}

function hitIf(yes: boolean): Share {
  return yes ? "hit" : "miss";
}
