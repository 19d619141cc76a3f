import { json } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { startProxy } from "../archive/proxy.ts";
import { hasProgram } from "../programs.ts";
import { askQuery, startDeployedStack } from "./deployed/deployed-stack.ts";
import { runCommand } from "./run-command.ts";

describe.skipIf(!hasProgram("moto_server", "npm run replay"))("npm run replay", () => {
  test("runs the events, empties the queue of those that succeed, and leaves the others", async () => {
    const stack = await startDeployedStack("prod");
    onTestFinished(() => stack.stop());
    const events: unknown[] = [];
    // Moto would run a function in Docker.
    const lambda = await startProxy(stack.endpoint, async (incoming, pass, response) => {
      if (incoming.method !== "POST") return void pass();
      const event = (await json(incoming)) as { date?: string };
      events.push(event);
      const isFailed = event.date === "2026-03-01";
      response.writeHead(200, isFailed ? { "x-amz-function-error": "Unhandled" } : {});
      response.end(JSON.stringify(isFailed ? { errorType: "TwinError", errorMessage: "Down." } : { runs: [] }));
    });
    onTestFinished(() => lambda.stop());
    await askQuery(stack.endpoint, "sqs", { Action: "CreateQueue", QueueName: "failures" });
    const QueueUrl = `${stack.endpoint}/123456789012/failures`;
    const dates = ["2026-03-01", "2026-03-02", "2026-03-02"];
    for (const date of dates) {
      const MessageBody = JSON.stringify({ report: "support", date });
      await askQuery(stack.endpoint, "sqs", { Action: "SendMessage", QueueUrl, MessageBody });
    }
    const env = { ...stack.env, AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint };
    const replay = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCommand("replay.ts", args, { env });
      return { code, stderr, lines: stdout.trim().split("\n").sort() };
    };
    const failed = ['failed: {"report":"support","date":"2026-03-01"}'];

    const dry = await replay("--dry-run");
    expect([dry.code, dry.stderr, events]).toEqual([0, "", []]);
    expect(dry.lines).toHaveLength(2);

    const first = await replay();
    expect([first.code, first.stderr]).toEqual([1, ""]);
    expect(first.lines).toEqual(
      [
        "  The function failed: TwinError: Down.".trim(),
        'done: {"report":"support","date":"2026-03-02"} (2 messages)',
        ...failed,
      ].map((line) => expect.stringContaining(line)),
    );
    expect(events).toHaveLength(2);

    expect((await replay()).lines).toEqual([expect.stringContaining("Down."), ...failed]);
  });
});
