import { rmSync } from "node:fs";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dateBefore, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { environmentNames } from "../functions/daily-report/environment.ts";
import { inventSessions } from "../local/twin-emulator/invent-sessions.ts";
import { startEmulator, type TwinEmulator } from "../local/twin-emulator/start-emulator.ts";
import { report } from "./cdk/report-settings.ts";
import { type BundledFunction, bundleFunction } from "./deployed/bundle-function.ts";
import { callHandler, type HandlerCall, type Outcome } from "./deployed/call-handler.ts";
import { allowedCalls, madeCalls } from "./deployed/calls-and-role.ts";
import { type Deployment, openDeployment } from "./deployed/deployment.ts";
import { type RecordedAws, startRecordedAws } from "./deployed/recorded-aws.ts";
import { hasProgram } from "./programs.ts";

const ZONE = "Europe/Moscow";
const PASSWORD = "canary-password";

const reports = [
  report({
    zone: ZONE,
    title: "Поддержка",
    locale: "ru",
    sender: "Отчёт <reports@example.com>",
    recipients: ["a@example.com", "b@example.com"],
    testDomains: ["test.example.com"],
  }),
  report({ id: "off", enabled: false }),
];

const inventedDays = ["2021-01-05", "2021-01-06", "2021-01-11"].map((date) => reportDay(date, ZONE));
const sessions = inventedDays.flatMap((day, seed) => inventSessions({ ...day, seed, count: 60 }));

// Runs the file that is deployed, with everything around it except Lambda itself.
describe.skipIf(!hasProgram("moto_server", "the deployed bundle"))("the deployed bundle", () => {
  let bundle: BundledFunction;
  let aws: RecordedAws;
  let twin: TwinEmulator;
  let deployment: Deployment;
  let environment: Record<string, string>;

  beforeAll(async () => {
    [aws, twin] = await Promise.all([startRecordedAws(), startEmulator({ sessions, password: PASSWORD })]);
    deployment = openDeployment(aws, "reports@example.com");
    bundle = await bundleFunction(reports);
  }, 180_000);
  afterAll(async () => {
    deployment?.close();
    await Promise.all([aws?.stop(), twin?.close()]);
    if (bundle) rmSync(bundle.folder, { recursive: true });
  });

  beforeEach(async () => {
    environment = {
      ...(bundle.variables as Record<string, string>),
      ...(await deployment.deploy()),
      [environmentNames.twinSecretId]: await storeLogin(PASSWORD),
      [environmentNames.twinAuthUrl]: twin.authUrl,
      [environmentNames.twinChatUrl]: twin.chatUrl,
      // Set by Lambda. For an endpoint that is an IP address the SDK puts the name of the bucket into the path.
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "canary-secret",
      AWS_ENDPOINT_URL: aws.endpoint,
      TZ: ":UTC",
    };
    aws.requests.length = 0;
  });

  const storeLogin = (password: string) =>
    deployment.storeSecret(`login ${password}`, JSON.stringify({ email: "demo@example.com", password }));

  let calls = 0;
  async function call(event: unknown, changes: Partial<HandlerCall> = {}): Promise<Outcome> {
    const requestId = `request-${++calls}`;
    const outcome = await callHandler({
      ...{ code: bundle.code, environment, event, requestId, timeLeft: 900_000 },
      ...changes,
    });
    expect(outcome.output).not.toMatch(/canary|another-password|Bearer|k{64}/);
    return outcome;
  }

  /** Returns the runs of a call that must not fail. */
  async function runsOf(event: unknown, changes: Partial<HandlerCall> = {}) {
    const { answer, error, output } = await call(event, changes);
    if (answer === null) throw new Error(`${error?.name}: ${error?.message}\n${output}`);
    return answer.runs;
  }

  const mailed = async () => (await deployment.mails()).map(({ destinations }) => destinations[0]);

  const scheduled = { report: "support", scheduledTime: "2021-01-12T04:30:00Z" };

  test("gets all its environment variables from the stack", () => {
    const unknown = Object.entries(environment).filter(([, value]) => value === null);

    expect(unknown).toEqual([]);
    expect(Object.keys(bundle.variables)).toEqual(expect.arrayContaining(Object.values(environmentNames)));
  });

  test("archives and mails the day on its schedule, with the archived workbooks attached", async () => {
    const [run] = await runsOf(scheduled);

    expect(run).toMatchObject({
      report: "support",
      date: "2021-01-11",
      status: "sent",
      revision: 1,
      incomplete: false,
    });
    expect(await deployment.keys()).toEqual(expect.arrayContaining(Object.values(run?.keys ?? {})));
    expect(JSON.parse(`${await deployment.objectAt(run?.keys["report.json"])}`)).toMatchObject({
      report: "support",
      revision: 1,
    });
    expect(await mailed()).toEqual(["a@example.com", "b@example.com"]);
    const mail = await PostalMime.parse((await deployment.mails())[0]?.raw_data ?? "");
    expect(mail.subject).toMatch(/ · Поддержка/);
    const attached = mail.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer));
    const archived = [
      await deployment.objectAt(run?.keys["report.xlsx"]),
      await deployment.objectAt(run?.keys["sessions.xlsx"]),
    ];
    expect(attached.map((file, i) => file.equals(archived[i] ?? Buffer.of()))).toEqual([true, true]);
  });

  test("finds out that a day is done by reading one object, without asking the TWIN API", async () => {
    const [first] = await runsOf(scheduled);
    aws.requests.length = 0;
    const before = twin.requests.length;

    const [second] = await runsOf(scheduled);

    expect(second).toEqual({ ...first, status: "already sent", mails: { sent: [], earlier: [], refused: 0 } });
    expect(aws.requests).toEqual([`GET /${deployment.bucket}/ledger/support/2021-01-11/done.json`]);
    expect([twin.requests.length - before, (await mailed()).length]).toEqual([0, 2]);
  });

  test("makes and mails the enabled reports of yesterday for {}", async () => {
    const yesterdays = [dateBefore(Date.now(), ZONE)];
    const runs = await runsOf({});
    yesterdays.push(dateBefore(Date.now(), ZONE));

    expect(runs).toMatchObject([{ report: "support", status: "sent", revision: 1 }]);
    expect(yesterdays).toContain(runs[0]?.date);
  });

  test("archives a day that is not due without mailing it, and mails it with mail", async () => {
    const event = { report: "support", date: "2021-01-05" };

    expect(await runsOf(event)).toMatchObject([{ date: "2021-01-05", status: "archived", revision: 1 }]);
    expect(await mailed()).toEqual([]);

    expect(await runsOf({ ...event, mail: true })).toMatchObject([{ status: "sent", revision: 1 }]);
    expect(await mailed()).toEqual(["a@example.com", "b@example.com"]);
  });

  test("archives a range of days, and returns the range to ask for next if the time is over", async () => {
    const event = { report: "support", from: "2021-01-05", to: "2021-01-06" };

    const first = await call(event, { timeLeft: 60_000 });
    const second = await call({ ...event, ...first.answer?.next }, { timeLeft: 60_000 });

    expect(first.answer).toMatchObject({
      runs: [{ date: "2021-01-05", status: "archived" }],
      next: { from: "2021-01-06", to: "2021-01-06" },
    });
    expect(second.answer).toMatchObject({ runs: [{ date: "2021-01-06", status: "archived" }] });
    expect(second.answer?.next).toBeUndefined();
  });

  test("mails only the addresses in sendTo, once per request, and does not mark the day as done", async () => {
    const event = { report: "support", date: "2021-01-11", sendTo: ["me@test.example.com"] };

    for (const requestId of ["request-a", "request-a"]) await runsOf(event, { requestId });

    expect(await mailed()).toEqual(["me@test.example.com"]);
    expect((await deployment.keys()).filter((key) => key.endsWith("done.json"))).toEqual([]);
    expect(await runsOf(scheduled)).toMatchObject([{ status: "sent", revision: 1 }]);
  });

  test("makes and mails revision 2 with force, and does not change revision 1", async () => {
    const [first] = await runsOf(scheduled);
    const manifest = await deployment.objectAt("reports/support/2021/01/11/r1.json");

    const [forced] = await runsOf({ report: "support", date: "2021-01-11", force: true, mail: true });

    expect(forced).toMatchObject({ status: "sent", revision: 2, headline: first?.headline });
    expect(await mailed()).toHaveLength(4);
    expect(await deployment.objectAt("reports/support/2021/01/11/r1.json")).toEqual(manifest);
    expect(await deployment.keys()).toEqual(expect.arrayContaining(Object.values(first?.keys ?? {})));
  });

  test("writes and mails nothing in a dry run, and returns the headline figures", async () => {
    const [run] = await runsOf({ report: "support", date: "2021-01-11", dryRun: true });

    expect(run).toMatchObject({ status: "dry run", revision: null, keys: {} });
    expect(run?.headline.sessions).toBeGreaterThan(0);
    // It only reads: the login, and the tallies of earlier days, from which the finding of an unusually empty day follows.
    const tallies = `GET /${deployment.bucket}/tables/tallies/report%3Dsupport/`;
    expect(aws.requests.filter((request) => !request.startsWith(tallies))).toEqual([
      "POST secretsmanager.GetSecretValue",
    ]);
    expect([await deployment.keys(), await mailed()]).toEqual([[], []]);
  });

  test("refuses an unknown field by its name before it does anything", async () => {
    const before = twin.requests.length;

    const { error } = await call({ report: "support", dat: "2021-01-11" });

    expect(error).toMatchObject({ name: "RequestError", code: "BAD_REQUEST" });
    expect(error?.message).toContain('has an unknown field "dat"; the fields are report, date,');
    expect([aws.requests, twin.requests.length - before]).toEqual([[], 0]);
  });

  test("counts a refused request for its stage, so that it raises no alarm", async () => {
    const { output } = await call({ report: "suport" });

    expect(
      output
        .split("\n")
        .filter((line) => line.includes("RequestsRefused"))
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      {
        _aws: { CloudWatchMetrics: [{ Namespace: "DailyReport", Dimensions: [["service", "stage"]] }] },
        ...{ service: "daily-report", stage: "prod", RequestsRefused: 1 },
      },
    ]);
  });

  test("throws the error of the TWIN API, so that retries and alarms see it", async () => {
    const wrong = { [environmentNames.twinSecretId]: await storeLogin("another-password") };

    const { answer, error } = await call(scheduled, { environment: { ...environment, ...wrong } });

    expect(answer).toBeNull();
    expect(error).toMatchObject({ name: "TwinLoginError", code: "TWIN_LOGIN_REFUSED" });
    expect(error?.message).toContain('To run it again: {"report":"support","scheduledTime":"2021-01-12T04:30:00Z"}.');
    expect(error?.message).not.toContain("another-password");
    expect([await deployment.keys(), await mailed()]).toEqual([["ledger/support/2021-01-11/tries.json"], []]);
  });

  test("removes the files of a run that was killed", async () => {
    const left = ["reports", "sessions"].map(
      (folder) =>
        `${folder}/support/2021/01/11/20210101T043000Z-0123abcd-r1/${folder === "reports" ? "report.json" : "sessions.xlsx"}`,
    );
    for (const key of left) await deployment.put(key, "left");

    await runsOf(scheduled);

    const keys = await deployment.keys();
    expect(keys.filter((key) => left.includes(key))).toEqual([]);
    expect(keys).toContain("reports/support/2021/01/11/r1.json");
  });

  test("writes one log line and one metrics line per run", async () => {
    const { output } = await call({ ...scheduled, attempt: "2" });
    // Node itself may print a warning, for example about a deprecated function that a library uses.
    const own = output.split("\n").filter((line) => !line.startsWith("(") && line !== "");
    const lines = own.map((line) => JSON.parse(line));

    expect(lines[0]?.received).toBeGreaterThanOrEqual(60);
    expect(lines).toMatchObject([
      {
        ...{ level: "INFO", message: "report done", service: "daily-report", report: "support", day: "2021-01-11" },
        ...{ requestId: `request-${calls}`, scheduledTime: scheduled.scheduledTime, attempt: 2, revision: 1 },
      },
      {
        _aws: {
          CloudWatchMetrics: [
            {
              Namespace: "DailyReport",
              Dimensions: [
                ["service", "stage"],
                ["service", "stage", "report"],
              ],
            },
          ],
        },
        ...{
          service: "daily-report",
          stage: "prod",
          report: "support",
          SessionsRead: lines[0]?.received,
          Short: 0,
          MailsSent: 2,
          DayCompleted: 1,
        },
      },
    ]);
  });

  test("makes the days of a backfill, leaves out the one that is done, and sums them up", async () => {
    const own = { backfill: "b", plan: { from: "2021-01-05", to: "2021-01-06" } };
    await runsOf({ report: "support", from: "2021-01-05", to: "2021-01-05" });

    const planned = (await call(own)).answer?.planned;
    expect(planned).toEqual({ key: "backfills/b/days.json", days: 2 });
    const days: object[] = JSON.parse((await deployment.objectAt(planned?.key)).toString());
    const records = [];
    for (const day of days) {
      const made = (await runsOf(day)).length;
      records.push({ Input: JSON.stringify(day), Output: JSON.stringify({ made }), Status: "SUCCEEDED" });
    }
    const Key = "backfills/b/map-run/SUCCEEDED_0.json";
    await deployment.put(Key, JSON.stringify(records));
    const results = "backfills/b/map-run/manifest.json";
    await deployment.put(results, JSON.stringify({ ResultFiles: { FAILED: [], SUCCEEDED: [{ Key, Size: 1 }] } }));

    expect((await call({ ...own, results })).answer?.summary).toMatchObject({ made: 1, before: 1, notMade: 0 });
    expect(await mailed()).toEqual([]);
  });

  test("sends the login only to hosts of TWIN inside Lambda", async () => {
    const before = twin.requests.length;
    const inLambda = { ...environment, AWS_LAMBDA_FUNCTION_NAME: "daily-report" };

    const { error } = await call(scheduled, { environment: inLambda });

    expect(error).toMatchObject({ name: "TwinAddressError", code: "TWIN_ADDRESS" });
    expect([aws.requests, twin.requests.length - before]).toEqual([[], 0]);
  });

  // Last, because it looks at the calls of all tests above.
  test("has called AWS only as its role allows, and has used all that the role allows except to abort an upload", () => {
    const [used, allowed] = [madeCalls(aws.permissions), allowedCalls(bundle.permissions)];

    expect(used.filter((one) => !allowed.includes(one))).toEqual([]);
    // What the clean-up of a failed upload does is tested by test/archive/upload-file.slow.test.ts.
    expect(allowed.filter((one) => !used.includes(one))).toEqual(["s3:AbortMultipartUpload sessions"]);
  });
});
