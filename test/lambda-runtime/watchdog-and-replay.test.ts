import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fault } from "../../local/twin-emulator/fault.ts";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { answerOf, errorOf } from "./read-execution.ts";
import { GROUP, READERS, sessionsOn, stageReport } from "./stage-reports.ts";

const down: Fault = { kind: "status", status: 503 };
const WATCH = `${GROUP}-watch`;

/** A day as always, the day that fails, and the one after it, for which no schedule calls. */
const [usual, failed, forgotten] = ["2021-01-10", "2021-01-11", "2021-01-12"];
const toRun = (date: string) => `{"report":"support","scheduledTime":"${date}T04:30:00.000Z"}`;

// In order: each test finds the stage as the one before left it.
describe("a bad morning, from the last try to the replay", () => {
  let stage: DeployedStage;
  let definitions: string[];
  beforeAll(async () => {
    const reports = [stageReport({ restateDays: 0 })];
    stage = await deployStage({ reports, sessions: sessionsOn([usual, failed, forgotten]) });
    const file = join(stage.bundle.folder, "definitions.json");
    await writeFile(file, JSON.stringify(reports));
    definitions = ["--reports", file];
    const [execution] = await stage.service.deliver(stage.scheduled(GROUP, "2021-01-11T04:30:00Z"));
    expect(answerOf(execution).runs).toMatchObject([{ date: usual, status: "sent" }]);
  });
  afterAll(() => stage?.stop());

  const status = async (date: string) => {
    const { code, stdout, stderr } = await stage.command("status.ts", ...definitions, "--date", date);
    expect([code, stderr]).toEqual([0, ""]);
    return stdout.split("\n").map((line) => line.trim());
  };
  /** The readers of the mails since the usual day. */
  const mailed = async () => (await stage.mailed()).slice(READERS.length);
  const replay = async (...args: string[]) => {
    const { code, stdout, stderr } = await stage.command("replay.ts", ...args);
    return { code, stderr, lines: stdout.trim().split("\n") };
  };

  test("before: status says that the day is missing and was not tried, and what to run", async () => {
    const lines = await status(failed);

    expect(lines[0]).toBe("support 2021-01-11: missing");
    expect(lines).toContain("due        2021-01-12 07:30 Europe/Moscow");
    expect(lines).toContain("tries      0");
    expect(lines).toContain(`or send    ${toRun("2021-01-12")}`);
    expect((await replay()).lines).toEqual(["The failures queue is empty."]);
  });

  test("the last try fails by name after the attempts of Lambda, and the queue has its record", async () => {
    stage.hooks.twin = () => down;
    const event = stage.scheduled(GROUP, "2021-01-12T07:30:00Z");

    const executions = await stage.service.deliver(event);
    await stage.figures("the last try, TWIN away");

    expect(executions.map((execution) => errorOf(execution).errorType)).toEqual(Array(3).fill("TwinUnavailableError"));
    expect(new Set(executions.map(({ requestId }) => requestId)).size).toBe(1);
    expect(executions[2]?.output).toContain("CallsFailed");
    expect(errorOf(executions[2]).errorMessage).toContain(`To run it again: ${toRun("2021-01-12")}.`);
    expect(await stage.failures()).toMatchObject([
      {
        requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
        requestPayload: event,
        responsePayload: { errorType: "TwinUnavailableError" },
      },
    ]);
    expect(await mailed()).toEqual([]);
  });

  test("the watchdog calls by name after the attempts of Lambda, with report, day and the event to run", async () => {
    const event = stage.scheduled(WATCH, "2021-01-12T09:30:00Z");

    const executions = await stage.service.deliver(event);
    await stage.figures("watchdog, not done");

    expect(event).toEqual({ watch: GROUP, scheduledTime: "2021-01-12T09:30:00Z", attempt: "1" });
    expect(executions.map((execution) => errorOf(execution).errorType)).toEqual(Array(3).fill("WatchdogError"));
    const [, failure] = await stage.failures();
    expect(failure).toMatchObject({
      requestPayload: event,
      responsePayload: {
        errorType: "WatchdogError",
        errorMessage: `Report support of 2021-01-11 is not done: it was tried 3 times (TWIN_UNAVAILABLE). To run it: ${toRun("2021-01-12")}.`,
      },
    });
  });

  test("during: status has tries and error, and a replay fails while TWIN is away and keeps the messages", async () => {
    const lines = await status(failed);
    const { code, stderr, lines: replayed } = await replay();
    await stage.figures("replay, TWIN away");

    expect(lines[0]).toBe("support 2021-01-11: missing (TWIN_UNAVAILABLE)");
    expect(lines).toContain("last error TWIN_UNAVAILABLE (docs/errors.md)");
    expect(lines).toContainEqual(expect.stringMatching(/^tries {6}3, the last began /));
    expect([code, stderr]).toEqual([1, ""]);
    expect(replayed.filter((line) => /^\w+: \{/.test(line))).toEqual([
      `failed: ${JSON.stringify(stage.scheduled(GROUP, "2021-01-12T07:30:00Z"))}`,
      `failed: ${JSON.stringify(stage.scheduled(WATCH, "2021-01-12T09:30:00Z"))}`,
    ]);
    expect(replayed.join("\n")).toContain("TwinUnavailableError");
    expect(await stage.failures()).toHaveLength(2);
  });

  test("when TWIN is back: the replay makes and mails the day, then satisfies the watchdog, and empties the queue", async () => {
    stage.hooks.twin = () => null;

    const { code, stderr, lines } = await replay();
    await stage.figures("replay, TWIN back");

    expect([code, stderr]).toEqual([0, ""]);
    expect(lines.map((line) => line.slice(0, line.indexOf(",")))).toEqual([
      `done: {"schedule":"${GROUP}"`,
      `done: {"watch":"${GROUP}"`,
    ]);
    expect(await stage.failures()).toEqual([]);
    expect((await mailed()).sort()).toEqual(READERS);
    expect((await replay()).lines).toEqual(["The failures queue is empty."]);
    expect(await mailed()).toHaveLength(2);
  });

  test("after: status says done, with each reader's mail by hash, and the watchdog is quiet", async () => {
    const lines = await status(failed);
    const [execution, ...repeated] = await stage.service.deliver(stage.scheduled(WATCH, "2021-01-12T09:30:00Z"));
    await stage.figures("watchdog, done");

    expect(lines[0]).toBe("support 2021-01-11: done");
    expect(lines).toContain("revision   1");
    expect(lines.filter((line) => /[0-9a-f]{12} sent/.test(line))).toHaveLength(2);
    expect(lines.join()).not.toContain("@");
    expect(repeated).toEqual([]);
    expect(answerOf(execution).watched).toEqual([{ report: "support", date: failed, isDone: true }]);
  });

  test("of a day for which no schedule called, the watchdog says so; the event that it names makes it quiet", async () => {
    const watch = stage.scheduled(WATCH, "2021-01-13T09:30:00Z");
    const called = await stage.service.deliver(watch);
    const { errorMessage } = errorOf(called[2]);
    const [, event = ""] = /To run it: (\{.*?\})\./.exec(errorMessage) ?? [];

    const made = await stage.service.invoke(JSON.parse(event));
    const [quiet] = await stage.service.deliver(watch);
    await stage.figures("watchdog, the event it names, watchdog");
    const { code, lines } = await replay();

    expect(errorMessage).toBe(
      `Report support of ${forgotten} is not done: it was not tried. To run it: ${toRun("2021-01-13")}.`,
    );
    expect(answerOf(made).runs).toMatchObject([{ date: forgotten, status: "sent", revision: 1 }]);
    expect(answerOf(quiet).watched).toEqual([{ report: "support", date: forgotten, isDone: true }]);
    expect([code, lines]).toEqual([0, [`done: ${JSON.stringify(watch)}`]]);
    expect([await stage.failures(), (await mailed()).length]).toEqual([[], 4]);
  });
});
