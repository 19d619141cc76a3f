import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { errorOf } from "./read-execution.ts";
import { sessionsOn, stageReport } from "./stage-reports.ts";

describe("an event that cannot be answered", () => {
  let stage: DeployedStage;
  beforeAll(async () => {
    stage = await deployStage({ reports: [stageReport()], sessions: sessionsOn(["2021-01-11"]) });
  });
  afterAll(() => stage?.stop());

  const linesOf = (output: string) => output.split("\n").filter((line) => line.startsWith("{"));

  test.each([
    [{ report: "suport" }, "RequestError", 'There is no report "suport"; the reports are: support.'],
    [
      { report: "support", dat: "2021-01-11" },
      "RequestError",
      'The event has an unknown field "dat"; the fields are report, date, ',
    ],
    ["support", "RequestError", "The event is not "],
  ])("%j is refused by one sentence, counted, raises no alarm, and writes nothing", async (event, type, sentence) => {
    const execution = await stage.service.invoke(event);
    await stage.figures(`bad event ${JSON.stringify(event)}`);

    const { errorType, errorMessage } = errorOf(execution);
    expect([errorType, errorMessage.slice(0, sentence.length)]).toEqual([type, sentence]);
    expect(errorMessage).toMatch(/\.$/);
    expect(errorMessage).not.toMatch(/\n/);
    const metrics = linesOf(execution.output).filter((line) => line.includes("CloudWatchMetrics"));
    expect(metrics.map((line) => JSON.parse(line).RequestsRefused)).toEqual([1]);
    expect(execution.output).not.toContain("CallsFailed");
    expect([stage.twin.requests, stage.awsRequests, await stage.deployment.keys(), await stage.mailed()]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  test("sent asynchronously, it is tried again and then lies in the failures queue with its sentence", async () => {
    const executions = await stage.service.deliver({ report: "suport" });

    expect(executions.map(errorOf)).toHaveLength(3);
    expect(await stage.failures()).toEqual([
      {
        version: "1.0",
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        requestContext: {
          requestId: executions[0]?.requestId,
          functionArn: `${stage.functionArn}:$LATEST`,
          condition: "RetriesExhausted",
          approximateInvokeCount: 3,
        },
        requestPayload: { report: "suport" },
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        responsePayload: {
          errorType: "RequestError",
          errorMessage: 'There is no report "suport"; the reports are: support.',
          trace: expect.anything(),
        },
      },
    ]);
    expect(await stage.deployment.keys()).toEqual([]);
  });
});
