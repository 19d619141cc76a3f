import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { readOptions, runCommand } from "./command.ts";
import { drawPreview } from "./draw-preview.ts";
import { type HeadlessBrowser, type Screen, withHeadlessBrowser } from "./headless-browser.ts";
import { firstDefinition } from "./invent-day.ts";
import { howToInstall, missingPrograms } from "./picture-programs.ts";
import { keptPictures, PICTURED_DATE, PICTURED_SEED, type PicturedDay, picturedDays } from "./pictured-days.ts";
import { previewReport } from "./preview-report.ts";
import { printWorkbooks } from "./print-workbooks.ts";

const HELP = `Makes the pictures of the documentation: mail and workbook of invented days, in both languages. Takes a few minutes.

  npm run pictures -- [options]

  --day KIND  only this day: ${picturedDays.slice(0, 6).join(", ")},
              ${picturedDays.slice(6).join(", ")}
  --help      this text

The mail is shown on screens of 360 and 800 pixels in light and dark colours, and the workbook page by page as it is printed.
All pictures are written to out/pictures/KIND, and those that docs/pictures/README.md shows also to docs/pictures/KIND. The
command needs chromium, libreoffice and pdftoppm; with pngquant the pictures in docs/pictures are a quarter as large.`;

const options = { day: { type: "string" }, help: { type: "boolean", default: false } } as const;

const locales = ["en", "ru"] as const;
const screens: readonly Screen[] = [360, 800].flatMap((width) => [
  { width, scheme: "light" },
  { width, scheme: "dark" },
]);

const root = resolve(import.meta.dirname, "..");
const all = join(root, "out/pictures");
const kept = join(root, "docs/pictures");

await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const days = daysOf(chosen.day);
  requirePrograms();
  const pictures = await pictureDays(days);
  const shown = keep(pictures);
  const hint = shrink(shown) ? "" : `\nThey are larger than they need be: ${howToInstall(["pngquant"])}`;
  return `${pictures.length} pictures in out/pictures, ${shown.length} of them also in docs/pictures.${hint}`;
});

/** Throws ReportError if there is no such day. */
function daysOf(text: string | undefined): readonly PicturedDay[] {
  if (text === undefined) return picturedDays;
  const day = picturedDays.find((known) => known === text);
  if (day !== undefined) return [day];
  throw new ReportError(
    "WRONG_OPTION",
    `There are no pictures of a day "${text}"; --day takes ${picturedDays.join(", ")}.`,
  );
}

/** Throws ReportError if a program is not installed. */
function requirePrograms(): void {
  const missing = missingPrograms(["chromium", "libreoffice", "pdftoppm"]);
  if (missing.length === 0) return;
  const sentence = `The pictures need ${missing.join(" and ")}, which this machine does not have: ${howToInstall(missing)}`;
  throw new ReportError("PROGRAM_MISSING", sentence);
}

type Picture = { readonly day: PicturedDay; readonly name: string };

async function pictureDays(days: readonly PicturedDay[]): Promise<Picture[]> {
  for (const day of days) {
    rmSync(join(all, day), { recursive: true, force: true });
    mkdirSync(join(all, day), { recursive: true });
  }
  const mails = await withHeadlessBrowser(async (browser) => {
    const pictures: Picture[] = [];
    for (const day of days) {
      console.error(`Drawing ${day} ...`);
      pictures.push(...(await pictureMails(day, browser)));
    }
    return pictures;
  });
  const workbooks = days.flatMap((day) => locales.map((locale) => ({ day, name: `workbook-${locale}` })));
  console.error(`Printing ${workbooks.length} workbooks ...`);
  const printed = printWorkbooks(workbooks.map(({ day, name }) => ({ folder: join(all, day), name })));
  const pages = workbooks.flatMap(({ day }, index) => (printed[index] ?? []).map((name) => ({ day, name })));
  return [...mails, ...pages];
}

/** Writes the workbooks of the day and the pictures of its mails, and returns the pictures. */
async function pictureMails(day: PicturedDay, { show }: HeadlessBrowser): Promise<Picture[]> {
  const report = await previewReport(
    firstDefinition(undefined),
    { kind: day, date: PICTURED_DATE, seed: PICTURED_SEED },
    all,
  );
  const pictures: Picture[] = [];
  for (const locale of locales) {
    const { html, workbook } = await drawPreview(report, firstDefinition(locale), "report.xlsx");
    writeFileSync(join(all, day, `workbook-${locale}.xlsx`), workbook);
    for (const screen of screens) {
      const name = `mail-${locale}-${screen.width}-${screen.scheme}.png`;
      writeFileSync(join(all, day, name), await show(html, screen, (page) => page.picture()));
      pictures.push({ day, name });
    }
  }
  return pictures;
}

/** Copies the pictures that the documentation shows, and returns them. */
function keep(pictures: readonly Picture[]): Picture[] {
  const shown = pictures.filter(({ day, name }) => keptPictures(day).includes(name));
  for (const day of new Set(pictures.map((picture) => picture.day))) {
    rmSync(join(kept, day), { recursive: true, force: true });
    mkdirSync(join(kept, day), { recursive: true });
  }
  for (const { day, name } of shown) copyFileSync(join(all, day, name), join(kept, day, name));
  return shown;
}

/** Reduces the pictures to 64 colours, which nobody sees. Returns false if pngquant is missing. */
function shrink(pictures: readonly Picture[]): boolean {
  if (missingPrograms(["pngquant"]).length > 0) return false;
  const files = pictures.map(({ day, name }) => join(kept, day, name));
  spawnSync("pngquant", ["--force", "--strip", "--speed", "1", "--ext", ".png", "64", ...files], { stdio: "ignore" });
  return true;
}
