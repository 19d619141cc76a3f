import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hasProgram } from "../programs.ts";
import { botOnly, handled } from "../session-rows.ts";
import { filesOf, namesByHead } from "./table-files.ts";

/** Semicolons, UTF-8, all sheets, cells as they are shown. */
const CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1";

test.runIf(hasProgram("libreoffice", "opening the session table in LibreOffice"))(
  "LibreOffice shows the session table: local times, numbers, booleans, escapes and texts in cells and shared",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "session-table-"));
    try {
      const rows = [
        [
          handled({ id: "s1", operatorName: "_x0041_ & <b>", price: 0.1, fcr: true, chatName: "Support" }),
          botOnly({ id: "s2", closedAt: null, chatName: "Support", botName: `=${"x".repeat(80)}` }),
        ],
      ];
      const { xlsx } = await filesOf(rows, { sessionUrl: "https://example.com/chats/{id}" });
      writeFileSync(join(folder, "sessions.xlsx"), xlsx);
      const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
      const args = ["--headless", profile, "--convert-to", CSV, join(folder, "sessions.xlsx"), "--outdir", folder];
      expect(spawnSync("libreoffice", args, { timeout: 120_000 }).status).toBe(0);
      const lines = readFileSync(join(folder, "sessions-Sessions.csv"), "utf8").trimEnd().split("\n");
      const [head = [], first = [], second = []] = lines.map((line) => line.split(";"));
      const cell = (row: readonly string[], name: string) =>
        row[head.findIndex((text) => namesByHead.get(text) === name)];

      expect(lines).toHaveLength(3);
      expect(cell(first, "created_at")).toBe("2026-03-02 12:00:00");
      expect(cell(first, "operator_name")).toBe("_x0041_ & <b>");
      expect(cell(first, "price")).toBe("0.1");
      expect(cell(first, "fcr")).toBe("TRUE");
      expect([cell(first, "chat_name"), cell(second, "chat_name")]).toEqual(["Support", "Support"]);
      expect(cell(second, "bot_name")).toBe(`'=${"x".repeat(80)}`);
      expect(cell(second, "closed_at")).toBe("");
      expect([cell(first, "date"), cell(first, "half_hour"), cell(first, "url")]).toEqual([
        ...["2026-03-02", "12:00", "open"],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  120_000,
);
