import type { Texts } from "../texts.ts";

export const metrics: Texts["metrics"] = {
  sessions: { title: "Sessions", definition: "All sessions created within the report's day, without spam." },
  offered: {
    title: "Offered",
    definition: "Sessions passed to operators: handled + lost + unanswered + waiting.",
  },
  handled: {
    title: "Handled",
    definition:
      "Sessions in which an operator wrote: the time of the operator's first message is set, or the count of operator messages is above 0.",
  },
  lost: { title: "Lost", definition: "Sessions that were not handled and that the platform marks as lost." },
  unanswered: {
    title: "Unanswered",
    definition:
      "Closed sessions, neither handled nor lost, that were passed to operators: an operator, an assignment, a failed search for an operator, a closing operator or an operator group is set.",
  },
  waiting: {
    title: "Waiting",
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
  lost_rate: { title: "Lost rate", definition: "Lost / offered." },
  unanswered_rate: { title: "Unanswered rate", definition: "Unanswered / offered." },
  containment: {
    title: "Containment",
    definition:
      "Closed bot-only sessions / (closed bot-only + closed offered sessions). Not given by operator and by group.",
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
      "Sum over all sessions, without spam, that give the number of the client's messages. No value if none does.",
  },
  messages_operator: {
    title: "Operator messages",
    definition:
      "Sum over all sessions, without spam, that give the number of the operators' messages. No value if none does.",
  },
  messages_bot: {
    title: "Bot messages",
    definition:
      "Sum over all sessions, without spam, that give the number of the bot's messages. No value if none does.",
  },
  nps: {
    title: "NPS",
    definition:
      "Net promoter score of handled sessions: 100 × (promoters − detractors) / ratings, from −100 to +100. A rating is a whole number from 0 to 10: promoters gave 9 or 10, passives 7 or 8, detractors 0 to 6. A session without a rating is “missing”, any other rating is “invalid”; neither is counted. Limits: 95%, adjusted Wald. No value without ratings.",
  },
  nps_bot: { title: "NPS, bot only", definition: "NPS of bot-only sessions, computed the same way." },
  nps_coverage: { title: "NPS coverage", definition: "Handled sessions with a valid NPS rating / handled sessions." },
  csi: {
    title: "CSI",
    definition:
      "Customer satisfaction of handled sessions: the mean of each session's share 100 × csi / csiMax. A pair is valid when csiMax is above 0 and csi above 0 and at most csiMax. If one of the pair is empty or unreadable, csiPercent above 0 and up to 100 is used (“derived”). A session without a rating is “missing”, a value outside these rules is “invalid”; neither is counted. Mismatch: the pair's share and csiPercent differ by more than 0.5. No value without shares.",
  },
  csat_top_box: {
    title: "CSAT: ratings 4 and 5",
    definition:
      "Handled sessions whose CSI share is 80% or more (4 and 5 of 5) / handled sessions with a valid CSI share. Limits: 95%, Wilson.",
  },
  csi_coverage: {
    title: "CSI coverage",
    definition: "Handled sessions with a valid CSI share / handled sessions.",
  },
  rating: {
    title: "Rating",
    definition:
      "Mean of the platform's rating over handled sessions, on its own scale, never mixed with CSI. A session without a rating is “missing”, an unreadable rating is “invalid”; neither is counted.",
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
    title: "SL",
    definition:
      "Service level of the first reply: handled sessions with a first reply time of at most T1 / (sessions passed to operators − handled ones whose time is missing or invalid). Lost, unanswered and waiting sessions count as not in time. T1 of a session is the smallest target of its operator groups that have one, else the report's. No value when there are handled sessions but none has a valid time.",
  },
  sl1_answered: {
    title: "SL of answered",
    definition:
      "Handled sessions with a first reply time of at most T1 / handled sessions with a valid first reply time.",
  },
  duration: {
    title: "Dialogue, mean",
    definition:
      "Mean dialogue duration of handled sessions as the platform gives it, in whole seconds: dialogue time, not working time, since an operator may hold several dialogues at once. 0 or empty is “missing”, negative or unreadable is “invalid”; neither is counted.",
  },
  duration_p50: {
    title: "Dialogue, median",
    definition: "Half of the dialogue durations are at most this long (linear interpolation).",
  },
  duration_p90: {
    title: "Dialogue, 90% within",
    definition:
      "90% of the dialogue durations are at most this long (linear interpolation). Not given below 10 sessions.",
  },
  fcr: {
    title: "FCR",
    definition: "First contact resolution as declared on handled sessions: yes / (yes + no).",
  },
  fcr_coverage: { title: "FCR coverage", definition: "Handled sessions where FCR is yes or no / handled sessions." },
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
