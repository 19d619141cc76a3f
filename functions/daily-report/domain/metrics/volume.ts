import {
  type CountValue,
  count,
  countClasses,
  countOffered,
  type Family,
  type Figures,
  type Metric,
  type Note,
  type RateValue,
  rate,
  type Subject,
  yesRate,
} from "./metric.ts";

const counters = ["open", "closed", "transferred", "no_reply_to_last", "closed_without_reply"] as const;

type Counter = (typeof counters)[number];

/** Counts sessions by how they ended. */
function observe({ session, class: sessionClass }: Subject, note: Note<Counter>): void {
  if (sessionClass === "spam") return;
  if (session.closedAt.value === null) note("open");
  else note("closed", sessionClass);
  if (sessionClass === "unanswered" && session.closedByOperatorName.value !== null) note("closed_without_reply");
  if (sessionClass !== "handled") return;
  if (session.switchAnotherOperator.value !== null) note("transferred", String(session.switchAnotherOperator.value));
  if (session.noResponseOperatorToClient.value !== null) {
    note("no_reply_to_last", String(session.noResponseOperatorToClient.value));
  }
}

/** A metric that is a number of sessions. It has no n. */
function counting(value: (figures: Figures<Counter>) => number): Metric<CountValue, Counter> {
  return { version: 1, unit: "sessions", smallN: "shown", value: (figures) => ({ value: value(figures) }) };
}

/** The share of bot_only sessions among all closed sessions except spam. */
function containment(figures: Figures<Counter>): RateValue {
  const [bot = 0, ...offered] = ["bot_only", "handled", "lost", "unanswered"].map((sessionClass) =>
    count(figures, "closed", sessionClass),
  );
  return rate(
    bot,
    offered.reduce((sum, closed) => sum + closed, bot),
  );
}

/** How many sessions there were, what became of them, and how they ended. */
export const volume = {
  counters,
  observe,
  metrics: {
    sessions: counting((figures) => countOffered(figures) + countClasses(figures, "bot_only")),
    offered: counting(countOffered),
    handled: counting((figures) => countClasses(figures, "handled")),
    lost: counting((figures) => countClasses(figures, "lost")),
    unanswered: counting((figures) => countClasses(figures, "unanswered")),
    waiting: counting((figures) => countClasses(figures, "waiting")),
    bot_only: counting((figures) => countClasses(figures, "bot_only")),
    open: counting((figures) => count(figures, "open")),
    spam: counting((figures) => countClasses(figures, "spam")),
    lost_rate: {
      version: 1,
      unit: "percent",
      smallN: "shown",
      value: (figures) => rate(countClasses(figures, "lost"), countOffered(figures)),
    },
    unanswered_rate: {
      version: 1,
      unit: "percent",
      smallN: "shown",
      value: (figures) => rate(countClasses(figures, "unanswered"), countOffered(figures)),
    },
    containment: {
      version: 1,
      unit: "percent",
      smallN: "shown",
      // A bot's session belongs to no operator and no group, so their rows would always say 0 %.
      notIn: ["operators", "groups"],
      value: containment,
    },
    transfer_rate: {
      version: 1,
      unit: "percent",
      smallN: "shown",
      value: (figures) => yesRate(figures, "transferred"),
    },
    no_reply_to_last: {
      version: 1,
      unit: "percent",
      smallN: "shown",
      value: (figures) => yesRate(figures, "no_reply_to_last"),
    },
    closed_without_reply: counting((figures) => count(figures, "closed_without_reply")),
  },
} satisfies Family<Counter>;
