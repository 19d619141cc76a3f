import type { Session } from "../session.ts";
import { size, sum } from "../statistics.ts";
import { type Counter, histogram, type MeasuredValue, type Metric, type Note, type Subject } from "./metric.ts";

const counts = {
  messages_client: "clientMessageCount",
  messages_operator: "operatorMessageCount",
  messages_bot: "botMessageCount",
} as const satisfies Partial<Record<Counter, keyof Session>>;

type MessageCounter = keyof typeof counts;

/** How many messages each side wrote. */
export function observeMessages({ session, class: name }: Subject, note: Note): void {
  if (name === "spam") return;
  for (const counter of Object.keys(counts) as MessageCounter[]) {
    const { value } = session[counts[counter]];
    if (value !== null) note(counter, value);
  }
}

/** The sum over the sessions that told the count; null when none did. */
function messages(counter: MessageCounter): Metric<MeasuredValue> {
  return {
    version: 1,
    unit: "messages",
    value: (figures) => {
      const counted = histogram(figures, counter);
      return { value: sum(counted), n: size(counted) };
    },
  };
}

export const messageMetrics = {
  messages_client: messages("messages_client"),
  messages_operator: messages("messages_operator"),
  messages_bot: messages("messages_bot"),
};
