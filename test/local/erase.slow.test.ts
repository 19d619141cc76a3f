import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ListObjectVersionsCommand, PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { s3ClientAt } from "../archive/open-bucket.ts";
import { hasProgram } from "../programs.ts";
import { handled } from "../session-rows.ts";
import { emptyFolder } from "../story-world.ts";
import { startDeployedStack } from "./deployed/deployed-stack.ts";
import { runCommand } from "./run-command.ts";

const CLIENT = "client-canary";
const TABLE = "tables/sessions/report=support/day=2026-03-02/sessions.parquet";

/** Makes a day of three sessions in a new folder; two are of the client, one of them still waits for an operator. */
async function madeDay(): Promise<string> {
  const [out, files] = [await emptyFolder(), await emptyFolder()];
  const [data, reports] = [join(files, "sessions.ndjson"), join(files, "reports.json")];
  const waiting = {
    id: "waiting-1",
    clientId: CLIENT,
    closedAt: null,
    operatorAssignedAt: null,
    takenByOperatorAt: null,
    operatorFirstMessageCreatedAt: null,
  };
  const rows = [handled({ id: "closed-1", clientId: CLIENT }), handled(waiting), handled({ clientId: "client-2" })];
  await writeFile(data, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  await writeFile(reports, JSON.stringify([{ id: "support", zone: "Europe/Moscow" }]));
  const made = await runCommand("report.ts", [
    "--out",
    out,
    "--reports",
    reports,
    "--data",
    data,
    "--date",
    "2026-03-02",
  ]);
  expect([made.code, made.stderr]).toEqual([0, ""]);
  return out;
}

async function sessionsIn(out: string): Promise<number> {
  const { stdout } = await runCommand("ask.ts", ["--out", out, "--json", "SELECT count(*) AS n FROM sessions"]);
  return JSON.parse(stdout)[0].n;
}

describe("npm run erase over a folder", () => {
  test("shows in a dry run what it then erases, finds nothing the second time, and never prints the client", async () => {
    const out = await madeDay();
    const erase = (...args: string[]) => runCommand("erase.ts", ["--out", out, "--client", CLIENT, ...args]);

    const dry = await erase("--dry-run");
    expect(await sessionsIn(out)).toBe(3);
    const done = await erase();
    const again = await erase();

    const day = "support 2026-03-02: 2 sessions, 3 versions of files removed, the table rewritten without them";
    expect([dry.code, dry.stderr, done.code, again.code]).toEqual([0, "", 0, 0]);
    expect(dry.stdout).toContain(`Nothing was changed. It would be:\n${day}\n`);
    expect(done.stdout.split("\n").slice(0, 4)).toEqual(["Erased:", day, "", "What this command cannot remove:"]);
    expect(done.stdout).toMatch(/support 2026-03-02: mails, perhaps with sessions.xlsx attached, to [0-9a-f]{12}\n/);
    expect(done.stdout).toContain("support 2026-03-02: report.json lists the sessions waiting-1, without the client\n");
    expect(done.stdout).toContain(`mails in ${join(out, "outbox")}\n`);
    expect(again.stdout).toBe("No session table has rows of this client.\n");
    expect(await sessionsIn(out)).toBe(1);
    expect(`${dry.stdout}${done.stdout}`).not.toMatch(/canary|@/);
    expect(await createFolderArchiveStore(out).list("sessions/")).toEqual([]);
  });

  test("asks for the client", async () => {
    const { code, stderr } = await runCommand("erase.ts", ["--out", await emptyFolder()]);

    expect([code, stderr.trim()]).toEqual([1, "No client is named; give --client with the id in TWIN."]);
  });
});

describe.skipIf(!hasProgram("moto_server", "npm run erase over AWS"))("npm run erase over AWS", () => {
  test("removes all versions, with the key of the stack", async () => {
    const folder = createFolderArchiveStore(await madeDay());
    const stack = await startDeployedStack("prod");
    onTestFinished(() => stack.stop());
    const s3 = s3ClientAt(stack.endpoint);
    onTestFinished(() => s3.destroy());
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket: stack.bucket, VersioningConfiguration }));
    for (const key of [...(await folder.list("")), TABLE]) {
      if (!key.startsWith("settings/")) await stack.archive.put(key, (await folder.get(key)) ?? Buffer.of(), "");
    }
    await stack.storeSecret("mask-key", Buffer.from((await folder.get("settings/mask-key.txt")) ?? []).toString());
    const erase = () => runCommand("erase.ts", ["--client", CLIENT, "--json"], { env: stack.env });

    const [done, again] = [await erase(), await erase()];

    expect([done.code, done.stderr]).toEqual([0, ""]);
    const sessions = ["closed-1", "waiting-1"];
    const day = { report: "support", date: "2026-03-02", sessions, removed: 4, isRewritten: true };
    expect(JSON.parse(done.stdout)).toMatchObject({ dryRun: false, days: [day], unreadable: [] });
    expect(JSON.parse(again.stdout)).toMatchObject({ days: [], unreadable: [] });
    const versionsBelow = async (Prefix: string) => {
      const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: stack.bucket, Prefix }));
      return Versions.map(({ Key, IsLatest }) => [Key, IsLatest]);
    };
    expect(await versionsBelow("sessions/")).toEqual([]);
    expect(await versionsBelow("tables/sessions/")).toEqual([[TABLE, true]]);
  });
});
