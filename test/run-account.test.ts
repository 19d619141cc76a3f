import { expect, test } from "vitest";
import type { Facts } from "../functions/daily-report/ports.ts";
import { openRunAccount } from "../functions/daily-report/run-account.ts";

const run = {
  report: "support",
  date: "2026-03-02",
  period: null,
  runId: "run-1",
  requestId: "q",
  scheduledTime: null,
  attempt: null,
};

/** An account whose clock the test sets, in seconds, and the facts of its log lines about the reading. */
function accountOf() {
  const time = { seconds: 100 };
  const told: Facts[] = [];
  const log = (level: string, event: string, facts: Facts) =>
    void (level === "info" && event === "reading" && told.push(facts));
  const world = { operations: { log, measure: () => {} }, clock: () => time.seconds * 1000 };
  return { account: openRunAccount(run, world, ""), time, told };
}

test("a long reading is logged at every tenth of its sessions, with report, day and run", () => {
  const { account, time, told } = accountOf();
  for (let sessionsRead = 0; sessionsRead <= 20_000; sessionsRead += 500) {
    account.progress({ sessionsRead, declared: 20_000 });
    time.seconds += 0.5;
  }
  expect(told[0]).toEqual({
    report: "support",
    day: "2026-03-02",
    runId: "run-1",
    requestId: "q",
    scheduledTime: null,
    attempt: null,
    sessions: 2000,
    declared: 20_000,
    percent: 10,
    seconds: 2,
  });
  expect(told.map(({ percent }) => percent)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
});

test("only the last of several tenths that came at once is logged, and never more than 100 %", () => {
  const { account, told } = accountOf();
  for (const sessionsRead of [0, 999, 4500, 4600, 9999, 10_000, 12_000])
    account.progress({ sessionsRead, declared: 10_000 });
  expect(told.map(({ percent, sessions }) => [percent, sessions])).toEqual([
    [40, 4500],
    [90, 9999],
    [100, 10_000],
  ]);
});

test("a second reading is logged anew, with its own time", () => {
  const { account, time, told } = accountOf();
  for (const seconds of [30, 7]) {
    account.progress({ sessionsRead: 0, declared: 10_000 });
    time.seconds += seconds;
    account.progress({ sessionsRead: 5000, declared: 10_000 });
  }
  expect(told.map(({ percent, seconds }) => [percent, seconds])).toEqual([
    [50, 30],
    [50, 7],
  ]);
});

test("a reading of fewer than 10,000 sessions is not logged", () => {
  const { account, told } = accountOf();
  for (const declared of [0, 9999]) {
    account.progress({ sessionsRead: 0, declared });
    account.progress({ sessionsRead: declared, declared });
  }
  expect(told).toEqual([]);
});
