import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";

/** The pages are printed at this resolution: the smallest at which the text of a page can be read. */
const DOTS_PER_INCH = 80;

/** A workbook, `name`.xlsx, in a folder. Its pages get the files `name`-01.png, `name`-02.png, ... beside it. */
export type PrintedWorkbook = { readonly folder: string; readonly name: string };

/**
 * Prints workbooks with LibreOffice, and every page as a PNG with pdftoppm. Pages of an earlier call are removed. Returns the
 * names of the pages of each workbook. Throws ReportError if a workbook cannot be printed.
 */
export function printWorkbooks(workbooks: readonly PrintedWorkbook[]): string[][] {
  const work = mkdtempSync(join(tmpdir(), "print-"));
  try {
    return workbooks.map((workbook) => {
      const { folder, name } = workbook;
      const file = join(folder, `${name}.xlsx`);
      run("libreoffice", [
        `-env:UserInstallation=file://${join(work, "profile")}`,
        ...["--headless", "--convert-to", "pdf", "--outdir", work, file],
      ]);
      for (const page of pagesOf(workbook)) rmSync(join(folder, page));
      run("pdftoppm", ["-r", String(DOTS_PER_INCH), "-png", join(work, `${name}.pdf`), join(folder, name)]);
      return pagesOf(workbook).map((page) => withTwoDigits(folder, page));
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function pagesOf({ folder, name }: PrintedWorkbook): string[] {
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}-`) && /^\d+\.png$/.test(file.slice(name.length + 1)))
    .sort();
}

/** pdftoppm writes as many digits as the number of pages has, so that the name of a page would depend on it. */
function withTwoDigits(folder: string, page: string): string {
  const named = page.replace(/-(\d)\.png$/, "-0$1.png");
  renameSync(join(folder, page), join(folder, named));
  return named;
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: "ignore", timeout: 300_000 });
  if (status === 0) return;
  throw new ReportError(
    "PROGRAM_FAILED",
    `${command} could not print the workbook: ${error?.message ?? `code ${status}`}.`,
  );
}
