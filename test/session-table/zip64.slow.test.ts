import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { createScratchFile } from "../../functions/daily-report/session-table/write-scratch-file.ts";
import { createZipFile } from "../../functions/daily-report/session-table/write-zip.ts";
import { hasProgram } from "../programs.ts";
import { withScratchFolder } from "./scratch-folder.ts";

const ENTRIES = 66_000;

const READ = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as file:
    names = file.namelist()
    print(json.dumps([file.testzip(), len(names), names[-1], file.read(names[-1]).decode()]))
`;

test.runIf(hasProgram("openpyxl", "reading a zip file of 66 000 entries with Python"))(
  "Python reads a zip file with more entries than a record without zip64 can count",
  async () => {
    await withScratchFolder(async (folder) => {
      const path = folder.newPath("many.zip");
      const file = createScratchFile(path);
      const zip = createZipFile(file.write, 1);
      for (let entry = 1; entry <= ENTRIES; entry++) {
        zip.begin(`entry ${entry}`);
        await zip.end(Buffer.from(`content ${entry}`));
      }
      await zip.finish();
      await file.finish();

      const { stdout, stderr } = spawnSync("/usr/bin/python3", ["-c", READ, path], { encoding: "utf8" });
      expect(stderr).toBe("");
      expect(JSON.parse(stdout)).toEqual([null, ENTRIES, `entry ${ENTRIES}`, `content ${ENTRIES}`]);
    });
  },
  120_000,
);
