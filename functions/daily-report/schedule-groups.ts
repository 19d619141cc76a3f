import { createHash } from "node:crypto";
import { type Weekday, weekdays } from "./definition-fields.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { canonicalZone } from "./zone-name.ts";

/**
 * The contract between the stack, which makes the schedules, and the function, which answers their events: which reports are
 * made by one call, when the calls come, and what their events are.
 */

/** The enabled reports that are due at the same times. */
export type ScheduleGroup = {
  /** Readable and stable: of a-z, 0-9 and hyphens, at most 48 characters, such as "mon-to-fri-0730-europe-moscow". */
  readonly id: string;
  /** The canonical IANA name. */
  readonly zone: string;
  /** Local time of day at which the reports are due, "HH:MM". */
  readonly at: string;
  /** The days on which they are due; empty if `monthDay` is given. In the order of the week. */
  readonly weekdays: readonly Weekday[];
  /** The day of the month on which they are due, 1-28; null if `weekdays` are given. */
  readonly monthDay: number | null;
  /** How many more calls come after the first, one an hour. */
  readonly again: number;
  /** The ids of the reports in the order in which they are made: reports of weeks and months after those of days. */
  readonly reports: readonly string[];
};

/** The groups of all enabled reports, sorted by id: one for each zone, time, rule of days and number of tries. */
export function scheduleGroupsOf(definitions: readonly ReportDefinition[]): ScheduleGroup[] {
  const enabled = definitions.filter(({ enabled }) => enabled);
  const ordered = [...enabled.filter(isDaily), ...enabled.filter((definition) => !isDaily(definition))];
  const groups = Map.groupBy(ordered, (definition) => groupId(timesOf(definition)));
  return [...groups]
    .flatMap(([id, [first, ...others]]) =>
      first ? [{ id, ...timesOf(first), reports: [first, ...others].map((definition) => definition.id) }] : [],
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isDaily({ period }: ReportDefinition): boolean {
  return period === "day";
}

type Times = Omit<ScheduleGroup, "id" | "reports">;

function timesOf({ zone, at, weekdays: chosen, monthDay, again }: ReportDefinition): Times {
  const inOrder = weekdays.filter((day) => chosen.includes(day));
  return { zone: canonicalZone(zone), at, weekdays: inOrder, monthDay, again };
}

const LONGEST_ID = 48;

/** The usual number of further tries; only another number is part of a group's id. */
const USUAL_AGAIN = 3;

function groupId(times: Times): string {
  const { at, zone, again } = times;
  const place = zone
    .toLowerCase()
    .replace("+", "-plus-")
    .replaceAll(/[^a-z0-9]+/g, "-");
  const tries = again === USUAL_AGAIN ? "" : `-again-${again}`;
  const id = `${daysName(times)}-${at.replace(":", "")}-${place}${tries}`;
  if (id.length <= LONGEST_ID) return id;
  const hash = createHash("sha256").update(id).digest("hex").slice(0, 8);
  return `${id.slice(0, LONGEST_ID - hash.length - 1)}-${hash}`;
}

/** "daily", "mon-to-fri", "mon-wed" or "monthly-1". */
function daysName({ weekdays: chosen, monthDay }: Times): string {
  if (monthDay !== null) return `monthly-${monthDay}`;
  if (chosen.length === weekdays.length) return "daily";
  const first = chosen[0] ?? weekdays[0];
  const row = weekdays.slice(weekdays.indexOf(first)).slice(0, chosen.length);
  const isRow = chosen.length > 2 && row.join() === chosen.join();
  return isRow ? `${first}-to-${chosen.at(-1)}` : chosen.join("-");
}

/** Fields of a cron expression of EventBridge Scheduler, in the group's zone; `weekDay` or `day` is given, not both. */
export type CronFields = {
  readonly minute: string;
  /** One hour, or several with commas. */
  readonly hour: string;
  readonly weekDay?: string;
  readonly day?: string;
};

/** How long after the last try the watchdog asks. Hours. */
const WATCH_AFTER = 2;

/**
 * When a group is called: at `at`, and then every hour, `again` times. One expression, or a second one for the tries after
 * midnight, which fall on the next day.
 */
export function triesOf(group: ScheduleGroup): CronFields[] {
  const hours = Array.from({ length: group.again + 1 }, (_, tries) => tries);
  return cronOf(group, hours);
}

/** When the watchdog asks whether the reports of a group are done: two hours after the last try. */
export function watchOf(group: ScheduleGroup): CronFields[] {
  return cronOf(group, [group.again + WATCH_AFTER]);
}

/** A schedule of a group. Its name is unique among those of the stage. */
export type NamedSchedule = { readonly name: string; readonly times: CronFields; readonly isWatchdog: boolean };

/** The schedules of a group: one for the tries and one for the watchdog, each with a second one for what falls on the next day. */
export function schedulesOf(group: ScheduleGroup): NamedSchedule[] {
  const named = (name: string, all: readonly CronFields[], isWatchdog: boolean) =>
    all.map((times, index) => ({ name: index === 0 ? name : `${name}-next-day`, times, isWatchdog }));
  return [...named(group.id, triesOf(group), false), ...named(`${group.id}-watch`, watchOf(group), true)];
}

/** The expressions for the given numbers of hours after `at`, one for each day on which there are some. */
function cronOf(group: ScheduleGroup, hoursAfter: readonly number[]): CronFields[] {
  const [hour = "", minute = ""] = group.at.split(":");
  const byDay = Map.groupBy(
    hoursAfter.map((after) => Number(hour) + after),
    (hours) => Math.floor(hours / 24),
  );
  return [...byDay].map(([daysLater, hours]) => ({
    minute: String(Number(minute)),
    hour: hours.map((hour) => hour % 24).join(","),
    ...daysOf(group, daysLater),
  }));
}

function daysOf({ weekdays: chosen, monthDay }: ScheduleGroup, later: number): Pick<CronFields, "weekDay" | "day"> {
  if (monthDay !== null) return { day: laterInMonth(monthDay + later) };
  if (chosen.length === weekdays.length) return { weekDay: "*" };
  const shifted = chosen.map((day) => weekdays[(weekdays.indexOf(day) + later) % weekdays.length]);
  return { weekDay: shifted.join(",").toUpperCase() };
}

/** The day after the 28th may be the 1st. A call on the other of the two days finds its reports done, or makes a missed one. */
function laterInMonth(day: number): string {
  return day > 28 ? `${day},${day - 28}` : String(day);
}

/** What the scheduler puts into an event; or the same as text, in a test or on demand. */
export type SchedulerValues = {
  /** The time at which the schedule fires, ISO 8601 in UTC: the same over all attempts to deliver the event. */
  readonly scheduledTime: string;
  /** The attempt to deliver the event, from 1. */
  readonly attempt: string;
};

/** The event of each try of a group. */
export function tryEvent({ id }: Pick<ScheduleGroup, "id">, { scheduledTime, attempt }: SchedulerValues) {
  return { schedule: id, scheduledTime, attempt };
}

/** The event of the watchdog of a group. */
export function watchEvent({ id }: Pick<ScheduleGroup, "id">, { scheduledTime, attempt }: SchedulerValues) {
  return { watch: id, scheduledTime, attempt };
}
