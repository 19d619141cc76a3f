import { show } from "../functions/daily-report/definition-words.ts";
import { type ReportDefinition, ReportDefinitionError } from "../functions/daily-report/report-definition.ts";

/** The hours in which clocks are changed: from midnight until before this time. */
const FIRST_SAFE = "04:00";

/** A zone that changes its clocks every year does so within this time. Days. */
const LOOK_AHEAD = 400;

/** Less than any stretch between two changes; the shortest were the five weeks around Ramadan in Morocco. Days. */
const STEP = 10;

/**
 * Throws `ReportDefinitionError` for a report whose time of day is skipped or comes twice on some dates: on one of them its
 * schedule would not fire, or the report would be tried in an hour that is not meant. `now`: milliseconds since 1970.
 */
export function assertTimesExist(definitions: readonly ReportDefinition[], now: number): void {
  const early = definitions.filter(({ at }) => at < FIRST_SAFE);
  const changing = new Set(early.map(({ zone }) => zone).filter((zone) => changesClocks(zone, now)));
  const wrong = early.find(({ zone }) => changing.has(zone));
  if (wrong === undefined) return;
  throw new ReportDefinitionError(
    `cdk.json: report "${wrong.id}": at is ${show(wrong.at)}, but ${wrong.zone} changes its clocks at night, so that this time of day may be skipped or come twice; it must be a time from "${FIRST_SAFE}" to "23:59".`,
  );
}

/** Whether the zone's distance from UTC changes within the coming year. */
function changesClocks(zone: string, now: number): boolean {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const offset = (day: number) =>
    format.formatToParts(now + day * 86_400_000).find(({ type }) => type === "timeZoneName")?.value;
  const offsets = Array.from({ length: LOOK_AHEAD / STEP }, (_, index) => offset(index * STEP));
  return new Set(offsets).size > 1;
}
