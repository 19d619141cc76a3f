import { describe, expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import type { Manifest } from "../../functions/daily-report/delivery/commit-day.ts";
import { readReportFile } from "../../functions/daily-report/delivery/read-report-file.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { mailOf } from "../email/mail-of.ts";
import { exampleHistory, examplePeriod } from "../example-history.ts";
import { handled, reportOf, watchedReport } from "../session-rows.ts";
import { emptyFolder } from "../story-world.ts";
import { busyDay } from "../texts/busy-day.ts";
import { firstReportFile } from "./first-report-file.ts";

const key = "reports/support/2026/03/02/run-1/report.json";
const manifest: Manifest = {
  schema: "daily-report-manifest/1",
  report: "support",
  date: "2026-03-02",
  revision: 1,
  runId: "run-1",
  fingerprint: "",
  force: null,
  files: [{ name: "report.json", key, bytes: 0, sha256: "" }],
};

/** Reads the report from an archive that holds this file as report.json. */
async function read(file: unknown): Promise<Report> {
  return readText(JSON.stringify(file));
}

async function readText(text: string): Promise<Report> {
  const archive = createFolderArchiveStore(await emptyFolder());
  await archive.put(key, Buffer.from(text));
  return readReportFile(archive, manifest);
}

/** The object without the part at the path. */
function without(file: object, path: string): object {
  const [name = "", ...rest] = path.split(".");
  const part: unknown = Reflect.get(file, name);
  const kept = Object.fromEntries(Object.entries(file).filter(([other]) => other !== name));
  return rest.length > 0 && typeof part === "object" && part !== null
    ? { ...kept, [name]: without(part, rest.join(".")) }
    : kept;
}

test("a report.json of this version is returned unchanged", async () => {
  const report = busyDay();

  expect(await read(report)).toEqual(report);
});

test("a report.json with a period and a history is returned unchanged", async () => {
  const report = { ...busyDay(), period: examplePeriod(), history: exampleHistory() };

  expect(await read(report)).toEqual(report);
});

test("a report.json with sessions is returned unchanged, and one whose sessions are damaged is refused", async () => {
  const report = watchedReport([handled({ nps: 0 }), handled({ noResponseOperatorToClient: true, userId: null })]);

  expect(await read(report)).toEqual(report);
  for (const part of ["openFirst", "waiting", "waiting.counts", "waiting.rows"]) {
    await expect(read(without(report, `sessions.${part}`))).rejects.toMatchObject({ code: "BAD_REPORT_FILE" });
  }
  const withoutReasons = report.sessions?.openFirst.map((session) => without(session, "reasons"));
  await expect(read({ ...report, sessions: { ...report.sessions, openFirst: withoutReasons } })).rejects.toMatchObject({
    code: "BAD_REPORT_FILE",
  });
});

describe("a report.json of the first version", () => {
  const sameSession = { nps: 9, csi: 4, csiMax: 5, companyId: 4390, operatorName: "Anna", userId: 7 };

  test("is read without findings, without a period, a history and sessions, and with a count of zero dates of 0", async () => {
    const report = await read(firstReportFile);

    expect(report.findings).toEqual([]);
    expect([report.period, report.history, report.sessions, report.npsMarks]).toEqual([null, null, null, []]);
    expect(report.quality.fields.updatedAt).toEqual({ null: 1, wrongType: 0, outOfRange: 0, noOffset: 0, zeroDate: 0 });
    expect(report.quality.fields.nps).toEqual({ null: 0, wrongType: 0, outOfRange: 0 });
  });

  test("keeps all its values", async () => {
    expect(await read(firstReportFile)).toMatchObject(firstReportFile);
  });

  test("gives the same mail as a report.json of this version", async () => {
    expect(mailOf(await read(firstReportFile))).toEqual(mailOf(reportOf([handled(sameSession, 30)])));
  });
});

describe("in a report.json of an older version", () => {
  test.each(["handled", "csat_top_box", "frt"] as const)(
    "the missing metric %s has the value null, not 0",
    async (id) => {
      const older = without(firstReportFile, `metrics.${id}`);

      expect((await read(older)).metrics[id].value).toBeNull();
      // The mail leaves out a figure without a value.
      expect(mailOf(await read(older)).text).not.toMatch(/null|NaN|undefined|handled 0/);
    },
  );

  test("missing metrics of rows have the value null, except those that the breakdown leaves out", async () => {
    const operators = [{ key: "7", name: "Anna", metrics: { sessions: { value: 1 } } }];
    const { breakdowns } = await read({ ...firstReportFile, breakdowns: { operators } });

    expect(breakdowns.operators[0]?.metrics).toMatchObject({ sessions: { value: 1 }, nps: { value: null, n: 0 } });
    expect(breakdowns.operators[0]?.metrics).not.toHaveProperty("containment");
    expect([breakdowns.groups, breakdowns.hours]).toEqual([[], []]);
  });

  test("a missing part of a metric is filled in as for a day without sessions", async () => {
    const older = without(firstReportFile, "metrics.csi.mismatch");

    expect((await read(older)).metrics.csi).toEqual(firstReportFile.metrics.csi);
  });

  test("a missing filter is read as not set", async () => {
    expect((await read(without(firstReportFile, "filters.botId"))).filters).toEqual(firstReportFile.filters);
  });

  test("a missing field or reason of invalid rows has the count 0", async () => {
    const older = without(without(firstReportFile, "quality.fields.closedAt"), "quality.invalid.no id");
    const { quality } = await read(older);

    expect([quality.fields.closedAt.wrongType, quality.invalid["no id"]]).toEqual([0, 0]);
  });
});

test("an unknown reason to open a session is left out, and so is a session without another reason", async () => {
  const report = watchedReport([handled({ id: "s-1", nps: 0 }), handled({ id: "s-2", nps: 1 })]);
  const unknown = { id: "of_another_version", value: 1 };
  const [first, second] = report.sessions?.openFirst ?? [];
  const openFirst = [
    { ...first, reasons: [unknown, ...(first?.reasons ?? [])] },
    { ...second, reasons: [unknown] },
  ];

  const { sessions } = await read({ ...report, sessions: { ...report.sessions, openFirst } });

  expect(sessions?.openFirst).toEqual([first]);
});

test("a session that waits in an unknown state is left out, and its count is kept", async () => {
  const report = watchedReport([handled({ id: "s-1", noResponseOperatorToClient: true })]);
  const waiting = report.sessions?.waiting;
  const [row] = waiting?.rows ?? [];
  const counts = { ...waiting?.counts, of_another_version: 1 };
  const rows = [{ ...row, id: "s-2", state: "of_another_version" }, row];

  const { sessions } = await read({ ...report, sessions: { ...report.sessions, waiting: { counts, rows } } });

  expect(row).toBeDefined();
  expect(sessions?.waiting).toEqual({ counts, rows: [row] });
});

test("an unknown state of a goal becomes null, so that it is neither missed nor one of goals that are all met", async () => {
  const met = { goal: 80, value: 90, n: 100, share: null, low: 80, high: 95, state: "met" };
  const unknown = { ...met, goal: 95, state: "of_another_version" };
  const goals = {
    metrics: { sl1: met, csi: unknown },
    groups: [{ key: "1", name: "Sales", metrics: { sl1: unknown, nps: met } }],
  };

  const report = await read({ ...busyDay(), goals });

  const unsaid = { ...unknown, state: null };
  expect(report.goals).toEqual({
    metrics: { sl1: met, csi: unsaid },
    groups: [{ key: "1", name: "Sales", metrics: { sl1: unsaid, nps: met } }],
  });
  expect(mailOf(report).text).toContain("goal 95%");
  expect(mailOf(report).subject).not.toContain("goals met");
  expect(mailOf(await read({ ...busyDay(), goals: { ...goals, metrics: { sl1: met } } })).subject).toContain(
    "goals met",
  );
});

test("a finding of an unknown detector is left out", async () => {
  const known = { id: "csi_zero_for_unrated", count: 1, of: 20, fields: ["csi"] };
  const findings = [{ ...known, id: "of_another_version" }, known];

  expect((await read({ ...firstReportFile, findings })).findings).toEqual([known]);
});

test.each([["daily-report/2"], ["daily-report-tally/1"], [undefined]])("the schema %s is refused", async (schema) => {
  await expect(read({ ...firstReportFile, schema })).rejects.toMatchObject({
    name: "ReportFileError",
    code: "REPORT_FILE_SCHEMA",
    message: `The archive's ${key} does not have the schema daily-report/1, the only one that this version of the program reads; deploy the version that wrote it, or run the day with "force": true, which writes a new revision.`,
  });
});

describe("a damaged file is refused", () => {
  test.each([
    ["", "it is no JSON object"],
    ['{"schema":"daily-report/1","rep', "it is no JSON object"],
    ["[]", "it is no JSON object"],
    ["null", "it is no JSON object"],
    ['{"schema":"daily-report/1"}', '"report" is missing or of another form'],
  ])("that is %j", async (text, why) => {
    await expect(readText(text)).rejects.toMatchObject({
      name: "ReportFileError",
      code: "BAD_REPORT_FILE",
      message: `The archive's ${key} is damaged: ${why}; restore it from an older version of the object, or run the day with "force": true, which writes a new revision.`,
    });
  });

  test.each([
    ...["report", "fetchedAt", "revision", "day.zone", "day.hours", "filters", "metrics", "quality.fields"],
    ...["settings.firstReplySeconds", "reconciliation.in_day", "reconciliation.declared", "metrics.sessions.value"],
    ...["metrics.open.value", "breakdowns.operators"],
  ])("that lacks %s", async (path) => {
    await expect(read(without(firstReportFile, path))).rejects.toThrow(`"${path}" is missing or of another form`);
  });

  test.each([
    ["breakdowns.operators", { breakdowns: { operators: [{ key: "7" }] } }],
    ["breakdowns.groups", { breakdowns: { operators: [], groups: {} } }],
    ["findings", { findings: [null] }],
    ["period", { period: [] }],
    ["period", { period: without(examplePeriod(), "missing") }],
    ["history", { history: "none" }],
    ["history", { history: without(exampleHistory(), "usual") }],
    ["history", { history: without(exampleHistory(), "trend") }],
    ["goals", { goals: [] }],
    ["goals", { goals: { metrics: {} } }],
    ["goals", { goals: { metrics: {}, groups: [{ name: "Sales" }] } }],
    ["goals", { goals: { metrics: { sl1: null }, groups: [] } }],
    ["goals", { goals: { metrics: {}, groups: [{ name: "Sales", metrics: { sl1: 80 } }] } }],
    ["npsMarks", { npsMarks: { 10: 1 } }],
    ["day.date", { day: { ...firstReportFile.day, date: 20260302 } }],
  ])("in which %s is of another form", async (path, parts) => {
    await expect(read({ ...firstReportFile, ...parts })).rejects.toThrow(`"${path}" is missing or of another form`);
  });
});

test("the error for a report.json that the archive lost names its key", async () => {
  const archive = createFolderArchiveStore(await emptyFolder());

  await expect(readReportFile(archive, manifest)).rejects.toMatchObject({
    name: "CommitError",
    code: "MISSING_FILE",
    message: `The archive has lost ${key}, which its manifest names; restore it from an older version.`,
  });
});
