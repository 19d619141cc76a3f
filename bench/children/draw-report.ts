import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { renderEmail } from "../../functions/daily-report/email/render-email.ts";
import { renderWorkbook } from "../../functions/daily-report/workbook/render-workbook.ts";

/** Reads a report.json and, with the part `draw`, draws its mail and report.xlsx: `draw-report.ts FOLDER PART`. Prints their sizes in bytes. */
const [folder = "", part = ""] = process.argv.slice(2);
const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Report;
const input = { report, title: "Support", locale: "ru", currency: "RUB" } as const;

async function draw(): Promise<Record<string, number>> {
  const { html } = renderEmail({ ...input, enclosure: { attached: ["report.xlsx"], archived: ["report.xlsx"] } });
  const workbook = await renderWorkbook(input);
  return { html: Buffer.byteLength(html), workbook: workbook.length };
}

process.stdout.write(JSON.stringify(part === "draw" ? await draw() : { html: 0, workbook: 0 }));
