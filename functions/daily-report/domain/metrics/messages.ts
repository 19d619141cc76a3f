import type { Session } from "../session.ts";
import { size, sum } from "../statistics.ts";
import { type Family, histogram, type MeasuredValue, type Metric, type Note, type Subject } from "./metric.ts";

const fields = {
  messages_client: "clientMessageCount",
  messages_operator: "operatorMessageCount",
  messages_bot: "botMessageCount",
} as const satisfies Record<string, keyof Session>;

type Counter = keyof typeof fields;

const counters = Object.keys(fields) as Counter[];

/** Counts sessions by the number of messages that each side wrote. */
function observe({ session, class: sessionClass }: Subject, note: Note<Counter>): void {
  if (sessionClass === "spam") return;
  for (const counter of counters) {
    const { value } = session[fields[counter]];
    if (value !== null) note(counter, value);
  }
}

/** The sum over the sessions that have the count; null if none has. */
function messages(counter: Counter): Metric<MeasuredValue, Counter> {
  return {
    version: 1,
    unit: "messages",
    smallN: "shown",
    value: (figures) => {
      const counted = histogram(figures, counter);
      return { value: sum(counted), n: size(counted) };
    },
  };
}

/** How many messages each side wrote. */
export const messageCounts = {
  counters,
  observe,
  metrics: {
    messages_client: messages("messages_client"),
    messages_operator: messages("messages_operator"),
    messages_bot: messages("messages_bot"),
  },
} satisfies Family<Counter>;
