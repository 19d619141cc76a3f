import type { Plural } from "../texts.ts";

/** The lines of the table of the main figures. */
export type SummaryLine =
  | "sl1"
  | "lost_rate"
  | "csi"
  | "csat_top_box"
  | "nps"
  | "frt_p50"
  | "frt_p90"
  | "sessions"
  | "handled"
  | "bot_only"
  | "lost"
  | "unanswered"
  | "waiting";

/** The title of `sl1` names the target of the first reply. */
const titles: Record<Exclude<SummaryLine, "sl1">, string> & { sl1(target: string): string } = {
  sl1: (target) => `Answered within ${target} (SL)`,
  lost_rate: "Lost",
  csi: "CSI",
  csat_top_box: "CSAT: ratings 4–5",
  nps: "NPS",
  frt_p50: "First reply: half within",
  frt_p90: "First reply: 90% within",
  sessions: "Sessions",
  handled: "… handled by operators",
  bot_only: "… by the bot alone",
  lost: "… lost",
  unanswered: "… unanswered",
  waiting: "… waiting for an operator",
};

const ratings: Plural = { one: "# rating", other: "# ratings" };
const sessions: Plural = { one: "# session", other: "# sessions" };

/** The words of the sheet Summary. */
export const summary = {
  titles,
  heads: {
    main: "Main figures",
    usual: "Usual",
    difference: "vs usual",
    verdict: "Verdict",
    basis: "Based on",
    low: "95%: from",
    high: "to",
    lost: "Lost",
    sessions: "Sessions",
    reasons: "Why",
  },
  /** Where some groups have their own target. */
  aboutTarget: (target: string) => `target (${target}; some groups differ)`,
  /** Behind a difference of percentages, of NPS, and of times in seconds. */
  points: "pts",
  npsPoints: "pts",
  seconds: "s",
  /** In place of a verdict, if many values are invalid. */
  unreliable: "not reliable",
  ratings,
  sessions,
  countOf: (count: string, of: string) => `${count} of ${of}`,
  usualRange: (low: string, high: string) => `usually ${low} to ${high}`,
  hours: "By hour",
  top: { channels: "Top channels", groups: "Top groups" },
};
