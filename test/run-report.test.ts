import { describe, expect, test } from "vitest";
import { fileOf } from "../functions/daily-report/delivery/commit-day.ts";
import type { Report } from "../functions/daily-report/domain/report.ts";
import { type RunResult, runReport, type World } from "../functions/daily-report/run-report.ts";
import { day, handled, lost } from "./session-rows.ts";
import { definitionOf, plainDrawings, storyWorld } from "./story-world.ts";

const run = (world: World, fields = {}) => runReport({ definition: definitionOf(fields), day }, world);

async function archivedReport(world: World, { manifest }: RunResult): Promise<Report> {
  const body = await world.archive.get(fileOf(manifest, "report.json").key);
  return JSON.parse(Buffer.from(body ?? []).toString());
}

test("asks for the day's sessions with the report's filters", async () => {
  const world = await storyWorld();

  await run(world, { companyId: 42, botId: "b", supervised: true });

  expect(world.queries).toEqual([{ from: day.from, to: day.to, companyId: 42, botId: "b", supervised: true }]);
});

test("archives workbook, report.json and tally.json under one manifest", async () => {
  const world = await storyWorld([handled(), lost()]);

  const result = await run(world);

  expect(await world.archive.list("reports/support/2026/03/02/")).toEqual([
    "reports/support/2026/03/02/r1.json",
    "reports/support/2026/03/02/run-1/report.json",
    "reports/support/2026/03/02/run-1/report.xlsx",
    "reports/support/2026/03/02/run-1/tally.json",
  ]);
  expect(await archivedReport(world, result)).toEqual(result.report);
});

test("counts with the first-reply targets of the report and its groups, and calls groups by their names", async () => {
  const world = await storyWorld([handled({ operatorGroupIds: [5] }, 30), handled({ operatorGroupIds: [6] }, 30)]);

  const { report } = await run(world, {
    firstReplySeconds: 20,
    groups: { "5": { name: "Sales", firstReplySeconds: 30 }, "6": {} },
  });

  expect(report.settings).toEqual({ firstReplySeconds: 20, groupFirstReplySeconds: { "5": 30 } });
  expect(report.metrics.sl1.numerator).toBe(1);
  expect(report.breakdowns.groups.map(({ name }) => name)).toEqual(["Sales", "6"]);
});

test("mails every recipient once, with the archived workbook", async () => {
  const world = await storyWorld([handled()]);

  const { mails } = await run(world);

  expect(mails.sent).toEqual(["place 1", "place 2"]);
  expect(world.mails.map(({ to }) => to)).toEqual(["a@example.com", "b@example.com"]);
  expect(world.mails[0]).toMatchObject({
    from: "reports@example.com",
    subject: "support 2026-03-02",
    text: "r1, support-2026-03-02.xlsx, 3 files",
    attachments: [{ fileName: "support-2026-03-02.xlsx", content: Buffer.from("workbook r1") }],
  });
});

describe("run again", () => {
  test("with the same figures it changes nothing and mails nobody", async () => {
    const world = await storyWorld([handled()]);
    const first = await run(world);

    const second = await run(world);

    expect(second.manifest).toEqual(first.manifest);
    expect(second.mails).toEqual({ sent: [], earlier: first.mails.sent });
    expect(world.mails.length).toBe(2);
    expect(await world.archive.list("reports/")).toHaveLength(4);
  });

  test("with other figures it writes revision 2 and leaves revision 1 as it was", async () => {
    const world = await storyWorld([handled()]);
    const first = await run(world);
    world.readings.push({ declared: 2, rows: [handled(), handled()] });

    const second = await run(world);

    expect([second.manifest.revision, second.report.metrics.sessions.value]).toEqual([2, 2]);
    expect((await archivedReport(world, first)).metrics.sessions.value).toBe(1);
    expect(world.mails.map(({ html }) => html)).toEqual(["<p>r1</p>", "<p>r1</p>", "<p>r2</p>", "<p>r2</p>"]);
  });

  test("after a mail failed it mails those who still lack theirs", async () => {
    const world = await storyWorld([handled()]);
    const send = world.mailer.send;
    const failing: World = {
      ...world,
      mailer: { send: (mail) => (mail.to === "b@example.com" ? Promise.reject(new Error("down")) : send(mail)) },
    };

    await expect(run(failing)).rejects.toThrow("down");
    await run(world);

    expect(world.mails.map(({ to }) => to)).toEqual(["a@example.com", "b@example.com"]);
  });
});

test("a drawing that fails leaves no revision behind, and nobody gets a mail", async () => {
  const world = await storyWorld([handled()]);
  const failing = { ...world, drawings: { ...plainDrawings, workbook: () => Promise.reject(new Error("no ink")) } };

  await expect(run(failing)).rejects.toThrow("no ink");

  expect([await world.archive.list(""), world.mails]).toEqual([[], []]);
});

test("a day without sessions is a report like any other", async () => {
  const { report, mails } = await run(await storyWorld([]));

  expect([report.metrics.sessions.value, report.reconciliation.short, mails.sent.length]).toEqual([0, 0, 2]);
});

test("refuses readers without a sender before anything is asked", async () => {
  const world = await storyWorld([handled()]);

  await expect(run(world, { sender: null })).rejects.toThrow('report "support": sender is missing');

  expect(world.queries).toEqual([]);
});
