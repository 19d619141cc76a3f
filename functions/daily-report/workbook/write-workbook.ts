import type { Workbook, Xlsx } from "exceljs";
import type { Words } from "../texts/words.ts";
import { chartXml } from "./charts/chart-xml.ts";
import { drawingRelations, drawingXml } from "./charts/drawing-xml.ts";
import type { PlacedChart } from "./charts/place-charts.ts";

/** The charts of a sheet; `sheet` is the id that exceljs gave it. */
export type SheetCharts = { readonly sheet: number; readonly charts: readonly PlacedChart[] };

/** Internals that the types of exceljs leave out: it passes the parts of the file to a zip one by one, the content types first. */
type Zip = {
  append: (part: unknown, options: { readonly name: string; readonly base64?: boolean }) => void;
  finalize: () => Promise<void>;
  readonly zip: { readonly files: Readonly<Record<string, { date: Date }>> };
};
type Relation = { readonly Id: string; readonly Type: string; readonly Target: string };
type Drawing = { readonly rId: string; readonly name: string };
type Model = {
  readonly worksheets: readonly { readonly id: number; readonly rels: Relation[]; drawing?: Drawing }[];
  readonly drawings: Drawing[];
};
type Parts = {
  prepareModel: (model: Model, options: unknown) => void;
  addContentTypes: (zip: Zip, model: Model) => Promise<void>;
  addDrawings: (zip: Zip, model: Model) => void;
};

/**
 * Returns the workbook as a file. exceljs passes texts to the zip, which encodes them in chunks of 16 384 units and breaks a
 * character of two units at the edge of a chunk into two U+FFFD. To avoid this, the texts are passed as bytes. They are passed
 * without the empty extension that exceljs adds to each data bar, about which some programs warn.
 *
 * exceljs writes no charts. It is told that the sheets have drawings, so that it writes the references to them; their parts are
 * written here, into the same zip (`docs/adr/0011-native-charts.md`).
 */
export async function writeWorkbook(
  workbook: Workbook,
  charts: readonly SheetCharts[],
  words: Words,
): Promise<Uint8Array> {
  const xlsx = workbook.xlsx as Xlsx & Parts;
  const prepareModel = xlsx.prepareModel.bind(xlsx);
  xlsx.prepareModel = (model, options) => {
    prepareModel(model, options);
    addReferences(model, charts);
  };
  const addContentTypes = xlsx.addContentTypes.bind(xlsx);
  xlsx.addContentTypes = (zip, model) => {
    passBytes(zip, charts.flatMap((sheet) => sheet.charts).length);
    setDates(zip);
    return addContentTypes(zip, model);
  };
  xlsx.addDrawings = (zip) => {
    addParts(zip, charts, words);
  };
  return new Uint8Array(await xlsx.writeBuffer());
}

/** Gives each sheet with charts a drawing. No sheet has one of its own, because no sheet has pictures. */
function addReferences({ worksheets, drawings }: Model, charts: readonly SheetCharts[]): void {
  charts.forEach(({ sheet }, index) => {
    const worksheet = worksheets.find(({ id }) => id === sheet);
    if (worksheet === undefined) return;
    const drawing = { rId: `rId${worksheet.rels.length + 1}`, name: `drawing${index + 1}` };
    worksheet.rels.push({ Id: drawing.rId, Type: DRAWING, Target: `../drawings/${drawing.name}.xml` });
    worksheet.drawing = drawing;
    drawings.push(drawing);
  });
}

const DRAWING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing";

/** The charts are numbered through the whole file. */
function addParts(zip: Zip, sheets: readonly SheetCharts[], words: Words): void {
  let next = 1;
  sheets.forEach(({ charts }, index) => {
    const name = `drawing${index + 1}.xml`;
    zip.append(drawingXml(charts), { name: `xl/drawings/${name}` });
    zip.append(drawingRelations(charts.length, next), { name: `xl/drawings/_rels/${name}.rels` });
    for (const chart of charts) zip.append(chartXml(chart, words), { name: `xl/charts/chart${next++}.xml` });
  });
}

function passBytes(zip: Zip, charts: number): void {
  const append = zip.append.bind(zip);
  zip.append = (part, options) => {
    const isText = typeof part === "string" && options.base64 !== true;
    append(isText ? Buffer.from(mended(part, options.name, charts)) : part, options);
  };
}

/** Gives all parts of the file the same date, so that equal workbooks have equal bytes; the zip would write the current time. */
function setDates(zip: Zip): void {
  const finalize = zip.finalize.bind(zip);
  zip.finalize = () => {
    for (const file of Object.values(zip.zip.files)) file.date = EARLIEST;
    return finalize();
  };
}

/** The earliest date that a zip can store. */
const EARLIEST = new Date("1980-01-01T00:00:00Z");

function mended(part: string, name: string, charts: number): string {
  if (name === "[Content_Types].xml") return part.replace("</Types>", `${chartTypes(charts)}</Types>`);
  return part.replaceAll(EMPTY_EXTENSION, "");
}

function chartTypes(charts: number): string {
  const types = Array.from(
    { length: charts },
    (_, index) =>
      `<Override PartName="/xl/charts/chart${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>`,
  );
  return types.join("");
}

/** Texts of cells cannot match, because their "<" is escaped. */
const EMPTY_EXTENSION = /<extLst><ext uri="[^"<]*" xmlns:x14="[^"<]*"><x14:id\/><\/ext><\/extLst>/g;
