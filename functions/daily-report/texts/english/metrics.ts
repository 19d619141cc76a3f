import type { Texts } from "../texts.ts";

export const metrics: Texts["metrics"] = {
  sessions: { title: "Sessions", definition: "All sessions created within the time of the report, without spam." },
  offered: {
    title: "Passed to operators",
    definition: "Sessions passed to operators: handled + lost + unanswered + waiting.",
  },
  handled: {
    title: "Handled",
    definition:
      "Sessions in which an operator wrote: the time of the operator's first message is set, or the count of operator messages is above 0.",
  },
  lost: { title: "Lost", definition: "Sessions that were not handled and that TWIN marked as lost." },
  unanswered: {
    title: "Unanswered",
    definition:
      "Closed sessions, neither handled nor lost, that were passed to operators: an operator, an assignment, a failed search for an operator, a closing operator or an operator group is set.",
  },
  waiting: {
    title: "Waiting for an operator",
    definition: "Like unanswered, but not closed yet when the data was fetched.",
  },
  bot_only: {
    title: "Bot only",
    definition: "All other sessions without spam: not handled, not lost and never passed to an operator.",
  },
  open: {
    title: "Open",
    definition: "Sessions of any class, without spam, that were not closed when the data was fetched.",
  },
  spam: { title: "Spam", definition: "Sessions marked as spam. They count in no other figure." },
  lost_rate: { title: "Lost rate", definition: "Lost / passed to operators." },
  unanswered_rate: { title: "Unanswered rate", definition: "Unanswered / passed to operators." },
  containment: {
    title: "Closed by the bot (no operator)",
    definition:
      "Closed bot-only sessions / (closed bot-only sessions + closed sessions passed to operators). Not given by operator or by group.",
  },
  transfer_rate: {
    title: "Transfer rate",
    definition:
      "Handled sessions switched to another operator / handled sessions where this is known; the others are left out.",
  },
  no_reply_to_last: {
    title: "Client's last message unanswered",
    definition:
      "Handled sessions in which the operator did not answer the client's last message / handled sessions where this is known; the others are left out.",
  },
  closed_without_reply: {
    title: "Closed without reply",
    definition: "Unanswered sessions that an operator closed.",
  },
  messages_client: {
    title: "Client messages",
    definition:
      "Sum over all sessions, without spam, in which the number of the client's messages is set. No value if it is set in none.",
  },
  messages_operator: {
    title: "Operator messages",
    definition:
      "Sum over all sessions, without spam, in which the number of the operators' messages is set. No value if it is set in none.",
  },
  messages_bot: {
    title: "Bot messages",
    definition:
      "Sum over all sessions, without spam, in which the number of the bot's messages is set. No value if it is set in none.",
  },
  nps: {
    title: "NPS",
    definition:
      "Net promoter score of handled sessions: 100 × (promoters − detractors) / ratings, from −100 to +100. A rating is a whole number from 0 to 10: promoters gave 9 or 10, passives 7 or 8, detractors 0 to 6. A session without a rating is “missing”, any other rating is “invalid”; neither is counted. Limits: 95%, adjusted Wald. No value without ratings.",
  },
  nps_bot: { title: "NPS, bot only", definition: "NPS of bot-only sessions, computed the same way." },
  nps_coverage: {
    title: "Share rated (NPS)",
    definition: "Handled sessions with a valid NPS rating / handled sessions.",
  },
  csi: {
    title: "CSI",
    definition:
      "Customer satisfaction of handled sessions: the mean over the sessions of 100 × csi / csiMax. A rating is valid if csiMax is above 0 and csi above 0 and at most csiMax. If one of the pair is empty or unreadable, csiPercent above 0 and up to 100 is used (“from csiPercent”). A session without a rating is “missing”, a value outside these rules is “invalid”; neither is counted. “Mismatches”: csi / csiMax and csiPercent differ by more than 0.5 points. No value without ratings.",
  },
  csat_top_box: {
    title: "CSAT: ratings 4–5",
    definition:
      "Handled sessions whose CSI share is 80% or more (4 and 5 of 5) / handled sessions with a valid CSI rating. Limits: 95%, Wilson.",
  },
  csi_coverage: {
    title: "Share rated (CSI)",
    definition: "Handled sessions with a valid CSI rating / handled sessions.",
  },
  rating: {
    title: "TWIN rating, mean",
    definition:
      "Mean of TWIN's rating over handled sessions, on its own scale, never mixed with CSI. A session without a rating is “missing”, an unreadable rating is “invalid”; neither is counted.",
  },
  ratings_elsewhere: {
    title: "Ratings not counted",
    definition: "Lost, unanswered and waiting sessions with an NPS or CSI rating. They are not counted in any score.",
  },
  frt: {
    title: "First reply, mean",
    definition:
      "Mean first reply time of handled sessions: from the assignment to an operator (without one, from when an operator took the session) to the operator's first message, in whole seconds. A negative time (it happens after a transfer) is “invalid”; if either time is unreadable it is “invalid”, if either is empty it is “missing”; neither is counted. No value without times.",
  },
  frt_p50: {
    title: "First reply, median",
    definition: "Half of the first reply times are at most this long (linear interpolation, as PERCENTILE.INC).",
  },
  frt_p90: {
    title: "First reply, 90% within",
    definition:
      "90% of the first replies were given within this time (linear interpolation). Not given below 10 sessions.",
  },
  frt_p95: {
    title: "First reply, 95% within",
    definition:
      "95% of the first replies were given within this time (linear interpolation). Not given below 20 sessions.",
  },
  sl1: {
    title: "Answered in time (SL)",
    definition:
      "Service level of the first reply: handled sessions whose first reply came within the target / (sessions passed to operators − handled ones whose time is missing or invalid). Lost, unanswered and waiting sessions count as not in time. The target of a session is the smallest target of its groups, or the report's target if they have none. No value if there are handled sessions but none has a valid time.",
  },
  sl1_answered: {
    title: "SL of answered sessions",
    definition:
      "Handled sessions whose first reply came within the target / handled sessions with a valid first reply time.",
  },
  duration: {
    title: "Dialogue duration, mean",
    definition:
      "Mean dialogue duration of handled sessions as TWIN gives it, in whole seconds: dialogue time, not working time, because an operator may hold several dialogues at once. 0 or empty is “missing”, negative or unreadable is “invalid”; neither is counted.",
  },
  duration_p50: {
    title: "Dialogue duration, median",
    definition: "Half of the dialogue durations are at most this long (linear interpolation).",
  },
  duration_p90: {
    title: "Dialogue duration, 90% within",
    definition:
      "90% of the dialogue durations are at most this long (linear interpolation). Not given below 10 sessions.",
  },
  fcr: {
    title: "Resolved at first contact (FCR)",
    definition: "First contact resolution as set in handled sessions: yes / (yes + no).",
  },
  fcr_coverage: {
    title: "Share with FCR known",
    definition: "Handled sessions where FCR is yes or no / handled sessions.",
  },
  price_total: {
    title: "Cost",
    definition:
      "Sum of the prices of all sessions, without spam, that have one. A price of 0 counts as free, a negative price counts, no price is “missing”, an unreadable one is “invalid”.",
  },
  price_per_session: {
    title: "Cost per session",
    definition: "Mean of the prices of all sessions, without spam, that have one.",
  },
};
