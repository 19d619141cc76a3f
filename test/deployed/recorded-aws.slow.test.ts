import { expect, test } from "vitest";
import { hasProgram } from "../programs.ts";
import { startRecordedAws } from "./recorded-aws.ts";

test.runIf(hasProgram("moto_server", "requests that the recorded AWS does not know"))(
  "the recorded AWS passes on the calls of the function, answers any other with 501, and then fails the test",
  async () => {
    const aws = await startRecordedAws();
    const verify = new URLSearchParams({ Action: "VerifyEmailIdentity", Version: "2010-12-01" });

    expect((await fetch(`${aws.endpoint}/no-such-bucket/a`)).status).toBe(404);
    expect((await fetch(aws.endpoint, { method: "POST", body: verify })).status).toBe(501);
    expect(aws.requests).toEqual(["GET /no-such-bucket/a", "POST /"]);
    await expect(aws.stop()).rejects.toThrow("the recorded AWS was asked what it does not know: POST /");
  },
);
