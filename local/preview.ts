import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../functions/daily-report/domain/report.ts";
import { dateBefore } from "../functions/daily-report/domain/report-day.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { asSeenFromHere, fromHere, readOptions, runCommand } from "./command.ts";
import { drawPreview } from "./draw-preview.ts";
import { withHeadlessBrowser } from "./headless-browser.ts";
import { firstDefinition, seedOf } from "./invent-day.ts";
import { howToInstall, missingPrograms } from "./picture-programs.ts";
import { type PreviewKind, previewKinds } from "./preview-days.ts";
import { previewReport } from "./preview-report.ts";
import { printWorkbooks } from "./print-workbooks.ts";

const HELP = `Draws mail and workbook of an invented day, without the API or a mailer. "npm run preview" draws them again whenever
a source file is saved.

  npm run preview -- [options]

  --day KIND         ${previewKinds.slice(0, 7).join(", ")},
                     ${previewKinds.slice(7).join(", ")} (default: busy)
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

await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const definition = firstDefinition(chosen.locale);
  const folder = fromHere(chosen.out);
  mkdirSync(folder, { recursive: true });
  const date = chosen.date ?? dateBefore(Date.now(), definition.zone);
  const day = { kind: kindOf(chosen.day), date, seed: seedOf(chosen.seed) ?? 1 };
  const report = await previewReport(definition, day, folder);
  const { html, files } = await draw(report, definition, folder);
  const pictures = chosen["no-pictures"]
    ? []
    : [...(await picturesOfMail(html, folder)), ...picturesOfWorkbook(folder)];
  return [...files, ...pictures].join("\n");
});

function kindOf(text: string): PreviewKind {
  const kind = previewKinds.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw new ReportError(
    "WRONG_OPTION",
    `There is no day "${text}" to preview; --day takes ${previewKinds.join(", ")}.`,
  );
}

async function draw(report: Report, definition: ReportDefinition, folder: string) {
  const { subject, html, text, workbook } = await drawPreview(report, definition, join(folder, "report.xlsx"));
  const write = (name: string, body: string | Uint8Array) => {
    writeFileSync(join(folder, name), body);
    return asSeenFromHere(join(folder, name));
  };
  const files = [write("mail.html", html), write("mail.txt", `${subject}\n\n${text}`), write("report.xlsx", workbook)];
  return { html, files };
}

/** Draws the mail at the widths of a phone and a desktop. Returns the files, or a line that says what is missing. */
async function picturesOfMail(html: string, folder: string): Promise<string[]> {
  const missing = missingPrograms(["chromium"]);
  if (missing.length > 0) return [`No pictures of the mail: ${howToInstall(missing)}`];
  return withHeadlessBrowser(async ({ show }) => {
    const files: string[] = [];
    for (const width of [360, 800]) {
      const file = join(folder, `mail-${width}.png`);
      writeFileSync(file, await show(html, { width, scheme: "light" }, (page) => page.picture()));
      files.push(asSeenFromHere(file));
    }
    return files;
  });
}

/** Draws every printed page of the workbook. Returns the files, or a line that says what is missing. */
function picturesOfWorkbook(folder: string): string[] {
  const missing = missingPrograms(["libreoffice", "pdftoppm"]);
  if (missing.length > 0) return [`No pictures of the workbook: ${howToInstall(missing)}`];
  const [pages = []] = printWorkbooks([{ folder, name: "report" }]);
  return pages.map((page) => asSeenFromHere(join(folder, page)));
}
