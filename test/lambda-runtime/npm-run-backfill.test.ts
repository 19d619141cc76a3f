import {
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  ListStateMachinesCommand,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backfillNameOf } from "../../functions/daily-report/backfill-steps.ts";
import { revisionsOf } from "../../functions/daily-report/delivery/commit-day.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { parameters } from "../../functions/daily-report/twin/api-assumptions.ts";
import type { SeenRequest } from "../../local/twin-emulator/start-emulator.ts";
import { clientOptions } from "../archive/moto-server.ts";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { sessionsOn, stageReport } from "./stage-reports.ts";

const dates = Array.from({ length: 14 }, (_, day) => `2021-01-${String(day + 1).padStart(2, "0")}`);
const range = ["--from", "2021-01-01", "--to", "2021-01-14"];

/** TWIN's answers for these cannot be read. The workflow does not try them again, because a later answer would be no better. */
const unreadable = ["2021-01-05", "2021-01-11"];
/** The process that makes it is killed. The workflow tries it again after 30 seconds. */
const crashed = "2021-01-02";

const startOf = new Map(dates.map((date) => [reportDay(date, "Europe/Moscow").from, date]));

/** The day whose sessions are asked for; undefined for any other request. */
const askedFor = ({ query }: SeenRequest) => startOf.get(Date.parse(query[parameters.from] ?? ""));

/**
 * The workflow of the template is executed by the interpreter of moto. It reads the list of days, calls the function for each
 * through the AWS front, at most so many at the same time, tries again, counts, and publishes. Two things are ours: the files of
 * results, which moto leaves out (map-results.ts), and the notation of one number of the definition (deploy-rest.ts). Moto
 * tolerates any number of failures, and its map run counts a day in the total only when it begins.
 */
describe("npm run backfill over the deployed workflow: 14 days, of which 2 fail and 1 crashes", () => {
  let stage: DeployedStage;
  let states: SFNClient;
  beforeAll(async () => {
    stage = await deployStage({ reports: [stageReport({ restateDays: 0 })], sessions: sessionsOn(dates, 40) });
    states = new SFNClient(clientOptions(stage.awsEndpoint));
  });
  afterAll(async () => {
    states?.destroy();
    await stage?.stop();
  });

  /** `progress` is what it showed on stderr, without the id of the backfill. */
  const backfill = async (...options: string[]) => {
    const { code, stdout, stderr } = await stage.command("backfill.ts", ...range, ...options);
    const progress = stderr.split("\n").map((line) => line.replace(/^2021-01-01\.2021-01-14\.\d{8}T\d{9}Z: /, ""));
    return { code, lines: stdout.trim().split("\n"), progress: progress.filter((line) => line !== "") };
  };
  /** The executions of the workflow, each with its map run. */
  const executions = async () => {
    const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
    const machine = stateMachines.find(({ name }) => name === backfillNameOf("prod"));
    const { executions: found = [] } = await states.send(
      new ListExecutionsCommand({ stateMachineArn: machine?.stateMachineArn }),
    );
    return Promise.all(
      found.map(async ({ status, executionArn }) => {
        const { mapRuns = [] } = await states.send(new ListMapRunsCommand({ executionArn }));
        const run = await states.send(new DescribeMapRunCommand({ mapRunArn: mapRuns[0]?.mapRunArn }));
        return { status, run };
      }),
    );
  };
  /** The days of the calls of the function after the first `since` executions, sorted. */
  const daysCalled = (since: number) => {
    const events = stage.service.executions.slice(since).map(({ event }) => event as { from?: string });
    return events.flatMap(({ from }) => from ?? []).sort();
  };
  const announced = async () => (await stage.announced()).map(({ Subject }) => Subject);

  test("makes the other 12, each with one call, and the crashed one with a second; names the 2; ends with 1", async () => {
    stage.hooks.twin = (request) => {
      const isUnreadable = unreadable.includes(askedFor(request) ?? "");
      return isUnreadable ? { kind: "altered", alter: () => ({ items: "none" }) } : null;
    };
    let isOver = false;
    stage.hooks.aws = (call) => {
      if (isOver || call.is !== "put" || !call.key.includes(crashed.replaceAll("-", "/"))) return null;
      isOver = true;
      stage.service.kill("SIGKILL", (event) => (event as { from?: string }).from === crashed);
      return "drop";
    };

    const { code, lines, progress } = await backfill("--wait");
    await stage.figures("npm run backfill, 14 days, 2 fail, 1 crash");
    process.stdout.write(`FIGURES progress: ${progress.join("; ")}\n`);

    expect(isOver).toBe(true);
    expect(lines.slice(1, -1)).toEqual([
      "14 report-days: 12 made, 0 had a revision before, 2 failed.",
      "",
      "Failed:",
      "  support of 2021-01-05 (TwinAnswerError)",
      "  support of 2021-01-11 (TwinAnswerError)",
      "",
      "To try these again: npm run backfill -- --from 2021-01-01 --to 2021-01-14",
      "",
    ]);
    expect(code).toBe(1);
    // The crash makes it last more than 30 seconds, and the command asks every 5.
    const counts = progress.flatMap((line) => {
      const [, done, total, failed] = /^(\d+) of (\d+) report-days done, (\d) failed$/.exec(line) ?? [];
      return done === undefined ? [] : [{ done: Number(done), total: Number(total), failed: Number(failed) }];
    });
    expect(counts.length).toBeGreaterThan(1);
    expect(progress.slice(0, -counts.length)).toEqual(["the days are being listed"]);
    expect(counts).toEqual(counts.toSorted((a, b) => a.done - b.done || a.failed - b.failed));
    expect(counts.at(-1)).toMatchObject({ done: 11, failed: 2, total: 14 });
    const [{ status, run } = {}, ...others] = await executions();
    expect([status, others]).toEqual(["SUCCEEDED", []]);
    expect(run).toMatchObject({ status: "SUCCEEDED", maxConcurrency: 4, toleratedFailurePercentage: 100 });
    expect(run?.itemCounts).toMatchObject({ total: 14, succeeded: 12, failed: 2, running: 0, timedOut: 0, aborted: 0 });
    expect(daysCalled(0)).toEqual([...dates, crashed].sort());
    expect(stage.service.mostAtOnce()).toBe(4);
    expect(await announced()).toEqual(["Daily report, stage prod: Backfill 2021-01-01 to 2021-01-14: 2 of 14 failed"]);
    expect(await stage.mailed()).toEqual([]);
  });

  test("again: makes only the 2 that are missing, and a second command joins it", async () => {
    stage.hooks.aws = () => null;
    await stage.deployWorkflow();
    // Slow enough for the second command to find it running.
    stage.hooks.twin = (request) => (askedFor(request) === undefined ? null : { kind: "late", milliseconds: 3_000 });
    const [asked, called] = [stage.twin.requests.length, stage.service.executions.length];

    const begun = await backfill();
    const { code, lines } = await backfill("--wait");
    await stage.figures("npm run backfill again, joined");

    expect(begun.lines[0]).toMatch(/^The backfill 2021-01-01\.2021-01-14\.\w+ has begun\.$/);
    expect([begun.code, code]).toEqual([0, 0]);
    expect(lines[1]).toBe("14 report-days: 2 made, 12 had a revision before, 0 failed.");
    const days = stage.twin.requests.slice(asked).flatMap((request) => askedFor(request) ?? []);
    expect([...new Set(days)].sort()).toEqual(unreadable);
    expect(daysCalled(called)).toEqual(dates);
    const found = await executions();
    expect(found.map(({ run }) => run.itemCounts?.succeeded)).toEqual([14]);
    const revisions = await Promise.all(dates.map((date) => revisionsOf(stage.archive, { report: "support", date })));
    expect(revisions).toEqual(dates.map(() => [1]));
    expect((await announced()).at(-1)).toBe("Daily report, stage prod: Backfill 2021-01-01 to 2021-01-14: all done");
    expect(await stage.mailed()).toEqual([]);
  });

  test("of a report that is not there: the first step fails, operations get a mail, and the command says why", async () => {
    await stage.deployWorkflow();

    const { code, progress } = await backfill("--wait", "--report", "nobody");
    const { Subject, Message } = (await stage.announced()).at(-1) ?? {};

    expect(code).toBe(1);
    expect(progress.at(-1)).toMatch(/^The backfill \S+ ended early: .*"nobody".* What is made is kept/);
    expect(Subject).toBe("Daily report, stage prod: a backfill ended early");
    expect(Message).toMatch(/^The backfill \S+ ended early \(RequestError\)\./);
  });
});
