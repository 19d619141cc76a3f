import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { createScratchFile } from "../../functions/daily-report/session-table/write-scratch-file.ts";
import { createZipFile, type ZipFile } from "../../functions/daily-report/session-table/write-zip.ts";
import { hasProgram } from "../programs.ts";
import { withScratchFolder } from "./scratch-folder.ts";

const ENTRIES = 66_000;

/** 1030 pieces of 4 MiB are more than 4 GiB. */
const PIECES = 1_030;
const PIECE = 1 << 22;

const READ = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as file:
    names = file.namelist()
    print(json.dumps([file.testzip(), len(names), names[-1], file.read(names[-1]).decode()]))
`;

/** Writes a zip file and returns what Python finds in it: the first bad entry, the number of entries, the last name and content. */
async function readByPython(write: (zip: ZipFile) => Promise<void>): Promise<unknown> {
  return await withScratchFolder(async (folder) => {
    const path = folder.newPath("large.zip");
    const file = createScratchFile(path);
    const zip = createZipFile(file.write, 1);
    await write(zip);
    await zip.finish();
    await file.finish();
    const { stdout, stderr } = spawnSync("/usr/bin/python3", ["-c", READ, path], { encoding: "utf8" });
    expect(stderr).toBe("");
    return JSON.parse(stdout);
  });
}

describe.runIf(hasProgram("openpyxl", "reading large zip files with Python"))("Python reads a zip file", () => {
  test("with more entries than a record without zip64 can count", async () => {
    const found = await readByPython(async (zip) => {
      for (let entry = 1; entry <= ENTRIES; entry++) {
        zip.begin(`entry ${entry}`);
        await zip.end(Buffer.from(`content ${entry}`));
      }
    });

    expect(found).toEqual([null, ENTRIES, `entry ${ENTRIES}`, `content ${ENTRIES}`]);
  }, 120_000);

  test("with an entry of more than 4 GiB", async () => {
    const found = await readByPython(async (zip) => {
      zip.begin("large");
      const zeros = Buffer.alloc(PIECE);
      for (let piece = 1; piece < PIECES; piece++) await zip.write(zeros);
      await zip.end(zeros);
      zip.begin("small");
      await zip.end(Buffer.from("content"));
    });

    expect(found).toEqual([null, 2, "small", "content"]);
  }, 120_000);
});
