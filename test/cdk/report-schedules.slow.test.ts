import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { report } from "./report-settings.ts";
import { templateOf } from "./synthesize.ts";

type Schedule = {
  readonly name: string;
  readonly cron: string;
  readonly zone: string;
  readonly state: string;
  readonly input: unknown;
};

function schedulesOf(settings: Record<string, unknown>): Schedule[] {
  const found = Object.values(templateOf(settings).findResources("AWS::Scheduler::Schedule"));
  return found.map(({ Properties }) => ({
    name: Properties.Name,
    cron: Properties.ScheduleExpression,
    zone: Properties.ScheduleExpressionTimezone,
    state: Properties.State,
    input: JSON.parse(Properties.Target.Input),
  }));
}

const timesOf = (settings: Record<string, unknown>) => schedulesOf(settings).map(({ name, cron }) => [name, cron]);

describe("ReportSchedules", () => {
  it("calls a report at its local time and after 1, 2 and 3 hours, and asks 2 hours later whether it is done", () => {
    expect(schedulesOf({ reports: [report()] })).toEqual([
      {
        name: "daily-0730-europe-moscow",
        cron: "cron(30 7,8,9,10 ? * * *)",
        zone: "Europe/Moscow",
        state: "ENABLED",
        input: {
          schedule: "daily-0730-europe-moscow",
          scheduledTime: "<aws.scheduler.scheduled-time>",
          attempt: "<aws.scheduler.attempt-number>",
        },
      },
      {
        name: "daily-0730-europe-moscow-watch",
        cron: "cron(30 12 ? * * *)",
        zone: "Europe/Moscow",
        state: "ENABLED",
        input: {
          watch: "daily-0730-europe-moscow",
          scheduledTime: "<aws.scheduler.scheduled-time>",
          attempt: "<aws.scheduler.attempt-number>",
        },
      },
    ]);
  });

  it("tries as often again as the definition says", () => {
    expect(timesOf({ reports: [report({ again: 0 })] })).toEqual([
      ["daily-0730-europe-moscow-again-0", "cron(30 7 ? * * *)"],
      ["daily-0730-europe-moscow-again-0-watch", "cron(30 9 ? * * *)"],
    ]);
  });

  it("has one schedule for all enabled reports of one zone, time and days, however the zone is written", () => {
    const reports = [
      report(),
      report({ id: "second", zone: "europe/moscow" }),
      report({ id: "later", at: "08:00" }),
      report({ id: "kyiv", zone: "europe/kyiv" }),
      report({ id: "kiev", zone: "Europe/Kiev" }),
      report({ id: "off", at: "09:00", enabled: false }),
    ];
    const tries = schedulesOf({ reports }).filter(({ name }) => !name.endsWith("-watch"));
    expect(tries.map(({ name }) => name)).toEqual([
      "daily-0730-europe-kiev",
      "daily-0730-europe-moscow",
      "daily-0800-europe-moscow",
    ]);
    expect(new Set(tries.map(({ zone }) => zone))).toEqual(new Set(["Europe/Kiev", "Europe/Moscow"]));
  });

  it("calls reports of weeks on their weekdays, and reports of months on their day", () => {
    const reports = [
      report({ zone: "America/New_York", weekdays: ["mon", "tue", "wed", "thu", "fri"] }),
      { id: "weekly", period: "week", of: "support" },
      { id: "monthly", period: "month", of: "support", at: "09:05", monthDay: 3 },
    ];
    expect(timesOf({ reports })).toEqual([
      ["mon-0830-america-new-york", "cron(30 8,9,10,11 ? * MON *)"],
      ["mon-0830-america-new-york-watch", "cron(30 13 ? * MON *)"],
      ["mon-to-fri-0730-america-new-york", "cron(30 7,8,9,10 ? * MON,TUE,WED,THU,FRI *)"],
      ["mon-to-fri-0730-america-new-york-watch", "cron(30 12 ? * MON,TUE,WED,THU,FRI *)"],
      ["monthly-3-0905-america-new-york", "cron(5 9,10,11,12 3 * ? *)"],
      ["monthly-3-0905-america-new-york-watch", "cron(5 14 3 * ? *)"],
    ]);
  });

  it("has another schedule for tries after midnight, which fall on the next weekday", () => {
    expect(timesOf({ reports: [report({ at: "22:30", weekdays: ["fri", "sun"] })] })).toEqual([
      ["fri-sun-2230-europe-moscow", "cron(30 22,23 ? * FRI,SUN *)"],
      ["fri-sun-2230-europe-moscow-next-day", "cron(30 0,1 ? * SAT,MON *)"],
      ["fri-sun-2230-europe-moscow-watch", "cron(30 3 ? * SAT,MON *)"],
    ]);
  });

  it("gives every name at most the 64 characters that AWS allows", () => {
    const reports = [report({ at: "22:30", zone: "America/Argentina/Buenos_Aires", weekdays: ["mon", "wed", "fri"] })];
    const lengths = schedulesOf({ reports }).map(({ name }) => name.length);
    expect(lengths).toHaveLength(3);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(64);
  });

  it("repeats a delivery that failed for six hours, then keeps the event in the queue", () => {
    templateOf({ reports: [report()] }).allResourcesProperties("AWS::Scheduler::Schedule", {
      FlexibleTimeWindow: { Mode: "OFF" },
      GroupName: "daily-report-prod",
      Target: {
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 6 * 3600 },
        DeadLetterConfig: { Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("^ReportFailures"), "Arn"] } },
      },
    });
  });

  it.each([true, "true"])("switches every schedule off if stopped is %j, and keeps them", (stopped) => {
    const states = schedulesOf({ reports: [report()], stopped }).map(({ state }) => state);
    expect(states).toEqual(["DISABLED", "DISABLED"]);
  });
});
