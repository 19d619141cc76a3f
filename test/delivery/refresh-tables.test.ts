import { expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { commitDay } from "../../functions/daily-report/delivery/commit-day.ts";
import { refreshTables } from "../../functions/daily-report/delivery/refresh-tables.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import { emptyFolder } from "../story-world.ts";

const ref = { report: "support", date: "2026-03-02" };
const tally = "tables/tallies/report=support/day=2026-03-02/tally.json";
const days = "tables/days/report=support/day=2026-03-02/days.parquet";
const sessions = "tables/sessions/report=support/day=2026-03-02/sessions.parquet";

const nothing = { settings: [], metrics: [], counters: [], breakdowns: [], fields: [], findings: [] };

async function commit(store: ArchiveStore, text: string): Promise<void> {
  const draw = async () => [
    { name: "tally.json", body: Buffer.from(`tally ${text}`) } as const,
    { name: "sessions.parquet", body: Buffer.from(`rows ${text}`) } as const,
    { name: "days.parquet", body: Buffer.from(`figures ${text}`) } as const,
    { name: "report.json", body: Buffer.from(`report ${text}`) } as const,
  ];
  const operations = { log: () => {}, measure: () => {} };
  await commitDay(
    { archive: store, operations },
    { ref, runId: `run-${text}`, known: nothing, fingerprint: () => text, force: null, restatedFor: null, draw },
  );
}

async function textOf(store: ArchiveStore, key: string): Promise<string> {
  return Buffer.from((await store.get(key)) ?? []).toString();
}

test("the tables of a day are copies of files of its newest revision, one file per table", async () => {
  const store: ArchiveStore = createFolderArchiveStore(await emptyFolder());
  for (const text of ["a", "b"]) {
    await commit(store, text);
    await refreshTables(store, ref);
  }

  expect(await store.list("tables/")).toEqual([days, sessions, tally]);
  expect(await Promise.all([tally, sessions, days].map((key) => textOf(store, key)))).toEqual([
    "tally b",
    "rows b",
    "figures b",
  ]);
});

test("the next run corrects the tables that a killed run left out of date", async () => {
  const store: ArchiveStore = createFolderArchiveStore(await emptyFolder());
  await commit(store, "a");
  await refreshTables(store, ref);
  await commit(store, "b");

  await refreshTables(store, ref);

  expect(await textOf(store, tally)).toBe("tally b");
});

test("a slow run that overwrites newer tables corrects them itself", async () => {
  const store: ArchiveStore = createFolderArchiveStore(await emptyFolder());
  await commit(store, "a");
  let overtaken = false;
  const slow: ArchiveStore = {
    ...store,
    async copy(from, to) {
      if (!overtaken) {
        overtaken = true;
        await commit(store, "b");
        await refreshTables(store, ref);
      }
      return store.copy(from, to);
    },
  };

  await refreshTables(slow, ref);

  expect([await textOf(store, tally), await textOf(store, sessions)]).toEqual(["tally b", "rows b"]);
});

test("tables are copied within the archive: no file of the day except its manifest is read", async () => {
  const store: ArchiveStore = createFolderArchiveStore(await emptyFolder());
  await commit(store, "a");
  const read: string[] = [];
  const watched: ArchiveStore = {
    ...store,
    get(key) {
      read.push(key);
      return store.get(key);
    },
    put: () => Promise.reject(new Error("put")),
    putFile: () => Promise.reject(new Error("put")),
  };

  await refreshTables(watched, ref);

  expect(new Set(read)).toEqual(new Set(["reports/support/2026/03/02/r1.json"]));
  expect(await textOf(store, sessions)).toBe("rows a");
});

test("a table whose session rows have expired in the revision is kept", async () => {
  const store: ArchiveStore = createFolderArchiveStore(await emptyFolder());
  await commit(store, "a");
  await refreshTables(store, ref);
  await store.remove("sessions/support/2026/03/02/run-a-r1/sessions.parquet");
  await store.put(sessions, Buffer.from("without one client"), "");

  await refreshTables(store, ref);

  expect(await textOf(store, sessions)).toBe("without one client");
});

test("tables that are up to date are not written again", async () => {
  const store: ArchiveStore = createFolderArchiveStore(await emptyFolder());
  await commit(store, "a");
  await refreshTables(store, ref);
  const sealed: ArchiveStore = { ...store, copy: () => Promise.reject(new Error("written again")) };

  await expect(refreshTables(sealed, ref)).resolves.toBeUndefined();
});
