import { rmSync } from "node:fs";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { environmentNames } from "../functions/daily-report/environment.ts";
import { report } from "./cdk/report-settings.ts";
import { type BundledFunction, bundleFunction } from "./deployed/bundle-function.ts";
import { callHandler, type Outcome } from "./deployed/call-handler.ts";
import { refusal, type SmallAwsOptions, startSmallAws } from "./deployed/small-aws.ts";
import { handled } from "./session-rows.ts";
import { type Reply, type Seen, startScriptedServer } from "./twin/scripted-server.ts";

/** Secrets and personal data of clients, operators and recipients, which must not appear outside the function. */
const canaries = {
  email: "canary.login@example.com",
  password: "canary pässwörd/+?&=",
  token: "canary-token-4c1f.9a",
  refreshToken: "canary-refresh-77b0.1e",
  accessKey: "canary/access+key4c1f",
  maskKey: "canary-mask-key-5d20-1c9e",
  client: "Canary Клиентова",
  phone: "+79990canary1122",
  operator: "Canary Операторова",
  reader: "canary.reader@example.com",
};

/** A text in every encoding in which it could appear: plain, in a URL, in JSON, and inside Base64 of a longer text. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const encoded = [0, 1, 2].flatMap((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    // Without the letters at both ends, which depend on the neighbouring text.
    const inner = padded.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + bytes.length) * 4) / 3) - 1);
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [...new Set([text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), ...encoded])];
}

/** The canaries that a text holds in any encoding. */
function seenIn(text: string): string[] {
  return Object.entries(canaries).flatMap(([name, canary]) =>
    formsOf(canary).some((form) => text.includes(form)) ? [name] : [],
  );
}

describe("the search for canaries", () => {
  test("finds a canary in every encoding", () => {
    for (const [name, canary] of Object.entries(canaries)) {
      for (const around of ["", "a", "ab", "abc"]) {
        const text = `${around}${canary}${around}`;
        const forms = [text, encodeURIComponent(text), JSON.stringify({ text }), Buffer.from(text).toString("base64")];
        for (const form of [...forms, Buffer.from(text).toString("base64url"), inspect(new Error(text))]) {
          expect(seenIn(form), form).toContain(name);
        }
      }
    }
  });

  test("finds nothing in other texts", () => {
    expect(seenIn("Report support of 2026-03-02 failed while reading; reports@example.com +7999")).toEqual([]);
  });
});

type Fault = {
  readonly login?: Reply;
  readonly list?: Reply | ((request: Seen) => Reply);
  readonly aws?: Partial<SmallAwsOptions>;
  readonly event?: object;
  /** The name of the expected error; null if the run succeeds. */
  readonly error: string | null;
};

const words = Object.values(canaries).join(" ");
const wordy = (status: number): Reply => ({ status, json: { error: words, details: canaries } });
const rows = [30, 20].map((reply, nth) =>
  handled(
    {
      ...{ id: `s${nth}`, operatorName: canaries.operator, name: canaries.client, whatsappPhone: canaries.phone },
      ...{ createdAt: `2026-03-02T1${9 - nth}:00:00+03:00`, closedAt: nth === 0 ? canaries.client : null },
    },
    reply,
  ),
);
const listed = { count: rows.length, items: rows };
const denied = (status: number, code: string) => ({ status, body: refusal(code, words) });
const whenever = (start: string, fault: ReturnType<typeof denied> | "break") => (call: string) =>
  call.startsWith(start) ? fault : null;

const faults: Record<string, Fault> = {
  "a day like any other": { error: null },
  "a login that is refused": { login: wordy(401), error: "TwinLoginError" },
  "a login that is not understood": { login: wordy(422), error: "TwinLoginError" },
  "a login that is down": { login: wordy(500), error: "TwinUnavailableError" },
  "a login that answers HTML": { login: { text: `<p>${words}</p>` }, error: "TwinAnswerError" },
  "a login without a token": { login: { json: { ...canaries, token: 1 } }, error: "TwinAnswerError" },
  "a token that is refused for ever": { list: wordy(401), error: "TwinRequestError" },
  "a list that is forbidden": { list: wordy(403), error: "TwinRequestError" },
  "a list that is too busy": {
    list: { ...wordy(429), headers: { "retry-after": "0" } },
    error: "TwinUnavailableError",
  },
  "a list that redirects": {
    list: { status: 302, headers: { location: `http://127.0.0.1:9/${encodeURIComponent(words)}` } },
    error: "TwinRequestError",
  },
  "a list that breaks off": { list: { ...wordy(200), fault: "break" }, error: "TwinUnavailableError" },
  "a list cut short": { list: { text: JSON.stringify(listed).slice(0, -9) }, error: "TwinAnswerError" },
  "a list of words": { list: { json: { count: words, items: canaries } }, error: "TwinAnswerError" },
  "a list that runs backwards": { list: { json: { count: 3, items: rows } }, error: "TwinWalkError" },
  "a list that is declared but empty": { list: { json: { count: 3, items: [] } }, error: "NothingReceivedError" },
  "a secret that is not JSON": { aws: { secrets: { login: words } }, error: "SettingsError" },
  "a secret that may not be read": {
    aws: {
      fault: whenever("secret login", {
        status: 400,
        body: JSON.stringify({ __type: "AccessDenied", message: words }),
      }),
    },
    error: "SettingsError",
  },
  "a key of the pseudonyms that is too short": { aws: { secrets: { mask: "canary" } }, error: "MaskKeyError" },
  "an archive that refuses": { aws: { fault: whenever("put ", denied(403, "AccessDenied")) }, error: "ArchiveError" },
  "a manifest that is not JSON": {
    aws: { objects: { "reports/support/2026/03/02/r1.json": words } },
    error: "CommitError",
  },
  "a mark that is not JSON": {
    aws: { objects: { "ledger/support/2026-03-02/done.json": words } },
    error: "LedgerError",
  },
  "a mail that is refused": {
    aws: { fault: whenever("mail", denied(400, "MessageRejected")) },
    error: "MailsFailedError",
  },
  "a mail whose answer is lost": { aws: { fault: whenever("mail", "break") }, error: "MailsFailedError" },
  "a mail that another run is sending": {
    aws: {
      fault: (call) =>
        /^put ledger.*claim-1/.test(call) ? { status: 412, body: refusal("PreconditionFailed") } : null,
    },
    error: "DeliveryInProgress",
  },
  "an invalid event": { event: { report: "support", date: canaries.client }, error: "RequestError" },
  "an address that is not a recipient of the report": {
    event: { report: "support", date: "2026-03-02", sendTo: ["canary.reader@elsewhere.example.com"] },
    error: "RequestError",
  },
};

describe("no secret and no personal data appears in logs, metrics, errors, queues or answers after the fault:", () => {
  let bundle: BundledFunction;
  beforeAll(async () => {
    const recipients = [canaries.reader];
    bundle = await bundleFunction([report({ sender: "reports@example.com", recipients, personalData: "mask" })]);
  }, 180_000);
  afterAll(() => rmSync(bundle.folder, { recursive: true }));

  async function callUnder({ login, list, aws = {}, event }: Fault): Promise<Outcome & { calls: string[] }> {
    const twin = await startScriptedServer((request) => {
      const tokens = { authToken: canaries.token, refreshToken: canaries.refreshToken };
      if (request.method === "POST") return login ?? { json: tokens };
      return (typeof list === "function" ? list(request) : list) ?? { json: listed };
    });
    const { email, password, maskKey } = canaries;
    const secrets = { login: JSON.stringify({ email, password }), mask: maskKey, ...aws.secrets };
    const small = await startSmallAws({ ...aws, secrets });
    try {
      const outcome = await callHandler({
        code: bundle.code,
        environment: {
          ...(bundle.variables as Record<string, string>),
          [environmentNames.reportBucket]: "bucket",
          [environmentNames.sesConfigurationSet]: "set",
          [environmentNames.twinSecretId]: "login",
          [environmentNames.maskSecretId]: "mask",
          [environmentNames.twinAuthUrl]: `${twin.url}/auth`,
          [environmentNames.twinChatUrl]: `${twin.url}/chat`,
          ...{ AWS_REGION: "eu-central-1", AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: canaries.accessKey },
          AWS_ENDPOINT_URL: small.endpoint,
          TZ: ":UTC",
        },
        event: event ?? { report: "support", scheduledTime: "2026-03-03T04:30:00Z" },
        requestId: "request-1",
        timeLeft: 900_000,
      });
      return { ...outcome, calls: small.calls };
    } finally {
      await Promise.all([twin.close(), small.stop()]);
    }
  }

  test.concurrent.each(Object.entries(faults))(
    "%s",
    async (_, fault) => {
      const { answer, error, output, printed, calls } = await callUnder(fault);

      expect(error?.name ?? null, printed || output).toBe(fault.error);
      expect(seenIn(output), "the log and the metrics").toEqual([]);
      expect(seenIn(printed), "the error and what a queue gets of it").toEqual([]);
      expect(seenIn(JSON.stringify(answer)), "the answer").toEqual([]);
      expect(seenIn(calls.join("\n")), "the keys of the archive and the ledger").toEqual([]);
      if (fault.error === "RequestError") return;
      // Something must have been logged, or the search would prove nothing.
      expect(output).toMatch(fault.error === null ? /"message":"report done"/ : /"message":"report failed"/);
      expect(output).toContain('"Namespace":"DailyReport"');
      if (fault.error !== null)
        expect(error?.message).toMatch(/^Report support of 2026-03-02 failed while \w+ .* To run it again: \{/);
    },
    180_000,
  );
});
