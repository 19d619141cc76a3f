import { readFile } from "node:fs/promises";
import JSZip from "jszip";
import { columnLetters } from "../../functions/daily-report/session-table/sheet-xml.ts";
import { cellText } from "../../functions/daily-report/texts/cell-text.ts";
import { escapeXml } from "../../functions/daily-report/texts/escape-xml.ts";

/**
 * The client's rows among those that could not be read, which only sessions.xlsx has: one text for each, such as "unreadable row 1",
 * so that the rows of a file are told apart, and those of several revisions of a day are not counted twice. Null if the file is no
 * workbook of this project. Only the sheets whose table is called "Invalid" are searched, because sessions.parquet has the rows
 * of the others. `client` is the id as it is in the tables: the id itself, and its pseudonym.
 */
export async function findInvalidRows(path: string, client: readonly string[]): Promise<string[] | null> {
  const file = await readFile(path);
  try {
    const zip = await openZip(file);
    const sheets = await sheetsOf(zip);
    const listed = (await zip.text("xl/workbook.xml"))?.match(/<sheet /g);
    // The library reads a directory as far as it is whole.
    if (listed?.length !== sheets.length) return null;
    const searched = new Set(client.map((id) => escapeXml(cellText(id))));
    const invalid = sheets.filter(({ table }) => /^Invalid/.test(table));
    if (invalid.length === 0) return [];
    const strings = await sharedStrings(zip);
    const head = await headOfClientId(zip, sheets, strings);
    const found: string[] = [];
    for (const { file, heads } of invalid) {
      const column = heads.indexOf(head ?? "");
      // The definition drops the clients' ids.
      if (column === -1) continue;
      const ids = idsIn((await zip.text(file)) ?? "", column, strings);
      found.push(...ids.filter((id) => searched.has(id)));
    }
    return found.map((_, index) => `unreadable row ${index + 1}`);
  } catch (error) {
    if (error instanceof DamagedZipError) return null;
    throw error;
  }
}

class DamagedZipError extends Error {}

/** The names in a zip file, and the text of each, which is unpacked when it is asked for; null if there is no such name. */
type Zip = { readonly names: readonly string[]; readonly text: (name: string) => Promise<string | null> };

/** Throws DamagedZipError, and so does `text`. */
async function openZip(file: Buffer): Promise<Zip> {
  const damaged = (cause: unknown) => {
    throw new DamagedZipError("not a whole zip file", { cause });
  };
  const zip = await JSZip.loadAsync(file, { checkCRC32: true }).catch(damaged);
  const text = async (name: string) => (await zip.file(name)?.async("string").catch(damaged)) ?? null;
  return { names: Object.keys(zip.files), text };
}

/** A sheet with the name of its table and the heads of its columns; "" and none if it has no table. */
type Sheet = { readonly file: string; readonly table: string; readonly heads: readonly string[] };

async function sheetsOf(zip: Zip): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  for (const file of zip.names) {
    const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(file)?.[1];
    if (number === undefined) continue;
    const relations = (await zip.text(`xl/worksheets/_rels/sheet${number}.xml.rels`)) ?? "";
    const table = (await zip.text(`xl/tables/${/table\d+\.xml/.exec(relations)?.[0]}`)) ?? "";
    const heads = [...table.matchAll(/<tableColumn [^>]*name="([^"]*)"/g)].map(([, head = ""]) => head);
    sheets.push({ file, table: /<table [^>]* name="([^"]*)"/.exec(table)?.[1] ?? "", heads });
  }
  return sheets;
}

/** The clients' ids in that column of a sheet, escaped. */
function idsIn(sheet: string, column: number, strings: readonly string[]): string[] {
  return textCells(sheet, strings).flatMap(({ place, text }) =>
    place.replace(/\d+$/, "") === columnLetters(column) ? [text] : [],
  );
}

/** The sheet that explains the columns has a row of head, meaning and name for each, in the language of the report. */
async function headOfClientId(zip: Zip, sheets: readonly Sheet[], strings: readonly string[]): Promise<string | null> {
  for (const { file, table } of sheets) {
    if (table !== "") continue;
    const cells = textCells((await zip.text(file)) ?? "", strings);
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

async function sharedStrings(zip: Zip): Promise<string[]> {
  const items = ((await zip.text("xl/sharedStrings.xml")) ?? "").matchAll(/<si>(.*?)<\/si>/gs);
  return [...items].map(([, item = ""]) => textIn(item));
}

/** The text of the only `<t>` or `<v>`, still escaped. */
function textIn(xml: string): string {
  return /<([tv])(?: [^>]*)?>(.*?)<\/\1>/s.exec(xml)?.[2] ?? "";
}
