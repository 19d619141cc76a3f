import type { Texts } from "../texts.ts";

export const metrics: Texts["metrics"] = {
  sessions: { title: "Sessions", definition: "All sessions created within the report's day, without spam." },
  offered: {
    title: "Offered",
    definition: "Sessions offered to a person: handled + lost + unanswered + waiting.",
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
      "Closed sessions, neither handled nor lost, that were offered to a person: an operator, an assignment, a failed search for an operator, a closing operator or an operator group is set.",
  },
  waiting: {
    title: "Waiting",
    definition: "Like unanswered, but not closed yet when the API was asked.",
  },
  bot_only: {
    title: "Bot only",
    definition: "All other sessions without spam: not handled, not lost and never offered to a person.",
  },
  open: {
    title: "Open",
    definition: "Sessions of any class, without spam, that were not closed when the API was asked.",
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
      "Handled sessions switched to another operator / handled sessions that say whether they were. Those that do not say are left out.",
  },
  no_reply_to_last: {
    title: "Last word unanswered",
    definition:
      "Handled sessions in which the operator did not answer the client's last message / handled sessions that say whether so. Those that do not say are left out.",
  },
  closed_without_reply: {
    title: "Closed without reply",
    definition: "Unanswered sessions that an operator closed.",
  },
  messages_client: {
    title: "Client messages",
    definition:
      "Sum over all sessions, without spam, that tell the count of the client's messages (n). No value when none does.",
  },
  messages_operator: {
    title: "Operator messages",
    definition:
      "Sum over all sessions, without spam, that tell the count of the operators' messages (n). No value when none does.",
  },
  messages_bot: {
    title: "Bot messages",
    definition:
      "Sum over all sessions, without spam, that tell the count of the bot's messages (n). No value when none does.",
  },
  nps: {
    title: "NPS",
    definition:
      "Net promoter score of handled sessions: 100 × (promoters − detractors) / n, from −100 to +100. A mark is a whole number from 0 to 10: promoters gave 9 or 10, passives 7 or 8, detractors 0 to 6. No mark is missing, any other mark is invalid; neither is in n. Limits: 95 %, adjusted Wald. No value without marks.",
  },
  nps_bot: { title: "NPS, bot only", definition: "NPS, reckoned in the same way over bot-only sessions." },
  nps_coverage: { title: "NPS coverage", definition: "Handled sessions with a valid NPS mark / handled sessions." },
  csi: {
    title: "CSI",
    definition:
      "Customer satisfaction of handled sessions: the mean of each session's share 100 × csi / csiMax. A pair is valid when csiMax is above 0 and csi above 0 and at most csiMax. Where one of the pair is not set or not readable, csiPercent above 0 and up to 100 is the share (derived). What is there but fits neither is invalid, nothing at all is missing; neither is in n. Mismatch: the pair's share and csiPercent differ by more than 0.5. No value without shares.",
  },
  csat_top_box: {
    title: "CSAT top box",
    definition:
      "Handled sessions whose CSI share is 80 % or more (4 and 5 of 5) / handled sessions with a valid CSI share. Limits: 95 %, Wilson.",
  },
  csi_coverage: {
    title: "CSI coverage",
    definition: "Handled sessions with a valid CSI share / handled sessions.",
  },
  rating: {
    title: "Rating",
    definition:
      "Mean of the platform's rating over handled sessions, on its own scale, never mixed with CSI. No rating is missing, an unreadable one invalid; neither is in n.",
  },
  ratings_elsewhere: {
    title: "Ratings in no score",
    definition: "Lost, unanswered and waiting sessions that carry an NPS or CSI mark. They are in no score.",
  },
  frt: {
    title: "First reply, mean",
    definition:
      "Mean first reply time of handled sessions: from the assignment to an operator (without one, from when an operator took the session) to the operator's first message, in whole seconds. Negative (it happens after a transfer) or with an unreadable end: invalid; with an end not set: missing; neither is in n. No value without times.",
  },
  frt_p50: {
    title: "First reply, median",
    definition: "Half of the first reply times are at most this long (linear interpolation, as PERCENTILE.INC).",
  },
  frt_p90: {
    title: "First reply, p90",
    definition: "90 % of the first reply times are at most this long (linear interpolation). No value below 10 times.",
  },
  frt_p95: {
    title: "First reply, p95",
    definition: "95 % of the first reply times are at most this long (linear interpolation). No value below 20 times.",
  },
  sl1: {
    title: "SL1",
    definition:
      "Service level of the first reply: handled sessions with a first reply time of at most T1 / (offered sessions − handled ones whose time is missing or invalid). Lost, unanswered and waiting sessions are misses. T1 of a session is the smallest target of its operator groups that have one, else the report's. No value when there are handled sessions but none has a valid time.",
  },
  sl1_answered: {
    title: "SL1 of answered",
    definition:
      "Handled sessions with a first reply time of at most T1 / handled sessions with a valid first reply time.",
  },
  duration: {
    title: "Dialog, mean",
    definition:
      "Mean dialog duration of handled sessions as the platform gives it, in whole seconds: dialog time, not working time, since an operator may hold several dialogs at once. 0 or none is missing, negative or unreadable is invalid; neither is in n.",
  },
  duration_p50: {
    title: "Dialog, median",
    definition: "Half of the dialog durations are at most this long (linear interpolation).",
  },
  duration_p90: {
    title: "Dialog, p90",
    definition:
      "90 % of the dialog durations are at most this long (linear interpolation). No value below 10 durations.",
  },
  fcr: {
    title: "FCR",
    definition: "First contact resolution as declared on handled sessions: yes / (yes + no).",
  },
  fcr_coverage: { title: "FCR coverage", definition: "Handled sessions that say yes or no to FCR / handled sessions." },
  price_total: {
    title: "Cost",
    definition:
      "Sum of the prices of all sessions, without spam, that have one (n). 0 is free, negative prices count. None is missing, an unreadable one invalid.",
  },
  price_per_session: {
    title: "Cost per session",
    definition: "Mean of the prices of all sessions, without spam, that have one (n).",
  },
};
