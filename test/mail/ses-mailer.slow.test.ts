import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { inspect } from "node:util";
import { SESClient, VerifyEmailIdentityCommand } from "@aws-sdk/client-ses";
import { addressParser } from "postal-mime";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createSesMailer } from "../../functions/daily-report/mail/ses-mailer.ts";
import { clientOptions, type MotoServer, startMotoServer } from "../archive/moto-server.ts";
import { type ScriptedAnswer, startScriptedServer } from "../archive/scripted-server.ts";
import { hasProgram } from "../programs.ts";
import { type LocalSes, type ReadEmail, startLocalSes } from "./local-ses.ts";
import { describeMailBytes, describeMailer, mailboxOf, plainMail, readMime } from "./mailer.contract.ts";

describe("SES mailer against aws-ses-v2-local", () => {
  let ses: LocalSes;
  let client: SESClient;

  beforeAll(async () => {
    ses = await startLocalSes();
    client = new SESClient({ ...clientOptions(ses.endpoint), maxAttempts: 1 });
  });
  afterAll(async () => {
    client?.destroy();
    await ses?.stop();
  });

  const mailboxes = (texts: readonly string[]) => texts.flatMap((text) => addressParser(text)).map(mailboxOf);
  const read = ({ from, replyTo, destination, subject, body, attachments }: ReadEmail) => ({
    from: mailboxOf(mailboxes([from])[0]),
    to: mailboxes(destination.to),
    replyTo: mailboxes(replyTo),
    subject,
    text: body.text ?? "",
    html: body.html ?? "",
    attachments: attachments.map(({ filename, contentType, content }) => {
      return { fileName: filename ?? "", contentType, content: Buffer.from(content, "base64") };
    }),
  });

  describeMailer(async () => {
    await ses.clear();
    const delivered = async () =>
      (await ses.emails()).map((email) => {
        const { to, cc, bcc } = email.destination;
        // The double does not keep the envelope, only the recipients in the headers.
        return { read: read(email), recipients: mailboxes([...to, ...cc, ...bcc]).map(({ address }) => address) };
      });
    return { mailer: createSesMailer({ client, configurationSet: "reports", stage: "prod" }), delivered };
  });
});

type RawMessage = { id: string; raw_data: string; source: string; destinations: string[] };

describe.skipIf(!hasProgram("moto_server", "mail through SES"))("SES mailer against moto", () => {
  let moto: MotoServer;
  let client: SESClient;

  beforeAll(async () => {
    moto = await startMotoServer();
    client = new SESClient(clientOptions(moto.endpoint));
  });
  afterAll(async () => {
    client?.destroy();
    await moto?.stop();
  });

  const sentMails = async () => {
    const answer = await fetch(`${moto.endpoint}/moto-api/data.json`);
    return ((await answer.json()) as { ses: { RawMessage?: RawMessage[] } }).ses.RawMessage ?? [];
  };

  const openMoto = async () => {
    await fetch(`${moto.endpoint}/moto-api/reset`, { method: "POST" });
    await client.send(new VerifyEmailIdentityCommand({ EmailAddress: "reports@example.com" }));
    const mailOf = async ({ raw_data, destinations }: RawMessage) => {
      const mime = Buffer.from(raw_data);
      // The server adds the recipients of the headers to those of the envelope.
      return { mime, read: await readMime(mime), recipients: [...new Set(destinations)] };
    };
    const delivered = async () => Promise.all((await sentMails()).map(mailOf));
    return { mailer: createSesMailer({ client, configurationSet: null, stage: "prod" }), delivered };
  };
  describeMailer(openMoto);
  describeMailBytes(openMoto);

  test("returns the message id of SES", async () => {
    const id = await createSesMailer({ client, configurationSet: null, stage: "prod" }).send(plainMail);
    expect((await sentMails()).at(-1)).toMatchObject({ id, source: "reports@example.com" });
  });

  test("throws an error for an unverified sender that contains no address", async () => {
    const refused = createSesMailer({ client, configurationSet: null, stage: "prod" }).send({
      ...plainMail,
      from: "eve@example.com",
    });
    await expect(refused).rejects.toMatchObject({ name: "MailError", code: "MAIL_SES", fate: "refused" });
    await expect(refused).rejects.toThrow(
      "SES did not accept the mail to a recipient (MessageRejected); the sender must be a verified identity, and while the account is in the sandbox the recipient too.",
    );
  });
});

describe("SES mailer against a scripted server", () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  const startSes = async (answer: ScriptedAnswer) => {
    const server = await startScriptedServer("ses", [answer]);
    const client = new SESClient({ ...clientOptions(server.endpoint), maxAttempts: 1 });
    closing.push(server.stop, async () => client.destroy());
    return { client, requests: server.requests };
  };
  const failureOf = async (answer: ScriptedAnswer) => {
    const { client } = await startSes(answer);
    const sending = createSesMailer({ client, configurationSet: null, stage: "prod" }).send(plainMail);
    return sending.then(
      () => null,
      (error: unknown) => error,
    );
  };
  /** A mailer for a service that handles its connections as the test says. */
  const clientOf = async (treat: (socket: Socket) => void) => {
    const server = createServer(treat).listen(0, "127.0.0.1");
    await once(server, "listening");
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = new SESClient({ ...clientOptions(endpoint), maxAttempts: 1 });
    closing.push(
      async () => void server.close(),
      async () => client.destroy(),
    );
    return client;
  };
  const words = "canary-5f2c team@example.com reports@example.com Daily report 12 sessions";
  const refusal = (status: number, code: string): ScriptedAnswer => ({
    status,
    body: `<ErrorResponse><Error><Code>${code}</Code><Message>${words}</Message></Error></ErrorResponse>`,
    headers: { "content-type": "text/xml" },
  });

  test("sends SES the sender, one recipient and the configuration set beside the message", async () => {
    const accepted =
      "<SendRawEmailResponse><SendRawEmailResult><MessageId>id-1</MessageId></SendRawEmailResult></SendRawEmailResponse>";
    const { client, requests } = await startSes({ status: 200, body: accepted });
    expect(await createSesMailer({ client, configurationSet: "reports", stage: "prod" }).send(plainMail)).toBe("id-1");
    const { "RawMessage.Data": data, ...call } = Object.fromEntries(new URLSearchParams(requests[0]?.body));
    expect(call).toEqual({
      Action: "SendRawEmail",
      Version: "2010-12-01",
      Source: "reports@example.com",
      "Destinations.member.1": "team@example.com",
      ConfigurationSetName: "reports",
      "Tags.member.1.Name": "report",
      "Tags.member.1.Value": "support-daily",
      "Tags.member.2.Name": "day",
      "Tags.member.2.Value": "2021-01-11",
      "Tags.member.3.Name": "stage",
      "Tags.member.3.Value": "prod",
    });
    expect(Buffer.from(data ?? "", "base64").toString()).toMatch(/^From: Daily report <reports@example\.com>\r$/m);
  });

  test.each([
    [400, "Throttling", "later"],
    [400, "ThrottlingException", "later"],
    [429, "TooManyRequestsException", "later"],
    [503, "ServiceUnavailable", "later"],
    [500, "InternalFailure", "later"],
    [502, "SomethingNew", "later"],
    [400, "MessageRejected", "refused"],
    [400, "MailFromDomainNotVerifiedException", "blocked"],
    [400, "ConfigurationSetDoesNotExist", "blocked"],
    [400, "AccountSendingPausedException", "blocked"],
    [400, "InvalidParameterValue", "refused"],
    [403, "AccessDenied", "blocked"],
    [403, "SignatureDoesNotMatch", "blocked"],
  ])("for the answer %i %s the fate of the mail is %s", async (status, code, fate) => {
    const error = await failureOf(refusal(status, code));
    expect(error).toMatchObject({ name: "MailError", code: "MAIL_SES", fate });
    expect(error).toMatchObject({ message: expect.stringContaining(`(${code}`) });
  });

  test("the fate is 'later' if no connection to SES was established in time", async () => {
    // The SDK gives this time-out the same name as that of an answer.
    const words = "the request socket did not establish a connection with the server within the configured timeout";
    const failing = { send: () => Promise.reject(Object.assign(new Error(words), { name: "TimeoutError" })) };
    const sending = createSesMailer({
      client: failing as unknown as SESClient,
      configurationSet: null,
      stage: "prod",
    }).send(plainMail);
    await expect(sending).rejects.toMatchObject({ code: "MAIL_SES", fate: "later" });
  });

  test("the fate is 'later' if SES cannot be reached", async () => {
    const { endpoint, stop } = await startScriptedServer("ses", []);
    await stop();
    const client = new SESClient({ ...clientOptions(endpoint), maxAttempts: 1 });
    closing.push(async () => client.destroy());
    const sending = createSesMailer({ client, configurationSet: null, stage: "prod" }).send(plainMail);
    await expect(sending).rejects.toMatchObject({ code: "MAIL_SES", fate: "later" });
  });

  const unknown = { code: "MAIL_SES", fate: "unknown" };

  test("throws an error if the answer has no message id", async () => {
    expect(await failureOf({ status: 200, body: "<html>Sign in</html>" })).toMatchObject(unknown);
    expect(await failureOf({ status: 200, body: "<SendRawEmailResponse/>" })).toMatchObject(unknown);
  });

  test("aborts a call without a complete answer in time; the fate of the mail is 'unknown'", async () => {
    for (const halfway of ["", "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n<Send"]) {
      const client = await clientOf((socket) => socket.write(halfway));

      const sending = createSesMailer({ client, configurationSet: null, stage: "prod", deadlineMs: 300 }).send(
        plainMail,
      );

      await expect(sending).rejects.toMatchObject(unknown);
      await expect(sending).rejects.toThrow("nobody knows whether it went out");
    }
  });

  test("the fate is 'unknown' if the connection is lost", async () => {
    const client = await clientOf((socket) => socket.once("data", () => socket.destroy()));

    const sending = createSesMailer({ client, configurationSet: null, stage: "prod" }).send(plainMail);

    await expect(sending).rejects.toMatchObject(unknown);
  });

  test("errors quote nothing of the service's message, the mail, the request or its signature", async () => {
    for (const answer of [refusal(400, "MessageRejected"), refusal(400, words), { status: 500, body: words }]) {
      const error = await failureOf(answer);
      expect(error).toMatchObject({ name: "MailError" });
      expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(
        /canary|example\.com|12 sessions|AWS4-HMAC|test-secret/,
      );
    }
  });
});
