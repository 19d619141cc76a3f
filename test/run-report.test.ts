import { describe, expect, test } from "vitest";
import type { Report } from "../functions/daily-report/domain/report.ts";
import { reportDay } from "../functions/daily-report/domain/report-day.ts";
import type { OutgoingMail, SessionQuery } from "../functions/daily-report/ports.ts";
import {
  answerIfDone,
  type RunRequest,
  type RunResult,
  runReport,
  type World,
} from "../functions/daily-report/run-report.ts";
import { dailyRun, definitionOf, plainDrawings } from "./plain-story.ts";
import { day, handled, lost } from "./session-rows.ts";
import { storyWorld } from "./story-world.ts";

function run(world: World, fields = {}, other: Partial<RunRequest> = {}): Promise<RunResult> {
  return runReport({ definition: definitionOf(fields), day, ...dailyRun, ...other }, world);
}

async function archivedReport(world: World, { answer }: RunResult): Promise<Report> {
  const body = await world.archive.get(answer.keys["report.json"] ?? "");
  return JSON.parse(Buffer.from(body ?? []).toString());
}

test("a run asks the API for the sessions of the day with the filters of the report", async () => {
  const world = await storyWorld();

  await run(world, { companyId: 42, botId: "b", supervised: true });

  expect(world.queries).toMatchObject([
    { from: day.from, to: day.to, filters: { companyId: 42, botId: "b", supervised: true } },
  ]);
});

test("a run asks the API for personal fields only if the report keeps or masks personal data", async () => {
  const world = await storyWorld();

  await run(world, { personalData: "mask" });
  await run(world, { personalData: "drop" });

  expect(world.queries.map(({ fields }) => fields.includes("clientId"))).toEqual([true, false]);
  expect(world.queries.every(({ fields }) => fields.includes("createdAt"))).toBe(true);
});

test("a run passes the progress of its reading on, and logs it", async () => {
  const world = await storyWorld([handled()]);
  const steps = [0, 5000].map((sessionsRead) => ({ sessionsRead, declared: 10_000 }));
  const source = {
    readDay: (query: SessionQuery) => {
      for (const step of steps) query.onProgress?.(step);
      return world.source.readDay(query);
    },
  };
  const shown: unknown[] = [];

  await run({ ...world, source }, {}, { onProgress: (step) => void shown.push(step) });

  expect(shown).toEqual(steps);
  expect(world.told.filter(({ event }) => event === "reading")).toMatchObject([
    { level: "info", facts: { report: "support", sessions: 5000, declared: 10_000, percent: 50 } },
  ]);
});

test("a run archives all files under one manifest, session rows in a separate folder, and writes the tables of the day", async () => {
  const world = await storyWorld([handled(), lost()]);

  const result = await run(world, { recipients: [] });

  expect((await world.archive.list("")).filter((key) => !key.startsWith("ledger/"))).toEqual([
    "reports/support/2026/03/02/r1.json",
    "reports/support/2026/03/02/run-1-r1/days.parquet",
    "reports/support/2026/03/02/run-1-r1/report.json",
    "reports/support/2026/03/02/run-1-r1/report.xlsx",
    "reports/support/2026/03/02/run-1-r1/tally.json",
    "sessions/support/2026/03/02/run-1-r1/email.eml",
    "sessions/support/2026/03/02/run-1-r1/sessions.parquet",
    "sessions/support/2026/03/02/run-1-r1/sessions.xlsx",
    "tables/days/report=support/day=2026-03-02/days.parquet",
    "tables/sessions/report=support/day=2026-03-02/sessions.parquet",
    "tables/tallies/report=support/day=2026-03-02/tally.json",
  ]);
  expect(await archivedReport(world, result)).toEqual(result.report);
});

test("tally.json holds the schema, zone, settings and versions that decide whether tallies can be merged", async () => {
  const world = await storyWorld([handled()]);

  const { answer } = await run(world, { firstReplySeconds: 45 });

  const body = await world.archive.get(answer.keys["tally.json"] ?? "");
  expect(JSON.parse(Buffer.from(body ?? []).toString())).toMatchObject({
    schema: "daily-report-tally/1",
    report: "support",
    date: "2026-03-02",
    zone: "Europe/Moscow",
    settings: { firstReplySeconds: 45 },
    versions: { nps: 1, sl1: 1 },
  });
});

test("a run uses the first-reply targets of the report and its groups, and shows the names of the groups", async () => {
  const world = await storyWorld([handled({ operatorGroupIds: [5] }, 30), handled({ operatorGroupIds: [6] }, 30)]);

  const { report } = await run(world, {
    firstReplySeconds: 20,
    groups: { "5": { name: "Sales", firstReplySeconds: 30 }, "6": {} },
  });

  expect(report.settings).toEqual({ firstReplySeconds: 20, groupFirstReplySeconds: { "5": 30 } });
  expect(report.metrics.sl1.numerator).toBe(1);
  expect(report.breakdowns.groups.map(({ name }) => name)).toEqual(["Sales", "6"]);
});

test("a run mails every recipient once and attaches both archived workbooks", async () => {
  const world = await storyWorld([handled()]);

  const { answer } = await run(world);

  expect([answer.status, answer.mails.sent]).toEqual([
    "sent",
    ["place 1", "place 2"].map((place) => ({ place, revision: 1 })),
  ]);
  expect(world.mails.map(({ to }) => to)).toEqual(["a@example.com", "b@example.com"]);
  expect(world.mails[0]).toMatchObject({
    from: "reports@example.com",
    subject: "support 2026-03-02",
    text: "r1, support-2026-03-02.xlsx,support-2026-03-02-sessions.xlsx, 2 archived",
    attachments: [
      { fileName: "support-2026-03-02.xlsx", content: Buffer.from("workbook r1") },
      { fileName: "support-2026-03-02-sessions.xlsx", content: Buffer.from("1 rows") },
    ],
  });
});

test.each(["keep", "mask", "drop"])(
  "the sessions of report.json name no client if personalData is %s",
  async (mode) => {
    const client = {
      name: "Canary",
      clientId: "canary-1",
      whatsappPhone: "+7999canary",
      dialogResults: { a: "canary" },
    };
    const world = await storyWorld([handled({ ...client, id: "s1", nps: 0 }), handled({ ...client, closedAt: null })]);

    const report = await archivedReport(world, await run(world, { personalData: mode }));

    expect(report.sessions?.openFirst).toMatchObject([{ id: "s1", reasons: [{ id: "detractor", value: 0 }] }]);
    expect(JSON.stringify(report)).not.toMatch(/canary/i);
  },
);

describe("a second run", () => {
  test("with the same figures changes nothing and mails nobody", async () => {
    const world = await storyWorld([handled()]);
    const first = await run(world);
    const before = await world.archive.list("");

    const second = await run(world);

    expect(second.answer).toMatchObject({ status: "already sent", revision: 1, keys: first.answer.keys });
    expect(second.answer.mails).toEqual({ sent: [], earlier: first.answer.mails.sent, refused: 0 });
    expect([world.mails.length, await world.archive.list("")]).toEqual([2, before]);
  });

  test("with other figures writes revision 2, does not change revision 1, and does not send the daily mail again", async () => {
    const world = await storyWorld([handled()]);
    const first = await run(world);
    world.readings.push({ declared: 2, rows: [handled(), handled()] });

    const second = await run(world);

    expect([second.answer.revision, second.report.metrics.sessions.value]).toEqual([2, 2]);
    expect((await archivedReport(world, first)).metrics.sessions.value).toBe(1);
    expect(world.mails.map(({ html }) => html)).toEqual(["<p>r1</p>", "<p>r1</p>"]);
  });

  test("with the same figures of other sessions keeps the revision and its sessions", async () => {
    const world = await storyWorld([handled({ id: "before", nps: 0 })]);
    const first = await run(world);
    world.readings.push({ declared: 1, rows: [handled({ id: "after", nps: 0 })] });
    world.readings.shift();

    const second = await run(world);

    expect(second.answer.revision).toBe(first.answer.revision);
    expect((await archivedReport(world, second)).sessions?.openFirst).toMatchObject([{ id: "before" }]);
  });

  test.each([
    ["zone's day", { zone: "Europe/Kaliningrad" }],
    ["filter", { botId: "b" }],
    ["target", { firstReplySeconds: 30 }],
    ["group's name", { groups: { "5": { name: "Sales" } } }],
    ["treatment of personal data", { personalData: "drop" }],
    ["title", { title: "Other" }],
    ["language", { locale: "ru" }],
    ["currency", { currency: "RUB" }],
  ])("with another %s makes a new revision", async (_, fields) => {
    const world = await storyWorld([handled()]);
    await run(world);
    const other = definitionOf(fields);

    const { answer } = await run(world, fields, { day: reportDay(day.date, other.zone) });

    expect([answer.revision, answer.status]).toEqual([2, "archived"]);
  });

  test("makes a new revision if the API declares another count", async () => {
    const world = await storyWorld([handled()]);
    await run(world);
    world.readings.push({ declared: 2, rows: [handled()] });
    const rows = world.readings[0]?.rows ?? [];
    world.readings[1] = { declared: 2, rows };

    expect((await run(world)).answer).toMatchObject({ revision: 2, incomplete: true });
  });

  test("mails the remaining files and keeps the table if the archived session rows have expired", async () => {
    const world = await storyWorld([handled()]);
    const { answer } = await run(world, {}, { deliver: "none" });
    for (const key of await world.archive.list("sessions/")) await world.archive.remove(key);

    await run(world, {}, { deliver: "revision" });

    expect(world.mails[0]?.attachments.map(({ fileName }) => fileName)).toEqual(["support-2026-03-02.xlsx"]);
    expect(await world.archive.list("tables/sessions/")).toHaveLength(1);
    expect(answer.keys["sessions.xlsx"]).toBeDefined();
  });

  test("that delivers by revision mails the new revision", async () => {
    const world = await storyWorld([handled()]);
    await run(world);
    world.readings.push({ declared: 2, rows: [handled(), handled()] });

    await run(world, {}, { deliver: "revision" });

    expect(world.mails.map(({ html }) => html)).toEqual(["<p>r1</p>", "<p>r1</p>", "<p>r2</p>", "<p>r2</p>"]);
  });

  test("with force makes and mails a new revision of equal figures, once per key", async () => {
    const world = await storyWorld([handled()]);
    await run(world);

    for (const force of ["k", "k"]) await run(world, {}, { force, deliver: "revision" });

    expect(world.mails.map(({ html }) => html)).toEqual(["<p>r1</p>", "<p>r1</p>", "<p>r2</p>", "<p>r2</p>"]);
  });

  test("with a force key that was used before answers and mails the revision of that key", async () => {
    const world = await storyWorld([handled()]);
    await run(world, {}, { force: "k" });
    world.readings.push({ declared: 2, rows: [handled(), handled()] });

    const again = await run(world, {}, { force: "k", deliver: { name: "to-1", recipients: ["c@example.com"] } });

    expect([again.answer.revision, again.answer.headline.sessions]).toEqual([1, 1]);
    expect(world.mails.at(-1)).toMatchObject({ to: "c@example.com", html: "<p>r1</p>" });
  });

  test("mails only the recipients whose mail failed before", async () => {
    const world = await storyWorld([handled()]);
    const send = world.mailer.send;
    const failing: World = {
      ...world,
      mailer: { send: (mail) => (mail.to === "b@example.com" ? Promise.reject(new Error("down")) : send(mail)) },
    };

    await expect(run(failing)).rejects.toMatchObject({
      name: "MailsFailedError",
      message: expect.stringContaining("1 of 2 recipients"),
    });
    await expect(run(world)).rejects.toMatchObject({ name: "DeliveryInProgress" });
    world.time.now += 60_000;
    await run(world);

    expect(world.mails.map(({ to }) => to)).toEqual(["a@example.com", "b@example.com"]);
    expect(world.mails.map(({ text }) => text.includes("perhaps again"))).toEqual([false, true]);
    expect(
      world.measured.map(({ measures }) => [measures.MailsSent, measures.MailsFailed, measures.PossibleRepeats]),
    ).toEqual([
      [1, 1, 0],
      [0, 0, 0],
      [1, 0, 1],
    ]);
  });

  test("reports a refused recipient once per request, and the day is not marked as done", async () => {
    const world = await storyWorld([handled()]);
    const refusal = Object.assign(new Error("no such box"), { fate: "refused" });
    const send = (mail: OutgoingMail) =>
      mail.to === "b@example.com" ? Promise.reject(refusal) : world.mailer.send(mail);
    const refusing = { ...world, mailer: { send } };

    await expect(run(refusing)).rejects.toMatchObject({ name: "MailsFailedError" });
    const retried = await run(refusing);
    const call = { requestId: "request-2", scheduledTime: null, attempt: null };
    const mended = await run(world, {}, { call });

    expect(retried.answer).toMatchObject({ status: "already sent", mails: { refused: 1 } });
    expect(mended.answer).toMatchObject({ status: "sent", mails: { refused: 0 } });
    expect(world.measured.map(({ measures }) => measures.DayCompleted)).toEqual([0, 0, 1]);
  });
});

test("a report without a sender and recipients is archived without email.eml", async () => {
  const world = await storyWorld([handled()]);
  const drawings = { ...plainDrawings, mime: () => Promise.reject(new Error("a mail without a sender")) };

  const { answer } = await run({ ...world, drawings }, { sender: null, recipients: [] });

  expect([answer.status, "email.eml" in answer.keys]).toEqual(["archived", false]);
  expect(await world.archive.list("ledger/")).toEqual([]);
});

test("every mail and the archived email.eml have a List-ID with the id of the report", async () => {
  const world = await storyWorld([handled()]);
  const drawings = { ...plainDrawings, mime: async ({ list }: OutgoingMail) => Buffer.from(JSON.stringify(list)) };

  const { answer } = await run({ ...world, drawings }, { title: "Поддержка" });

  const mail = await world.archive.get(answer.keys["email.eml"] ?? "");
  const lists = [...world.mails.map(({ list }) => list), JSON.parse(Buffer.from(mail ?? []).toString())];
  expect(lists).toEqual(Array(3).fill({ id: "support", title: "Поддержка" }));
});

test("a run logs and measures numbers and names, and no addresses", async () => {
  const world = await storyWorld([handled(), lost()], 3);
  const scheduled = { requestId: "request-1", scheduledTime: "2026-03-03T04:30:00Z", attempt: 2 };

  await run(world, {}, { call: scheduled });

  expect(world.told).toEqual([
    {
      level: "info",
      event: "report done",
      facts: {
        ...{ report: "support", day: "2026-03-02", runId: "run-1", ...scheduled, durationMs: 0 },
        ...{ status: "sent", revision: 1, declared: 3, received: 2, duplicate: 0, invalid: 0, short: 1, found: "" },
        ...{ mailsSent: 2, mailsEarlier: 0, mailsRefused: 0 },
      },
    },
  ]);
  expect(world.measured).toEqual([
    {
      report: "support",
      measures: {
        ...{ SessionsRead: 2, Duplicates: 0, Invalid: 0, Short: 1, MailsSent: 2, MailsFailed: 0, PossibleRepeats: 0 },
        ...{ Findings: 0, UnexpectedlyQuiet: 0, RowsUnreadable: 0, DayCompleted: 1, DurationMs: 0 },
        ...{ DaysRestated: 0, DaysNotReadAgain: 0 },
      },
    },
  ]);
});

test("a run that does not send the daily mail does not measure DayCompleted", async () => {
  const world = await storyWorld([handled()]);

  await run(world, {}, { deliver: "none" });

  expect(world.measured[0]?.measures).not.toHaveProperty("DayCompleted");
});

test("a report is complete if more sessions are received than declared", async () => {
  expect((await run(await storyWorld([handled(), lost()], 1))).answer.incomplete).toBe(false);
});

test("a dry run asks the API for no personal fields", async () => {
  const world = await storyWorld([handled()]);

  await run(world, { personalData: "keep" }, { dryRun: true });

  expect(world.queries[0]?.fields.includes("clientId")).toBe(false);
});

test("a dry run returns the headline figures and writes nothing", async () => {
  const world = await storyWorld([handled(), lost()]);

  const { answer } = await run(world, {}, { dryRun: true });

  expect(answer).toMatchObject({
    status: "dry run",
    revision: null,
    headline: { sessions: 2, lost_rate: 50 },
    keys: {},
  });
  expect([await world.archive.list(""), world.mails]).toEqual([[], []]);
});

test("a run that delivers to nobody archives the day, sends no mail and does not mark the day as done", async () => {
  const world = await storyWorld([handled()]);

  const { answer } = await run(world, {}, { deliver: "none" });

  expect([answer.status, world.mails, await world.archive.list("ledger/")]).toEqual(["archived", [], []]);
});

test("a run finds out with one read of the archive that a day is done", async () => {
  const world = await storyWorld([handled()]);
  const request = { definition: definitionOf(), day, ...dailyRun, skipIfDone: true };
  const first = (await runReport(request, world)).answer;
  expect(first.status).toBe("sent");
  const reads: string[] = [];
  const get = (key: string) => {
    reads.push(key);
    return world.archive.get(key);
  };

  const done = await answerIfDone(request, { ...world, archive: { ...world.archive, get } });

  expect(done).toEqual({ ...first, status: "already sent", mails: { sent: [], earlier: [], refused: 0 } });
  expect(reads).toEqual(["ledger/support/2026-03-02/done.json"]);
  expect(world.told.at(-1)).toMatchObject({ event: "report done before", facts: { runId: "run-2", revision: 1 } });
  expect(world.measured.at(-1)?.measures).toMatchObject({ DayCompleted: 1 });
});

test("a done day is answered from the mark of an older version, without findings", async () => {
  const world = await storyWorld([handled()]);
  const request = { definition: definitionOf(), day, ...dailyRun, skipIfDone: true };
  const { findings: _, ...older } = (await runReport(request, world)).answer;
  await world.archive.put(
    "ledger/support/2026-03-02/done.json",
    Buffer.from(JSON.stringify(older)),
    "application/json",
  );

  expect(await answerIfDone(request, world)).toMatchObject({ status: "already sent", revision: 1, findings: [] });
});

test.each(["[]", "{}", '"sent"', '{"report":"support","date":"2026-03-02"}'])(
  "a run throws and names the mark if done.json holds %s",
  async (mark) => {
    const world = await storyWorld([handled()]);
    await world.archive.put("ledger/support/2026-03-02/done.json", Buffer.from(mark), "application/json");

    await expect(
      answerIfDone({ definition: definitionOf(), day, ...dailyRun, skipIfDone: true }, world),
    ).rejects.toThrow("is not a mark of this project; remove it");
  },
);

test("a run throws if the archived report.json has another schema, and force makes a new revision that is mailed", async () => {
  const world = await storyWorld([handled()]);
  const { answer } = await run(world, {}, { deliver: "none" });
  const key = answer.keys["report.json"] ?? "";
  await world.archive.put(key, Buffer.from('{"schema":"daily-report/2"}'), "application/json");

  await expect(run(world)).rejects.toMatchObject({
    code: "REPORT_FILE_SCHEMA",
    message: expect.stringContaining(`${key} does not have the schema daily-report/1`),
  });
  const forced = await run(world, {}, { force: "k" });

  expect([forced.answer.revision, forced.answer.status, world.mails.length]).toEqual([2, "sent", 2]);
});

test("a run whose drawing fails leaves no revision and sends no mail", async () => {
  const world = await storyWorld([handled()]);
  const failing = { ...world, drawings: { ...plainDrawings, workbook: () => Promise.reject(new Error("no ink")) } };

  await expect(run(failing)).rejects.toMatchObject({
    name: "Error",
    code: "UNEXPECTED",
    message: expect.stringContaining(
      "Report support of 2026-03-02 failed while archiving (Error): an unexpected error",
    ),
  });

  expect([await world.archive.list(""), world.mails]).toEqual([[], []]);
  const [failed] = world.told;
  expect(failed).toMatchObject({ level: "error", event: "report failed", facts: { step: "archiving" } });
  expect(failed?.facts.stack).toMatch(/^at .*run-report\.test\.ts/);
  expect(JSON.stringify([world.told, world.measured])).not.toContain("no ink");
  expect(world.measured[0]?.measures).toMatchObject({ SessionsRead: 1, DayCompleted: 0 });
});

test("a day without sessions is archived and mailed like any other day", async () => {
  const { report, answer } = await run(await storyWorld([]));

  expect([report.metrics.sessions.value, report.reconciliation.short, answer.mails.sent.length]).toEqual([0, 0, 2]);
});

test("a report with recipients but no sender is refused before the API is asked", async () => {
  const world = await storyWorld([handled()]);

  await expect(run(world, { sender: null })).rejects.toThrow(
    'Report support of 2026-03-02 failed while planning (ReportDefinitionError): report "support": sender is missing',
  );

  expect(world.queries).toEqual([]);
});
