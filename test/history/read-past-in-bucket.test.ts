import { S3Client } from "@aws-sdk/client-s3";
import { expect, onTestFinished, test } from "vitest";
import { createS3ArchiveStore } from "../../functions/daily-report/archive/s3-archive-store.ts";
import { dateDaysBefore } from "../../functions/daily-report/domain/report-day.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { readPast } from "../../functions/daily-report/history/read-past.ts";
import { type AwsFault, startSmallAws } from "../deployed/small-aws.ts";
import { day, settings } from "../session-rows.ts";
import { archiveTally, pastWorld, sessionsOf, tallyKey } from "./archived-days.ts";

const asked = { report: "support", day, filters: noFilters, settings, holidays: [] };
const back = (days: number) => dateDaysBefore(day.date, days);

/** A world whose archive is a bucket. */
async function bucketWorld(fault?: (call: string) => AwsFault | null) {
  const aws = await startSmallAws({ secrets: {}, ...(fault && { fault }) });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new S3Client({
    endpoint: aws.endpoint,
    region: "eu-central-1",
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await aws.stop();
  });
  return { ...(await pastWorld()), aws, archive: createS3ArchiveStore({ client, bucket: "archive" }) };
}

test("readPast reads earlier days from a bucket, each once", async () => {
  const { aws, ...world } = await bucketWorld();
  for (const days of [35, 7, 1]) await archiveTally(world, back(days), sessionsOf(back(days), days));
  const before = aws.calls.length;

  const { past } = await readPast(asked, world);

  expect(past.trend.map(({ date, metrics }) => [date, metrics.handled?.value])).toEqual([
    [back(35), 35],
    [back(7), 7],
    [back(1), 1],
  ]);
  expect(past.before.known).toBe(2);
  expect(aws.calls.slice(before)).toHaveLength(56);
});

test("readPast throws if the bucket refuses a file", async () => {
  const refused = { status: 403, body: "<Error><Code>AccessDenied</Code></Error>" };
  const { aws: _, ...world } = await bucketWorld((call) => (call === `get ${tallyKey(back(3))}` ? refused : null));

  await expect(readPast(asked, world)).rejects.toMatchObject({ name: "ArchiveError" });
});
