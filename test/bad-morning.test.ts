import { describe, expect, test } from "vitest";
import { answerCall } from "../functions/daily-report/answer-call.ts";
import { instantAt, localDate, localTimeOfDay, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import {
  type CronFields,
  type ScheduleGroup,
  scheduleGroupsOf,
  triesOf,
  tryEvent,
  watchEvent,
  watchOf,
} from "../functions/daily-report/schedule-groups.ts";
import { definitionOf } from "./plain-story.ts";
import { handled, lost } from "./session-rows.ts";
import { type StoryWorld, storyWorld } from "./story-world.ts";

/** A day of the schedules in simulated time: EventBridge Scheduler, the two further attempts of Lambda, and a TWIN that is down. */

const zone = "Europe/Moscow";
const MINUTE = 60_000;
// Only on days of the week that are all given: each expression is for every day.
const isDue = ({ minute, hour }: CronFields, [h, m]: readonly [number, number]) =>
  Number(minute) === m && hour.split(",").map(Number).includes(h);

function clockAt(instant: number): readonly [number, number] {
  const minutes = Math.round(localTimeOfDay(reportDay(localDate(instant, zone), zone), instant) / MINUTE);
  return [Math.floor(minutes / 60), minutes % 60];
}

type Moment = { readonly at: string; readonly what: string };

/** Plays the schedules of the group from one time of the day to another. Returns what happened, with the local time. */
async function play(
  group: ScheduleGroup,
  world: StoryWorld,
  how: { from: number; to: number; source: World["source"] },
) {
  const definitions = [definitionOf({ restateDays: 0 })];
  const moments: Moment[] = [];
  const note = (what: string) =>
    moments.push({
      at: clockAt(world.time.now)
        .map((n) => String(n).padStart(2, "0"))
        .join(":"),
      what,
    });
  const send: World["mailer"]["send"] = (mail) => {
    note(`mail to ${mail.to}`);
    return world.mailer.send(mail);
  };
  const callAt = async (instant: number, event: object) => {
    const requestId = `request-${instant}`;
    // Lambda calls again after 1 and after 2 minutes.
    for (const wait of [0, 1, 2]) {
      world.time.now = Math.max(world.time.now, instant) + wait * MINUTE;
      const begun = world.time.now;
      const timeLeft = () => 900_000 - (world.time.now - begun);
      const call = { definitions, world: { ...world, source: how.source, mailer: { send } }, requestId, timeLeft };
      const error = await answerCall(event, call).then(
        ({ left, watched }) => {
          note(left ? `left: ${left.map(({ code }) => code).join()}` : watched ? "watched" : "done");
          return null;
        },
        (failure: ReportError) => failure.name,
      );
      if (error !== null) note(error);
      if (error === null) return;
    }
    note("given to the queue");
  };
  for (let instant = how.from; instant <= how.to; instant += MINUTE) {
    const values = { scheduledTime: new Date(instant).toISOString(), attempt: "1" };
    const clock = clockAt(instant);
    if (triesOf(group).some((fields) => isDue(fields, clock))) await callAt(instant, tryEvent(group, values));
    if (watchOf(group).some((fields) => isDue(fields, clock))) await callAt(instant, watchEvent(group, values));
  }
  return moments;
}

class TwinUnavailableError extends ReportError {
  override readonly name = "TwinUnavailableError";
}

/** The API of the world, down between two times of the day: then each reading takes two minutes and fails. */
function downBetween(world: StoryWorld, from: number, to: number): World["source"] {
  return {
    async readDay(query) {
      if (world.time.now < from || world.time.now >= to) return world.source.readDay(query);
      world.time.now += 2 * MINUTE;
      throw new TwinUnavailableError("TWIN_UNAVAILABLE", "TWIN did not answer.");
    },
  };
}

const [group] = scheduleGroupsOf([definitionOf()]);
const at = (time: string) => instantAt("2026-03-03", time, zone);

async function morning(downUntil: string) {
  if (group === undefined) throw new Error("There is no group.");
  const world = await storyWorld([handled(), lost()]);
  world.time.now = at("07:00");
  const source = downBetween(world, at("07:25"), at(downUntil));
  const moments = await play(group, world, { from: at("07:00"), to: at("14:00"), source });
  const givenUp = world.measured.reduce((sum, { measures }) => sum + (measures.GivenUp ?? 0), 0);
  const missing = world.measured.reduce((sum, { measures }) => sum + (measures.DayMissing ?? 0), 0);
  return { moments: moments.map(({ at, what }) => `${at} ${what}`), givenUp, missing, world };
}

describe("a morning on which TWIN is down", () => {
  test("from 07:25 to 08:20 ends with the mail by 08:35, once to each reader, and pages nobody", async () => {
    const { moments, givenUp, missing, world } = await morning("08:20");

    expect(moments).toEqual([
      // Tried at 07:30, 07:33 and 07:37; each reading takes two minutes.
      "07:39 left: TWIN_UNAVAILABLE",
      "08:30 mail to a@example.com",
      "08:30 mail to b@example.com",
      "08:30 done",
      "09:30 done",
      "10:30 done",
      "12:30 watched",
    ]);
    expect([givenUp, missing, world.queries.length]).toEqual([0, 0, 1]);
  });

  test("for five minutes ends with the mail within ten", async () => {
    const { moments } = await morning("07:33");

    expect(moments.slice(0, 3)).toEqual(["07:33 mail to a@example.com", "07:33 mail to b@example.com", "07:33 done"]);
  });

  test("until the afternoon is given up by the last try, and named by the watchdog", async () => {
    const { moments, givenUp, missing, world } = await morning("13:00");

    expect(moments.filter((moment) => moment.endsWith("queue"))).toEqual([
      "10:39 given to the queue",
      "12:33 given to the queue",
    ]);
    expect(moments.at(-2)).toBe("12:33 WatchdogError");
    // Each of the three attempts of the last try, and each of the three of the watchdog.
    expect([givenUp, missing, world.mails.length]).toEqual([3, 3, 0]);
  });
});
