import { createSheetNames } from "../texts/sheet-names.ts";
import { sheetEnd } from "./sheet-xml.ts";
import { stylesXml } from "./styles-xml.ts";
import {
  appProperties,
  contentTypes,
  coreProperties,
  type Properties,
  packageRelations,
  type SheetEntry,
  sharedStringsXml,
  sheetPart,
  sheetRelations,
  sheetRelationsPart,
  TABLE_RELATION,
  tablePart,
  tableXml,
  workbookRelations,
  workbookXml,
} from "./workbook-parts.ts";
import { type ByteSink, createZipFile } from "./write-zip.ts";

/** A workbook that is written sheet by sheet and row by row. Equal rows give equal bytes. If the sink fails, the calls reject. */
export type WorkbookFile = {
  /**
   * Begins a sheet with its first XML, see `sheetStart`, after the last one was closed. Its name is the wanted one, made valid
   * and different from the others.
   */
  openSheet(wantedName: string, xml: string): void;
  /** Adds XML to the sheet, at least a whole row; resolves when more may come. */
  write(xml: string): Promise<void>;
  /** Closes the sheet. `pageHead` is the left part of the header of its printed pages. */
  closeSheet(end: Omit<SheetEntry, "name"> & { readonly pageHead: string | null }): Promise<void>;
  /** Returns the number of a shared string. All of them stay in memory: the caller limits how many there are. */
  shared(text: string): number;
  finish(): Promise<void>;
};

/** In bytes. Larger pieces compress a little better and take more memory; see `createZipFile`. */
const PIECE = 1 << 17;

/** A UTF-16 unit has at most so many bytes in UTF-8. */
const BYTES_A_UNIT = 3;

/** The fastest. Level 6 makes the file a quarter smaller and takes two thirds more CPU (docs/adr/0009). */
const ZIP_LEVEL = 1;

/** Starts a workbook. */
export function createWorkbookFile(sink: ByteSink, properties: Properties): WorkbookFile {
  const zip = createZipFile(sink, ZIP_LEVEL);
  const nameOf = createSheetNames();
  const sheets: SheetEntry[] = [];
  const strings = new Map<string, number>();
  /** The bytes of the sheet that are not in the zip file yet. Rows are encoded at once, because long strings cost more time in the heap. */
  let held = Buffer.allocUnsafeSlow(PIECE);
  let length = 0;

  function take(): Uint8Array {
    const bytes = held.subarray(0, length);
    held = Buffer.allocUnsafeSlow(PIECE);
    length = 0;
    return bytes;
  }

  async function write(xml: string): Promise<void> {
    const most = BYTES_A_UNIT * xml.length;
    if (length > 0 && length + most > PIECE) await zip.write(take());
    if (most > PIECE) await zip.write(Buffer.from(xml));
    else length += held.write(xml, length);
  }

  async function part(name: string, xml: string): Promise<void> {
    zip.begin(name);
    await zip.end(Buffer.from(xml));
  }

  return {
    openSheet(wantedName, xml) {
      sheets.push({ name: nameOf(wantedName), table: null, printed: null });
      zip.begin(sheetPart(sheets.length));
      length = held.write(xml);
    },
    write,
    async closeSheet({ table, printed, pageHead }) {
      const open = sheets.pop();
      if (open !== undefined) sheets.push({ ...open, table, printed });
      await write(sheetEnd({ pageHead, table: table === null ? null : TABLE_RELATION }));
      await zip.end(take());
    },
    shared(text) {
      const known = strings.get(text);
      if (known !== undefined) return known;
      strings.set(text, strings.size);
      return strings.size - 1;
    },
    async finish() {
      let tables = 0;
      for (const [at, { table }] of sheets.entries()) {
        if (table === null) continue;
        tables++;
        await part(tablePart(tables), tableXml(tables, table));
        await part(sheetRelationsPart(at + 1), sheetRelations(tables));
      }
      await part("xl/styles.xml", stylesXml);
      await part("xl/sharedStrings.xml", sharedStringsXml(strings.keys()));
      await part("xl/workbook.xml", workbookXml(sheets));
      await part("xl/_rels/workbook.xml.rels", workbookRelations(sheets));
      await part("docProps/core.xml", coreProperties(properties));
      await part("docProps/app.xml", appProperties(sheets));
      await part("_rels/.rels", packageRelations);
      await part("[Content_Types].xml", contentTypes(sheets));
      await zip.finish();
    },
  };
}
