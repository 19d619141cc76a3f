import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Report } from "../functions/daily-report/domain/report.ts";
import { reportDay } from "../functions/daily-report/domain/report-day.ts";
import { runOverItems } from "../local/run-locally.ts";
import { inventSessions } from "../local/twin-emulator/invent-sessions.ts";
import { definitionOf } from "./plain-story.ts";
import { hasProgram } from "./programs.ts";
import { emptyFolder } from "./story-world.ts";

/**
 * Does what an analyst would do: opens sessions.xlsx of a run, looks up the columns on its second sheet, filters by the flag
 * columns, and computes the figures of the report. Python reads the workbook, so that no code of the project takes part.
 */
const REBUILD = `
import json, sys, statistics
import openpyxl
sheet, fields = openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[:2]
names = {head: name for head, _, name in fields.iter_rows(values_only=True)}
rows = sheet.iter_rows(values_only=True)
head = [names[text] for text in next(rows)]
sessions = [dict(zip(head, row)) for row in rows]
handled = [s for s in sessions if s["class"] == "handled"]
share = lambda column: [100 * sum(s[column] == "yes" for s in sessions), sum(s[column] in ("yes", "no") for s in sessions)]
nps = [s["in_nps"] for s in handled if s["in_nps"]]
times = sorted(s["first_reply_seconds"] for s in handled if s["in_frt"])
ratio = lambda k_n: k_n[0] / k_n[1]
print(json.dumps({
    "sessions": sum(s["class"] != "spam" for s in sessions),
    "lost_rate": 100 * sum(s["class"] == "lost" for s in sessions) / sum(s["class"] in ("handled", "lost", "unanswered", "waiting") for s in sessions),
    "nps": 100 * (nps.count("promoter") - nps.count("detractor")) / len(nps),
    "csi": statistics.fmean(s["csi_share"] for s in handled if s["in_csi"]),
    "csat_top_box": ratio(share("in_top_box")),
    "sl1": ratio(share("in_sl1")),
    "fcr": ratio(share("in_fcr")),
    "transfer_rate": ratio(share("in_transfer")),
    "containment": ratio(share("in_containment")),
    "frt": statistics.fmean(times),
    "frt_p50": statistics.median(times),
    "messages_client": sum(s["client_messages"] or 0 for s in sessions if s["class"] != "spam"),
    "price_total": sum(s["price"] or 0 for s in sessions if s["class"] != "spam"),
}))
`;

const day = reportDay("2026-03-02", "Europe/Moscow");

test.runIf(hasProgram("openpyxl", "rebuilding the report from the session table"))(
  "thirteen figures of the report are rebuilt by filtering sessions.xlsx",
  async () => {
    const definition = definitionOf({ groups: { "1": { firstReplySeconds: 30 }, "3": { firstReplySeconds: 120 } } });
    const items = inventSessions({ ...day, seed: 11, count: 1500 });
    const { paths } = await runOverItems({ definition, day, folder: await emptyFolder() }, items);
    const report: Report = JSON.parse(await readFile(paths.files["report.json"] ?? "", "utf8"));

    const python = execFileSync("/usr/bin/python3", ["-c", REBUILD, paths.files["sessions.xlsx"] ?? ""], {
      encoding: "utf8",
    });

    const rebuilt = Object.entries(JSON.parse(python) as Record<keyof Report["metrics"], number>);
    expect(rebuilt).toHaveLength(13);
    for (const [id, value] of rebuilt) {
      expect([id, report.metrics[id as keyof Report["metrics"]].value]).toEqual([id, expect.closeTo(value, 9)]);
    }
  },
);
