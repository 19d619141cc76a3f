import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { inventSessions } from "../../local/twin-emulator/invent-sessions.ts";
import { report } from "../cdk/report-settings.ts";

const ZONE = "Europe/Moscow";

/** The schedule of reports at the default time in that zone. The app of the tests has it. */
export const GROUP = "daily-0730-europe-moscow";

/** A report of that schedule. */
export function stageReport(fields: object = {}): object {
  return report({ zone: ZONE, sender: "Report <reports@example.com>", recipients: READERS, ...fields });
}

export const READERS = ["a@example.com", "b@example.com"];

/** Invented sessions of these dates. */
export function sessionsOn(dates: readonly string[], count = 60): object[] {
  return dates.flatMap((date, seed) => inventSessions({ ...reportDay(date, ZONE), seed, count }));
}
