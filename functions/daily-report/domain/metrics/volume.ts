import {
  type CountValue,
  count,
  countClasses,
  countOffered,
  type Figures,
  type Metric,
  type Note,
  type RateValue,
  rate,
  type Subject,
  yesRate,
} from "./metric.ts";

/** How many sessions there were, what became of them, and how they ended. */
export function observeVolume({ session, class: name }: Subject, note: Note): void {
  note("class", name);
  if (name === "spam") return;
  if (session.closedAt.value === null) note("open");
  else note("closed", name);
  if (name === "unanswered" && session.closedByOperatorName.value !== null) note("closed_without_reply");
  if (name !== "handled") return;
  if (session.switchAnotherOperator.value !== null) note("transferred", String(session.switchAnotherOperator.value));
  if (session.noResponseOperatorToClient.value !== null) {
    note("no_reply_to_last", String(session.noResponseOperatorToClient.value));
  }
}

function counting(value: (figures: Figures) => number): Metric<CountValue> {
  return { version: 1, unit: "sessions", value: (figures) => ({ value: value(figures) }) };
}

function share(value: (figures: Figures) => RateValue): Metric<RateValue> {
  return { version: 1, unit: "percent", value };
}

/** Closed sessions that a bot alone served, of those and the closed ones offered to a person. */
function containment(figures: Figures): RateValue {
  const [bot = 0, ...offered] = ["bot_only", "handled", "lost", "unanswered"].map((name) =>
    count(figures, "closed", name),
  );
  return rate(
    bot,
    offered.reduce((sum, closed) => sum + closed, bot),
  );
}

export const volumeMetrics = {
  sessions: counting((figures) => countOffered(figures) + countClasses(figures, "bot_only")),
  offered: counting(countOffered),
  handled: counting((figures) => countClasses(figures, "handled")),
  lost: counting((figures) => countClasses(figures, "lost")),
  unanswered: counting((figures) => countClasses(figures, "unanswered")),
  waiting: counting((figures) => countClasses(figures, "waiting")),
  bot_only: counting((figures) => countClasses(figures, "bot_only")),
  open: counting((figures) => count(figures, "open")),
  spam: counting((figures) => countClasses(figures, "spam")),
  lost_rate: share((figures) => rate(countClasses(figures, "lost"), countOffered(figures))),
  unanswered_rate: share((figures) => rate(countClasses(figures, "unanswered"), countOffered(figures))),
  // A bot's session belongs to no operator and no group, so their rows would always say 0 %.
  containment: { ...share(containment), notIn: ["operators", "groups"] },
  transfer_rate: share((figures) => yesRate(figures, "transferred")),
  no_reply_to_last: share((figures) => yesRate(figures, "no_reply_to_last")),
  closed_without_reply: counting((figures) => count(figures, "closed_without_reply")),
} satisfies Record<string, Metric<unknown>>;
