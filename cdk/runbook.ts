/** The alarms of the stack. Each has a section of its name in docs/operations.md. */
export type AlarmName =
  | "Errors"
  | "GivenUp"
  | "Missing"
  | "Doubtful"
  | "Slow"
  | "Throttled"
  | "Undelivered"
  | "NotAnnounced";

/** The sentence that says where the runbook explains an alarm. */
export function runbookOf(alarm: AlarmName): string {
  return `What to do: docs/operations.md#${alarm.toLowerCase()}`;
}
