import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { answering, invoke, invokeOver, NAME } from "./invoke-command.ts";
import { startLambdaDouble } from "./lambda-double.ts";

describe.concurrent("npm run invoke prints one sentence and exits with code 1", () => {
  test("if the function fails, with the name and message of its error", async () => {
    const payload = {
      errorType: "RequestError",
      errorMessage: "The event has a wrong date;\u001b[31m it must be\n a date.",
      trace: ["RequestError: canary-trace", "    at handler"],
    };

    const { code, stdout, stderr, calls } = await invokeOver(() => ({ payload, functionError: "Unhandled" }));

    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr: "The function failed: RequestError: The event has a wrong date; [31m it must be  a date.\n",
    });
    expect(calls).toHaveLength(1);
  });

  test("if Lambda stopped the function, with the message of Lambda", async () => {
    const payload = {
      errorType: "Sandbox.Timedout",
      errorMessage: "RequestId: 1-2 Error: Task timed out after 900.00 seconds",
    };

    const { stderr } = await invokeOver(() => ({ payload, functionError: "Unhandled" }));

    expect(stderr).toBe(
      "The function failed: Sandbox.Timedout: RequestId: 1-2 Error: Task timed out after 900.00 seconds.\n",
    );
  });

  test("if the function fails without a reason", async () => {
    const { stderr } = await invokeOver(() => ({ payload: null, functionError: "Unhandled" }));

    expect(stderr).toBe("The function failed: it gave no reason.\n");
  });

  test.each([
    [500, "ServiceException", "Lambda did not return an answer (ServiceException); the function may still be running"],
    [502, "EC2ThrottledException", "Lambda did not return an answer (EC2ThrottledException); the function may"],
    [
      429,
      "TooManyRequestsException",
      "Lambda is at its concurrency limit, or the function is stopped; nothing was started, try again later.",
    ],
    [404, "ResourceNotFoundException", `There is no function "${NAME}" in this account and region; the stack prints`],
    [403, "AccessDeniedException", "These AWS credentials may not call the function; they must allow lambda:Invoke"],
    [403, "ExpiredTokenException", "AWS rejected the credentials (ExpiredTokenException); log in again"],
    [403, "UnrecognizedClientException", "AWS rejected the credentials (UnrecognizedClientException); log in"],
    [400, "InvalidParameterValueException", "Lambda refused the call (InvalidParameterValueException); check that"],
  ])(
    "if Lambda answers %i %s, after one attempt and without quoting its message",
    async (status, errorType, sentence) => {
      const message = "canary-words arn:aws:iam::123456789012:user/x";

      const { code, stdout, stderr, calls } = await invokeOver(() => ({ status, errorType, message }));

      expect([code, stdout, calls.length]).toEqual([1, "", 1]);
      expect(stderr).toContain(sentence);
      expect(stderr).toMatch(/^[^\n]+\.\n$/);
      expect(stderr).not.toMatch(/canary|arn:/);
    },
  );

  test("if the connection is lost, and says that the function may still be running", async () => {
    const lambda = await startLambdaDouble(() => new Promise(() => {}));
    const invoking = invoke([], { AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint });
    while (lambda.calls.length === 0) await sleep(20);
    await lambda.stop();

    const { code, stderr } = await invoking;

    expect([code, stderr]).toEqual([
      1,
      "Lambda did not return an answer (ECONNRESET); the function may still be running: wait, then repeat the request with its --request-key.\n",
    ]);
  });

  test("if there are no credentials, no region or no connection", async () => {
    const { stop, endpoint } = await startLambdaDouble(answering());
    await stop();
    const nobody = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };

    const sentences = [nobody, { AWS_REGION: "" }, { AWS_ENDPOINT_URL_LAMBDA: endpoint }].map(async (environment) => {
      const { code, stderr } = await invoke([], environment);
      return `${code} ${stderr}`;
    });

    expect(await Promise.all(sentences)).toEqual([
      "1 There are no usable AWS credentials; log in again, or set AWS_PROFILE to another profile.\n",
      "1 No AWS region is set; set AWS_REGION to the region of the stack.\n",
      "1 Lambda cannot be reached (ECONNREFUSED); nothing was started, try again later.\n",
    ]);
  });
});
