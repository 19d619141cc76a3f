import { describe, expect, test } from "vitest";
import { startScriptedServer } from "../archive/scripted-server.ts";
import { startSmallAws } from "../deployed/small-aws.ts";
import { startLambdaDouble } from "../local/lambda-double.ts";

type Fake = { readonly endpoint: string; stop(): Promise<void> };

const mail = {
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: "Action=SendRawEmail&Version=2010-12-01&RawMessage.Data=QQ%3D%3D",
};
const invoke = "/2015-03-31/functions/name/invocations";
const event = { method: "POST", body: "{}" };

/** Each fake, a request that it knows, and one that it does not. */
const fakes: Record<string, { start: () => Promise<Fake>; known: Asked; unknown: Record<string, Asked> }> = {
  "the small AWS": {
    start: () => startSmallAws({ secrets: {}, objects: { a: "text" } }),
    known: ["/bucket/a"],
    unknown: {
      "a path": ["/bucket/a?acl"],
      "a method": ["/bucket/a", { method: "PATCH" }],
      "a header": ["/bucket/a", { headers: { range: "bytes=0-1" } }],
      "an action": ["/", { ...mail, body: "Action=SendEmail&Version=2010-12-01" }],
    },
  },
  "the scripted s3": {
    start: () => startScriptedServer("s3", [{ status: 200 }]),
    known: ["/bucket/a"],
    unknown: { "a path": ["/bucket/a?acl"], "a call of another service": ["/", mail] },
  },
  "the scripted ses": {
    start: () => startScriptedServer("ses", [{ status: 200 }]),
    known: ["/", mail],
    unknown: { "a path": ["/v2/email/outbound-emails", mail], "a call of another service": ["/bucket/a"] },
  },
  "the Lambda double": {
    start: () => startLambdaDouble(() => ({ payload: {} })),
    known: [invoke, event],
    unknown: {
      "a path": ["/2015-03-31/functions/name", event],
      "a method": [invoke],
      "a version": [`${invoke}?Qualifier=1`, event],
      "a type of invocation": [invoke, { ...event, headers: { "x-amz-invocation-type": "Event" } }],
    },
  },
};

type Asked = readonly [path: string, how?: RequestInit];

describe.each(Object.entries(fakes))("%s", (name, { start, known, unknown }) => {
  test("answers a request that it knows, and stops without complaint", async () => {
    const fake = await start();

    expect(await ask(fake, known)).toBe(200);
    await expect(fake.stop()).resolves.toBeUndefined();
  });

  test.each(Object.entries(unknown))(
    "answers %s that it does not know with 501, and fails the test",
    async (_, asked) => {
      const fake = await start();

      expect(await ask(fake, asked)).toBe(501);
      await expect(fake.stop()).rejects.toThrow(
        `${name} was asked what it does not know: ${asked[1]?.method ?? "GET"} /`,
      );
    },
  );
});

test("the scripted server fails the test when its script is empty", async () => {
  const fake = await startScriptedServer("s3", []);

  expect(await ask(fake, ["/bucket/a"])).toBe(501);
  await expect(fake.stop()).rejects.toThrow("GET /bucket/a");
});

async function ask({ endpoint }: Fake, [path, how]: Asked): Promise<number> {
  const answer = await fetch(`${endpoint}${path}`, how);
  await answer.arrayBuffer();
  return answer.status;
}
