import { readFile } from "node:fs/promises";
import { columnLetters } from "../../functions/daily-report/session-table/sheet-xml.ts";
import { escapeXml } from "../../functions/daily-report/texts/escape-xml.ts";
import { type ZipEntries, zipEntries } from "./zip-entries.ts";

/**
 * The client's rows among those that could not be read, which only sessions.xlsx has: one text for each. Null if the file is no
 * workbook of this project. Only the sheets whose table is called "Invalid" are searched, because sessions.parquet has the rows
 * of the others. `client` is the id as it is in the tables: the id itself, and its pseudonym.
 */
export async function findInvalidRows(path: string, client: readonly string[]): Promise<string[] | null> {
  try {
    const zip = zipEntries(await readFile(path));
    if (zip.text("xl/workbook.xml") === null) return null;
    const ids = sheetsOf(zip).flatMap((sheet) => (/^Invalid/.test(sheet.table) ? idsOn(sheet, zip) : []));
    const searched = new Set(client.map(escapeXml));
    return ids.filter((id) => searched.has(id)).map(() => "a row that could not be read");
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}

/** A damaged zip file is found by its form, by a place outside of the file, or by zlib. */
function isDamage(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

/** A sheet with the name of its table and the heads of its columns; "" and none if it has no table. */
type Sheet = { readonly file: string; readonly table: string; readonly heads: readonly string[] };

function sheetsOf(zip: ZipEntries): Sheet[] {
  return zip.names.flatMap((file) => {
    const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(file)?.[1];
    if (number === undefined) return [];
    const relations = zip.text(`xl/worksheets/_rels/sheet${number}.xml.rels`) ?? "";
    const table = zip.text(`xl/tables/${/table\d+\.xml/.exec(relations)?.[0]}`) ?? "";
    const heads = [...table.matchAll(/<tableColumn [^>]*name="([^"]*)"/g)].map(([, head = ""]) => head);
    return [{ file, table: /<table [^>]* name="([^"]*)"/.exec(table)?.[1] ?? "", heads }];
  });
}

/** The clients' ids on the sheet, escaped; none if the definition drops them. */
function idsOn({ file, heads }: Sheet, zip: ZipEntries): string[] {
  const strings = sharedStrings(zip);
  const column = heads.indexOf(headOfClientId(zip, strings) ?? "");
  if (column === -1) return [];
  return textCells(zip.text(file) ?? "", strings).flatMap(({ place, text }) =>
    place.replace(/\d+$/, "") === columnLetters(column) ? [text] : [],
  );
}

/** The sheet that explains the columns has a row of head, meaning and name for each, in the language of the report. */
function headOfClientId(zip: ZipEntries, strings: readonly string[]): string | null {
  for (const { file, table } of sheetsOf(zip)) {
    if (table !== "") continue;
    const cells = textCells(zip.text(file) ?? "", strings);
    const row = cells.find(({ place, text }) => place.startsWith("C") && text === "client_id")?.place.slice(1);
    const head = cells.find(({ place }) => place === `A${row}`);
    if (head !== undefined) return head.text;
  }
  return null;
}

/** The cells of a sheet that have a text, with their places such as "B2". The texts stay escaped. */
function textCells(sheet: string, strings: readonly string[]): { place: string; text: string }[] {
  const cells = sheet.matchAll(/<c r="([A-Z]+\d+)"[^>]* t="(s|inlineStr)"[^>]*>(.*?)<\/c>/gs);
  return [...cells].map(([, place = "", type, content = ""]) => {
    const text = textIn(content);
    return { place, text: type === "s" ? (strings[Number(text)] ?? "") : text };
  });
}

function sharedStrings(zip: ZipEntries): string[] {
  const items = (zip.text("xl/sharedStrings.xml") ?? "").matchAll(/<si>(.*?)<\/si>/gs);
  return [...items].map(([, item = ""]) => textIn(item));
}

/** The text of the only `<t>` or `<v>`, still escaped. */
function textIn(xml: string): string {
  return /<([tv])(?: [^>]*)?>(.*?)<\/\1>/s.exec(xml)?.[2] ?? "";
}
