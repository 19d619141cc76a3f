import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFolderArchiveStore } from "../functions/daily-report/archive/folder-archive-store.ts";
import { compareDay } from "../functions/daily-report/compare-day.ts";
import { checksOf, timerFields } from "../functions/daily-report/domain/checks.ts";
import { buildReport, type Report } from "../functions/daily-report/domain/report.ts";
import { dateBefore, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { sessionFields } from "../functions/daily-report/domain/session.ts";
import { filtersOf } from "../functions/daily-report/domain/session-filters.ts";
import { sortOut } from "../functions/daily-report/domain/sort-out.ts";
import { mergeTallies, tallyOf } from "../functions/daily-report/domain/tally.ts";
import { SessionWatch } from "../functions/daily-report/domain/watch/session-watch.ts";
import { renderEmail } from "../functions/daily-report/email/render-email.ts";
import type { Operations } from "../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { settingsOf } from "../functions/daily-report/report-frame.ts";
import { renderWorkbook } from "../functions/daily-report/workbook/render-workbook.ts";
import { asSeenFromHere, fromHere, readOptions, runCommand } from "./command.ts";
import { firstDefinition, seedOf } from "./invent-day.ts";
import { inventEarlierDays } from "./invent-earlier-days.ts";
import { type PreviewKind, previewDay, previewKinds } from "./preview-days.ts";

const HELP = `Draws mail and workbook of an invented day, without the API or a mailer. "npm run preview" draws them again whenever
a source file is saved.

  npm run preview -- [options]

  --day KIND         ${previewKinds.join(", ")} (default: busy)
  --locale en|ru     the language (default: the report's own)
  --date YYYY-MM-DD  the day (default: yesterday)
  --seed NUMBER      a different number gives a different day (default: 1)
  --out DIR          the folder (default: out/preview)
  --no-pictures      make no PNG files (they need chromium, libreoffice and pdftoppm)
  --help             this text`;

const options = {
  day: { type: "string", default: "busy" },
  locale: { type: "string" },
  date: { type: "string" },
  seed: { type: "string" },
  out: { type: "string", default: "out/preview" },
  "no-pictures": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const browserFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--hide-scrollbars",
];

const silent: Operations = { log: () => {}, measure: () => {} };

await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const definition = firstDefinition(chosen.locale);
  const folder = fromHere(chosen.out);
  mkdirSync(folder, { recursive: true });
  const day = { kind: kindOf(chosen.day), date: chosen.date, seed: seedOf(chosen.seed) ?? 1 };
  const report = await reportOf(definition, day, folder);
  const files = await draw(report, definition, folder);
  const pictures = chosen["no-pictures"] ? [] : [...picturesOfMail(folder), ...picturesOfWorkbook(folder)];
  return [...files, ...pictures].map((name) => asSeenFromHere(join(folder, name))).join("\n");
});

function kindOf(text: string): PreviewKind {
  const kind = previewKinds.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw new ReportError(
    "WRONG_OPTION",
    `There is no day "${text}" to preview; --day takes ${previewKinds.join(", ")}.`,
  );
}

type Chosen = { readonly kind: PreviewKind; readonly date: string | undefined; readonly seed: number };

/** Builds the report of the invented day with the same functions as a run. Earlier days are kept in the folder. */
async function reportOf(definition: ReportDefinition, { kind, date, seed }: Chosen, folder: string): Promise<Report> {
  const { zone } = definition;
  const day = reportDay(date ?? dateBefore(Date.now(), zone), zone);
  const { rows, declared, weekday, earlier, late } = previewDay(kind, { day, seed });
  const archive = createFolderArchiveStore(join(folder, earlier === null ? "no-earlier-days" : "earlier-days"));
  if (earlier !== null) await inventEarlierDays({ definition, day, seed, share: earlier, archive });
  const sorted = sortOut(rows, day);
  const asked = {
    fields: [...sessionFields, ...timerFields, ...Object.keys(rows[0] ?? {})],
    filters: filtersOf(definition),
  };
  const tally = mergeTallies(tallyOf(sorted, day, settingsOf(definition)), checksOf(sorted, asked));
  const watch = new SessionWatch(settingsOf(definition));
  watch.add(sorted);
  const pulled = { tally, table: null, declared, inOrder: true, fetchedAt: day.to + 4.5 * 3_600_000, watch };
  const frame = await compareDay({ definition, day, late }, pulled, { archive, operations: silent });
  return buildReport(tally, { ...frame, weekday, revision: 1 });
}

async function draw(report: Report, definition: ReportDefinition, folder: string): Promise<string[]> {
  const { title, locale, currency, sessionUrl } = definition;
  const enclosure = { attached: ["report.xlsx"], archived: [join(folder, "report.xlsx")] };
  const { subject, html, text } = renderEmail({ report, title, locale, currency, sessionUrl, enclosure });
  writeFileSync(join(folder, "mail.html"), html);
  writeFileSync(join(folder, "mail.txt"), `${subject}\n\n${text}`);
  writeFileSync(join(folder, "report.xlsx"), await renderWorkbook({ report, title, locale, currency, sessionUrl }));
  return ["mail.html", "mail.txt", "report.xlsx"];
}

/** Draws the mail at the widths of a phone and a desktop. Returns the files; none if chromium is missing. */
function picturesOfMail(folder: string): string[] {
  return [360, 800].flatMap((width) => {
    const profile = mkdtempSync(join(tmpdir(), "preview-"));
    const picture = `mail-${width}.png`;
    // A window is at least 500 px wide, so the mail is drawn in a frame of the given width.
    const page = join(profile, "page.html");
    const frame = `<iframe src="file://${join(folder, "mail.html")}" style="width:${width}px;height:2400px;border:0">`;
    writeFileSync(page, `<!DOCTYPE html><body style="margin:0">${frame}</iframe>`);
    const size = `--window-size=${Math.max(500, width)},2400`;
    const args = [...browserFlags, `--user-data-dir=${profile}`, size, `--screenshot=${join(folder, picture)}`, page];
    const isDrawn = succeeds("chromium", args);
    rmSync(profile, { recursive: true, force: true });
    return isDrawn ? [picture] : [];
  });
}

/** Draws every printed page of the workbook. Returns the files; none if LibreOffice or pdftoppm is missing. */
function picturesOfWorkbook(folder: string): string[] {
  const profile = mkdtempSync(join(tmpdir(), "preview-"));
  const own = `-env:UserInstallation=file://${profile}`;
  const convert = [own, "--headless", "--convert-to", "pdf", "--outdir", profile, join(folder, "report.xlsx")];
  const isDrawn =
    succeeds("libreoffice", convert) &&
    succeeds("pdftoppm", ["-r", "60", "-png", join(profile, "report.pdf"), join(folder, "workbook")]);
  rmSync(profile, { recursive: true, force: true });
  return isDrawn ? ["workbook-*.png"] : [];
}

function succeeds(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore", timeout: 300_000 }).status === 0;
}
