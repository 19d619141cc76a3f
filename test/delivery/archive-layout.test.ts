import { describe, expect, test } from "vitest";
import {
  attemptOf,
  claimKey,
  claimNumberOf,
  contentTypes,
  doneKey,
  failedKey,
  fileKey,
  fileNames,
  foldersOf,
  mailOf,
  manifestKey,
  markFolder,
  readAgainClaimKey,
  readAgainEndKey,
  revisionOf,
  sentKey,
  triesKey,
} from "../../functions/daily-report/delivery/archive-layout.ts";

const ref = { report: "support", date: "2026-03-02" };
const folder = "ledger/support/2026-03-02/daily/0a1b";

test("the ledger has one folder per recipient and delivery, which holds the marks of one mail", () => {
  expect(markFolder(ref, "daily", "0a1b")).toBe(folder);
  expect([sentKey(folder), failedKey(folder), claimKey(folder, 3)]).toEqual([
    `${folder}/sent.json`,
    `${folder}/failed.json`,
    `${folder}/claim-3.json`,
  ]);
  expect([doneKey(ref), readAgainClaimKey(ref), readAgainEndKey(ref)]).toEqual([
    "ledger/support/2026-03-02/done.json",
    "ledger/support/2026-03-02/read-again-claim.json",
    "ledger/support/2026-03-02/read-again-end.json",
  ]);
});

describe("claimNumberOf", () => {
  test.each([1, 9, 10, 12_345])("reads the number %d from the key of a claim", (number) => {
    expect(claimNumberOf(claimKey(folder, number))).toBe(number);
  });

  test.each([
    "claim-0.json",
    "claim-01.json",
    "claim-1.jsonl",
    "claim-1a.json",
    "claim-.json",
    "aclaim-1.json",
    "sent.json",
  ])("returns null for %s", (name) => {
    expect(claimNumberOf(`${folder}/${name}`)).toBeNull();
  });
});

describe("revisionOf", () => {
  test.each([1, 10, 987])("reads the revision %d from the key of a manifest", (revision) => {
    expect(revisionOf(ref, manifestKey(ref, revision))).toBe(revision);
  });

  test.each(["r0.json", "r01.json", "r1.json.bak", "r1x.json", "r.json", "run/r1.json", "xr1.json"])(
    "returns null for %s",
    (name) => {
      expect(revisionOf(ref, `reports/support/2026/03/02/${name}`)).toBeNull();
    },
  );
});

test("foldersOf returns all folders of a day", () => {
  expect(foldersOf(ref)).toEqual([
    "reports/support/2026/03/02",
    "sessions/support/2026/03/02",
    "tables/tallies/report=support/day=2026-03-02",
    "tables/days/report=support/day=2026-03-02",
    "tables/sessions/report=support/day=2026-03-02",
    "ledger/support/2026-03-02",
  ]);
});

describe("attemptOf", () => {
  const attempt = { runId: "20260303T043005Z-0a1b2c3d", revision: 12 };

  test.each(Object.values(fileNames))("reads the run and the revision from the key of %s", (name) => {
    expect(attemptOf(ref, fileKey(ref, attempt, name))).toEqual(attempt);
  });

  test.each([
    "reports/support/2026/03/02/r1.json",
    "reports/support/2026/03/02/run/report.json",
    "reports/support/2026/03/02/run-r0/report.json",
    "reports/support/2026/03/02/run-r01/report.json",
    "reports/support/2026/03/02/-r1/report.json",
    "reports/support/2026/03/02/run-r1/notes.txt",
    "reports/support/2026/03/02/run-r1/toString",
    "reports/support/2026/03/02/run-r1/sessions.xlsx",
    "sessions/support/2026/03/02/run-r1/report.xlsx",
    "reports/support/2026/03/02/old/run-r1/report.json",
    "reports/support/2026/03/03/run-r1/report.json",
    "reports/sales/2026/03/02/run-r1/report.json",
    "report.json",
  ])("returns null for %s", (key) => {
    expect(attemptOf(ref, key)).toBeNull();
  });
});

describe("the mail that a mark is about", () => {
  const hash = "0123456789abcdef0123456789abcdef";

  test.each(["sent.json", "failed.json", "claim-2.json"])("is read from the key of %s", (file) => {
    const key = `${markFolder(ref, "r2", hash)}/${file}`;
    expect(mailOf(ref, key)).toEqual({ delivery: "r2", recipientHash: hash });
  });

  test.each([
    doneKey(ref),
    triesKey(ref),
    `ledger/support/2026-03-02/daily/${hash}`,
    "ledger/support/2026-03-02/daily/0123/sent.json",
  ])("there is none for %s", (key) => {
    expect(mailOf(ref, key)).toBeNull();
  });
});

test("every file has its content type", () => {
  const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  expect(contentTypes).toEqual({
    "report.xlsx": xlsx,
    "report.json": "application/json",
    "tally.json": "application/json",
    "days.parquet": "application/vnd.apache.parquet",
    "sessions.xlsx": xlsx,
    "sessions.parquet": "application/vnd.apache.parquet",
    "email.eml": "message/rfc822",
  });
});
