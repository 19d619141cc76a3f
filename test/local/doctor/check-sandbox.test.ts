import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SESClient } from "@aws-sdk/client-ses";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkSandbox } from "../../../local/doctor/check-sandbox.ts";
import { definitionOf } from "../../plain-story.ts";

/** SHA-256 of a@example.com and b@example.com, 12 digits. */
const [A, B] = ["08168cd80dfd", "e8f39b3e1382"];

const SANDBOX = "SES is in its sandbox, and the readers are verified";

type Account = { readonly mailsADay: number | null; readonly states?: Readonly<Record<string, string>> };

/** SES on this machine; without a number of mails a day it refuses every question. `asked` gets the number of identities per call. */
async function startSes({ mailsADay, states = {} }: Account, asked: number[] = []): Promise<SESClient> {
  const server = createServer(async (request, response) => {
    const fields = new URLSearchParams(await text(request));
    const action = fields.get("Action") ?? "";
    if (mailsADay === null) {
      response.writeHead(403).end("<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>");
      return;
    }
    const identities = [...fields].flatMap(([name, value]) => (name.startsWith("Identities.member.") ? [value] : []));
    if (action !== "GetSendQuota") asked.push(identities.length);
    const entries = identities.flatMap((key) =>
      states[key] === undefined
        ? []
        : [`<entry><key>${key}</key><value><VerificationStatus>${states[key]}</VerificationStatus></value></entry>`],
    );
    const result =
      action === "GetSendQuota"
        ? `<Max24HourSend>${mailsADay}</Max24HourSend>`
        : `<VerificationAttributes>${entries.join("")}</VerificationAttributes>`;
    response.writeHead(200, { "content-type": "text/xml" });
    response.end(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ses = new SESClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test-secret" },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    ses.destroy();
    server.close();
  });
  return ses;
}

const readers = (id: string, ...recipients: string[]) => definitionOf({ id, recipients });

async function check(account: Account, sandbox: boolean, definitions = [definitionOf({})]) {
  return checkSandbox(await startSes(account), { sandbox, definitions });
}

describe("the check of the sandbox of SES", () => {
  test.each([
    ["its address", { "a@example.com": "Success", "b@example.com": "Success" }],
    ["its domain", { "example.com": "Success", "a@example.com": "Pending" }],
  ])("holds in the sandbox if each reader is verified by %s", async (_, states) => {
    expect(await check({ mailsADay: 200, states }, true)).toMatchObject({
      subject: SANDBOX,
      verdict: "holds",
      found: "2 readers",
    });
  });

  test("holds for a reader at a domain below one that is verified", async () => {
    const definitions = [readers("support", "a@mail.example.com")];

    const { verdict } = await check({ mailsADay: 200, states: { "example.com": "Success" } }, true, definitions);

    expect(verdict).toBe("holds");
  });

  test("names the readers who are not verified, report by report, by the hash of the address", async () => {
    const off = definitionOf({ id: "off", recipients: ["c@example.com"], enabled: false });
    const definitions = [
      readers("first", "a@example.com", "B@Example.com"),
      readers("second", "b@example.com"),
      readers("third", "ok@example.com"),
      off,
    ];
    const states = { "a@example.com": "Pending", "ok@example.com": "Success" };

    const found = await check({ mailsADay: 200, states }, true, definitions);

    expect(found).toEqual({
      subject: SANDBOX,
      verdict: "fails",
      found: `SES does not mail these readers, by the hash of the address: first: ${A} (Pending), ${B} (no identity); second: ${B} (no identity)`,
      change:
        "verify each of them in SES (README, Deploy, step 2); docs/operations.md, How do the reports stand, has the hash",
    });
  });

  test("asks about at most 100 identities at a time", async () => {
    const recipients = Array.from({ length: 120 }, (_, nth) => `reader-${nth}@example.com`);
    const asked: number[] = [];
    const ses = await startSes({ mailsADay: 200, states: { "example.com": "Success" } }, asked);

    const { verdict } = await checkSandbox(ses, { sandbox: true, definitions: [readers("support", ...recipients)] });

    expect([verdict, asked]).toEqual(["holds", [100, 21]]);
  });

  test("is a note if SES sends more than in the sandbox that the settings name", async () => {
    expect(await check({ mailsADay: 50_000 }, true)).toEqual({
      subject: SANDBOX,
      verdict: "note",
      found: "it sends at most 50000 mails a day, so it is out of it, and readers need not be verified",
      change: '"sandbox": false in cdk.json',
    });
  });

  test.each([
    [true, "note", "it sends any number of mails a day, so it is out of it, and readers need not be verified"],
    [false, "holds", "it sends any number of mails a day"],
  ])("knows -1 as the answer for an account without a limit, with the setting %s", async (sandbox, verdict, found) => {
    expect(await check({ mailsADay: -1 }, sandbox)).toMatchObject({ verdict, found });
  });

  test.each([
    [200, "unknown"],
    [201, "holds"],
  ])("without the setting guesses from %i mails a day: %s", async (mailsADay, verdict) => {
    expect(await check({ mailsADay }, false)).toMatchObject({ subject: "SES is out of its sandbox", verdict });
  });

  test.each([true, false])("cannot tell if AWS refuses to answer, with the setting %s", async (sandbox) => {
    const { verdict, found } = await check({ mailsADay: null }, sandbox);

    expect([verdict, found]).toEqual([
      "unknown",
      "AWS did not say (AccessDenied); check the rights of these credentials",
    ]);
  });
});
