import { expect, test } from "vitest";
import { ArchiveError } from "../functions/daily-report/archive/archive-error.ts";
import { fileKey } from "../functions/daily-report/delivery/archive-layout.ts";
import { runIdAt } from "../functions/daily-report/delivery/run-id.ts";
import type { ArchiveStore } from "../functions/daily-report/ports.ts";
import { runReport, type World } from "../functions/daily-report/run-report.ts";
import { dailyRun, definitionOf } from "./plain-story.ts";
import { day, handled, lost } from "./session-rows.ts";
import { type StoryWorld, storyWorld } from "./story-world.ts";

const ref = { report: "support", date: "2026-03-02" };
const dead = runIdAt(Date.parse("2026-03-03T04:29:00Z"), "dead0000");

/** Runs the report in a world, optionally with another archive. */
function run(world: World) {
  return runReport({ definition: definitionOf(), day, ...dailyRun }, world);
}

async function figuresAndRows({ archive }: StoryWorld): Promise<string[]> {
  return [...(await archive.list("reports/")), ...(await archive.list("sessions/"))];
}

const committed = [
  "reports/support/2026/03/02/r1.json",
  "reports/support/2026/03/02/run-1-r1/days.parquet",
  "reports/support/2026/03/02/run-1-r1/report.json",
  "reports/support/2026/03/02/run-1-r1/report.xlsx",
  "reports/support/2026/03/02/run-1-r1/tally.json",
  "sessions/support/2026/03/02/run-1-r1/email.eml",
  "sessions/support/2026/03/02/run-1-r1/sessions.parquet",
  "sessions/support/2026/03/02/run-1-r1/sessions.xlsx",
];

async function leaveBehind(archive: ArchiveStore): Promise<void> {
  for (const name of ["report.xlsx", "sessions.xlsx"] as const) {
    await archive.put(fileKey(ref, { runId: dead, revision: 1 }, name), Buffer.from("half a day"), "");
  }
}

test("a run that cannot write all its files removes those it wrote", async () => {
  const world = await storyWorld([handled(), lost()]);
  const { archive } = world;
  const putFile: ArchiveStore["putFile"] = (key, file, type) =>
    key.endsWith("/sessions.parquet")
      ? Promise.reject(new ArchiveError("ARCHIVE_STORE", "The archive is full."))
      : archive.putFile(key, file, type);

  await expect(run({ ...world, archive: { ...archive, putFile } })).rejects.toThrow("The archive is full.");

  expect(await archive.list("")).toEqual([]);
});

test("the next run of the day removes the files of a killed run", async () => {
  const world = await storyWorld([handled(), lost()]);
  await leaveBehind(world.archive);

  await run(world);

  expect(await figuresAndRows(world)).toEqual(committed);
  expect(world.told.map(({ event }) => event)).toEqual(["report done"]);
});

test("a run removes the files of a killed run even if its own figures were already committed", async () => {
  const world = await storyWorld([handled(), lost()]);
  await run(world);
  await leaveBehind(world.archive);

  const { answer } = await run(world);

  expect(answer.status).toBe("already sent");
  expect(await figuresAndRows(world)).toEqual(committed);
});

test("a removal that fails is logged, and all recipients get the mail", async () => {
  const world = await storyWorld([handled(), lost()]);
  await leaveBehind(world.archive);
  const reason = "The archive does not remove.";
  const remove = () => Promise.reject(new ArchiveError("ARCHIVE_STORE", reason));

  await run({ ...world, archive: { ...world.archive, remove } });

  expect(world.mails.map(({ to }) => to)).toEqual(["a@example.com", "b@example.com"]);
  expect(world.told).toMatchObject([
    { level: "warn", event: "files left behind", facts: { report: "support", day: "2026-03-02", reason } },
    { level: "info", event: "report done" },
  ]);
});
