import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { s3ClientAt } from "../archive/open-bucket.ts";
import { type DeployedStage, deployStage } from "./deployed-stage.ts";
import { answerOf } from "./read-execution.ts";
import { GROUP, sessionsOn, stageReport } from "./stage-reports.ts";

const CLIENT = "client-canary";
const [first, second] = ["2021-01-11", "2021-01-12"];

/** Invented sessions of two days; the 21st of the first day and the 11th and 12th of the second are of the client. */
function sessionsWithClient(): Record<string, unknown>[] {
  const of = (date: string, ...places: number[]) =>
    sessionsOn([date]).map((item, index) => ({ ...item, ...(places.includes(index) && { clientId: CLIENT }) }));
  return [...of(first, 20), ...of(second, 10, 11)];
}

describe("a client of whom the archive has sessions", () => {
  let stage: DeployedStage;
  let s3: S3Client;
  beforeAll(async () => {
    stage = await deployStage({ reports: [stageReport({ restateDays: 0 })], sessions: sessionsWithClient() });
    s3 = s3ClientAt(stage.awsEndpoint);
    for (const scheduledTime of ["2021-01-12T04:30:00Z", "2021-01-13T04:30:00Z"]) {
      const [execution] = await stage.service.deliver(stage.scheduled(GROUP, scheduledTime));
      expect(answerOf(execution).runs).toMatchObject([{ status: "sent", revision: 1 }]);
    }
    // TWIN has lost a session of another client, so that the second day has two revisions.
    stage.twin.replaceSessions(sessionsWithClient().filter((_, index, all) => index !== all.length - 30));
    const again = await stage.service.invoke({ report: "support", date: second, force: true });
    expect(answerOf(again).runs).toMatchObject([{ revision: 2 }]);
    await stage.figures("the archive for erase: two days, three revisions");
  });
  afterAll(async () => {
    s3?.destroy();
    await stage?.stop();
  });

  async function versions() {
    const found: { key: string; id: string; isLatest: boolean }[] = [];
    let page: Partial<ListObjectVersionsCommandOutput> = { IsTruncated: true };
    while (page.IsTruncated) {
      const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
      const ask = { Bucket: stage.deployment.bucket, KeyMarker, VersionIdMarker };
      page = await s3.send(new ListObjectVersionsCommand(ask));
      for (const { Key = "", VersionId = "", IsLatest = false } of page.Versions ?? [])
        found.push({ key: Key, id: VersionId, isLatest: IsLatest });
    }
    return found;
  }

  /** How many rows each version of each session table has, by another reader of parquet than that of the command. */
  async function rowsOfTables() {
    const tables = (await versions()).filter(({ key }) => key.endsWith("/sessions.parquet"));
    return Promise.all(
      tables.map(async ({ key: Key, id: VersionId, isLatest }) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: stage.deployment.bucket, Key, VersionId }));
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
        const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer, columns: ["id"] });
        return { key: Key, isLatest, rows: rows.length };
      }),
    );
  }
  const erase = (...args: string[]) => stage.command("erase.ts", "--client", CLIENT, ...args);

  test("is gone from all versions after the command, which finds nothing the second time", async () => {
    const before = await rowsOfTables();
    const dry = await erase("--dry-run");
    expect(await rowsOfTables()).toEqual(before);
    const done = await erase();
    const after = await rowsOfTables();
    const again = await erase();

    expect([dry.code, dry.stderr, done.code, done.stderr, again.code]).toEqual([0, "", 0, "", 0]);
    const lines = done.stdout.split("\n");
    process.stdout.write(`FIGURES erase: ${lines.slice(1, 3).join("; ")}\n`);
    expect(dry.stdout).toContain(`Nothing was changed. It would be:\n${lines[1]}\n${lines[2]}\n`);
    expect(lines[1]).toMatch(/^support 2021-01-11: 1 sessions, \d+ versions of files removed, the table rewritten/);
    expect(lines[2]).toMatch(/^support 2021-01-12: 2 sessions, \d+ versions of files removed, the table rewritten/);
    expect(again.stdout).toBe("No session table has rows of this client.\n");
    expect(`${dry.stdout}${done.stdout}${again.stdout}`).not.toMatch(/canary|@/);

    const table = (date: string) => `tables/sessions/report=support/day=${date}/sessions.parquet`;
    const rows = (date: string) => before.find(({ key, isLatest }) => key === table(date) && isLatest)?.rows ?? 0;
    expect(after).toEqual([
      { key: table(first), isLatest: true, rows: rows(first) - 1 },
      { key: table(second), isLatest: true, rows: rows(second) - 2 },
    ]);
    expect((await versions()).filter(({ key }) => key.startsWith("sessions/"))).toEqual([]);
  });

  test("stays away: the figures are kept, and a later call of the schedule finds the days done", async () => {
    const [execution] = await stage.service.deliver(stage.scheduled(GROUP, "2021-01-13T05:30:00Z"));

    expect(answerOf(execution).runs).toMatchObject([{ date: second, status: "already sent" }]);
    const keys = await stage.deployment.keys();
    expect(keys).toEqual(
      expect.arrayContaining(["reports/support/2021/01/11/r1.json", "reports/support/2021/01/12/r2.json"]),
    );
    expect((await erase()).stdout).toBe("No session table has rows of this client.\n");
  });
});
