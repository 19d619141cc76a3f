import { expect, test } from "vitest";
import { type Answer, answerCall } from "../functions/daily-report/answer-call.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { definitionOf } from "./plain-story.ts";
import { handled, lost } from "./session-rows.ts";
import { storyWorld } from "./story-world.ts";

const definitions = [1, 2, 3].map((companyId) => definitionOf({ id: `r${companyId}`, companyId }));

function ask(event: unknown, world: World): Promise<Answer> {
  return answerCall(event, { definitions, world, requestId: "request-1", timeLeft: () => 900_000 });
}

/** A world whose API fails for one company. */
function withoutCompany(companyId: number, world: World): World {
  const readDay: World["source"]["readDay"] = (query) =>
    query.filters.companyId === companyId
      ? Promise.reject(new ReportError("DOWN", `Company ${companyId} is down.`))
      : world.source.readDay(query);
  return { ...world, source: { readDay } };
}

const openWorld = () => storyWorld([handled(), lost()]);

test("a call for one report throws the error of that report, which says how to run it again", async () => {
  const asked = ask({ report: "r2" }, withoutCompany(2, await openWorld()));

  await expect(asked).rejects.toMatchObject({
    name: "ReportError",
    code: "DOWN",
    message:
      "Report r2 of 2026-03-02 failed while reading (ReportError): Company 2 is down. " +
      'To run it again: {"report":"r2","scheduledTime":"2026-03-03T04:30:00.000Z"}.',
  });
});

test("a call for several reports throws the failure of one after the others are done, and says how many are done", async () => {
  const world = await openWorld();

  await expect(ask({}, withoutCompany(2, world))).rejects.toMatchObject({
    name: "ReportsFailedError",
    code: "DOWN",
    message: expect.stringMatching(
      /^Report r2 of 2026-03-02 failed while reading \(ReportError\): Company 2 is down\. To run it again: .* 2 of 3 reports of that day are done\.$/,
    ),
  });

  const manifests = (await world.archive.list("reports/")).filter((key) => key.endsWith("/r1.json"));
  expect(manifests).toEqual(["reports/r1/2026/03/02/r1.json", "reports/r3/2026/03/02/r1.json"]);
  expect(world.mails).toHaveLength(4);
});

test("the message of an error from outside the project is not shown, only its name", async () => {
  const world = await openWorld();
  const readDay = () => Promise.reject(new TypeError("canary: words of a library"));

  const failure = await ask({}, { ...world, source: { readDay } }).catch((error: Error) => error.message);

  expect(failure).toContain("Report r1 of 2026-03-02 failed while reading (TypeError): an unexpected error");
  expect(failure).not.toContain("canary");
});

test("a retry runs the report that failed and mails nobody twice", async () => {
  const world = await openWorld();
  await expect(ask({}, withoutCompany(2, world))).rejects.toThrow("2 of 3 reports of that day are done");

  const { runs } = await ask({}, world);

  expect(runs.map(({ report, status }) => `${report} ${status}`)).toEqual([
    "r1 already sent",
    "r2 sent",
    "r3 already sent",
  ]);
  expect(world.mails).toHaveLength(6);
});

test("a call for a range of days stops after the first day on which a report failed", async () => {
  const world = await storyWorld([]);

  await expect(ask({ from: "2026-02-01", to: "2026-02-03" }, withoutCompany(2, world))).rejects.toThrow(
    "Report r2 of 2026-02-01 failed while reading (ReportError): Company 2 is down.",
  );

  const days = (await world.archive.list("reports/")).filter((key) => key.endsWith("/r1.json"));
  expect(days).toEqual(["reports/r1/2026/02/01/r1.json", "reports/r3/2026/02/01/r1.json"]);
});

test("the message names the event for what failed and the one for the days that were not begun; both make the whole range", async () => {
  const world = await storyWorld([]);
  const event = { from: "2026-02-01", to: "2026-02-03" };

  const message = await ask(event, withoutCompany(2, world)).catch((error: Error) => error.message);

  const [, failed = "", rest = ""] =
    /To run it again: (\{.*?\})\. 2 of 3 .* The days after it were not begun; to make them, send the event again with (\{.*\})\.$/.exec(
      String(message),
    ) ?? [];
  expect(JSON.parse(failed)).toEqual({ report: "r2", from: "2026-02-01", to: "2026-02-01" });
  expect(JSON.parse(rest)).toEqual({ from: "2026-02-02", to: "2026-02-03", fromReport: "r1" });
  await ask(JSON.parse(failed), world);
  await ask({ ...event, ...JSON.parse(rest) }, world);
  expect(world.queries).toHaveLength(9);
  expect((await world.archive.list("reports/")).filter((key) => key.endsWith("/r1.json"))).toHaveLength(9);
});

test("the event of a failed report of a range of one report goes on with the range; if only missing days were asked for, it does not", async () => {
  const world = await storyWorld([]);
  const event = { report: "r2", from: "2026-02-01", to: "2026-02-03" };

  await expect(ask(event, withoutCompany(2, world))).rejects.toMatchObject({
    name: "ReportError",
    message: expect.stringMatching(/To run it again: \{"report":"r2","from":"2026-02-01","to":"2026-02-03"\}\.$/),
  });
  await expect(ask({ ...event, missing: true }, withoutCompany(2, world))).rejects.toMatchObject({
    name: "ReportsFailedError",
    message: expect.stringMatching(
      /\{"report":"r2","from":"2026-02-01","to":"2026-02-01"\}\. The days after it were not begun; .* with \{"from":"2026-02-02","to":"2026-02-03"\}\.$/,
    ),
  });
});

test("a run that hangs is stopped before the function times out, and the error says how to run it again", async () => {
  const world = await openWorld();
  const hanging = { ...world, source: { readDay: () => new Promise<never>(() => {}) } };
  const call = { definitions, world: hanging, requestId: "request-1", timeLeft: () => 30_100 };

  await expect(answerCall({ report: "r2", date: "2026-03-01" }, call)).rejects.toMatchObject({
    name: "OutOfTimeError",
    code: "OUT_OF_TIME",
    message:
      "Report r2 of 2026-03-01 failed while reading (OutOfTimeError): The time of the call was nearly over, " +
      'so the run stopped before the function was cut off. To run it again: {"report":"r2","date":"2026-03-01"}.',
  });
  expect(world.told).toMatchObject([
    { level: "error", event: "report failed", facts: { report: "r2", step: "reading", code: "OUT_OF_TIME" } },
  ]);
});
