import { escapeXml } from "../texts/escape-xml.ts";
import { columnLetters, OFFICE, SHEET_NAMESPACE, textElement, XML_START } from "./sheet-xml.ts";

/** The parts of a workbook beside its sheets and styles. Their names and types are in ECMA-376, part 1, chapters 12 and 15. */

/** A sheet as the workbook lists it. */
export type SheetEntry = {
  readonly name: string;
  readonly table: SheetTable | null;
  /** How many columns are printed, from the first one; the first row is on every page. Null: the sheet is printed as it is. */
  readonly printed: { readonly columns: number; readonly rows: number } | null;
};

/** A table of Excel: from the first cell of its sheet to its last row, with a head. */
export type SheetTable = {
  /** Different from all other names in the workbook; ASCII letters, digits and underscores. */
  readonly name: string;
  /** What stands above the columns: different from each other in any letter case, in one line. */
  readonly heads: readonly string[];
  /** At least 2, because Excel repairs a table without rows. */
  readonly lastRow: number;
};

export type Properties = {
  readonly author: string;
  readonly description: string;
  readonly keywords: string;
  /** Milliseconds since 1970. */
  readonly created: number;
};

const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The name of the part of a sheet; the first sheet has the number 1. */
export function sheetPart(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

/** The name of the part of a table; the first table has the number 1. */
export function tablePart(number: number): string {
  return `xl/tables/table${number}.xml`;
}

/** The name of the part with the relations of a sheet. */
export function sheetRelationsPart(number: number): string {
  return `xl/worksheets/_rels/sheet${number}.xml.rels`;
}

/** The relation of a sheet's table. */
export const TABLE_RELATION = "rId1";

/** The relations of a sheet that has the table of the given number. */
export function sheetRelations(table: number): string {
  return relations([[`${OFFICE}/relationships/table`, tablePart(table).replace("xl/", "../")]]);
}

/** The part of a table, in the order of CT_Table (section 18.5.1.2). */
export function tableXml(number: number, { name, heads, lastRow }: SheetTable): string {
  const range = `A1:${columnLetters(heads.length - 1)}${lastRow}`;
  const columns = heads.map((head, at) => `<tableColumn id="${at + 1}" name="${escapeXml(head)}"/>`);
  return [
    `${XML_START}<table xmlns="${SHEET_NAMESPACE}" id="${number}" name="${name}" displayName="${name}" ref="${range}"`,
    ` totalsRowShown="0"><autoFilter ref="${range}"/>`,
    `<tableColumns count="${heads.length}">${columns.join("")}</tableColumns>`,
    '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1"',
    ' showColumnStripes="0"/></table>',
  ].join("");
}

/** The part _rels/.rels, with which programs start. */
export const packageRelations = relations([
  [`${OFFICE}/relationships/officeDocument`, "xl/workbook.xml"],
  [`${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"],
  [`${OFFICE}/relationships/extended-properties`, "docProps/app.xml"],
]);

/** The part xl/_rels/workbook.xml.rels: the sheets are rId1, rId2 and so on. */
export function workbookRelations(sheets: readonly SheetEntry[]): string {
  return relations([
    ...sheets.map((_, at) => [`${OFFICE}/relationships/worksheet`, sheetPart(at + 1).slice("xl/".length)] as const),
    [`${OFFICE}/relationships/styles`, "styles.xml"],
    [`${OFFICE}/relationships/sharedStrings`, "sharedStrings.xml"],
  ]);
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${XML_START}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
}

/** The part xl/workbook.xml, in the order of CT_Workbook (section 18.2.27). */
export function workbookXml(sheets: readonly SheetEntry[]): string {
  const listed = sheets.map(
    ({ name }, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const names = sheets.flatMap((sheet, at) => printNames(sheet, at));
  return [
    `${XML_START}<workbook xmlns="${SHEET_NAMESPACE}" xmlns:r="${OFFICE}/relationships">`,
    '<fileVersion appName="xl" lastEdited="5" lowestEdited="5" rupBuild="9303"/><workbookPr filterPrivacy="1"/>',
    `<bookViews><workbookView/></bookViews><sheets>${listed.join("")}</sheets>`,
    names.length === 0 ? "" : `<definedNames>${names.join("")}</definedNames>`,
    '<calcPr calcId="171027"/></workbook>',
  ].join("");
}

/** The names with which Excel stores what is printed of a sheet, and which rows are on every page. */
function printNames({ name, printed }: SheetEntry, at: number): string[] {
  if (printed === null) return [];
  const sheet = `'${name.replaceAll("'", "''")}'`;
  const defined = (kind: string, range: string) =>
    `<definedName name="_xlnm.${kind}" localSheetId="${at}">${escapeXml(`${sheet}!${range}`)}</definedName>`;
  const area = `$A$1:$${columnLetters(printed.columns - 1)}$${printed.rows}`;
  return [defined("Print_Area", area), defined("Print_Titles", "$1:$1")];
}

/** The part xl/sharedStrings.xml. The texts must be clean already; see `cellText`. */
export function sharedStringsXml(texts: Iterable<string>): string {
  const items = Array.from(texts, (text) => `<si>${textElement(text)}</si>`);
  return `${XML_START}<sst xmlns="${SHEET_NAMESPACE}" uniqueCount="${items.length}">${items.join("")}</sst>`;
}

/** The part [Content_Types].xml. */
export function contentTypes(sheets: readonly SheetEntry[]): string {
  const tables = sheets.filter(({ table }) => table !== null);
  const overrides = [
    ["/xl/workbook.xml", `${SPREADSHEET}.sheet.main+xml`],
    ...sheets.map((_, at) => [`/${sheetPart(at + 1)}`, `${SPREADSHEET}.worksheet+xml`]),
    ...tables.map((_, at) => [`/${tablePart(at + 1)}`, `${SPREADSHEET}.table+xml`]),
    ["/xl/styles.xml", `${SPREADSHEET}.styles+xml`],
    ["/xl/sharedStrings.xml", `${SPREADSHEET}.sharedStrings+xml`],
    ["/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"],
    ["/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"],
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`);
  return [
    `${XML_START}<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`,
  ].join("");
}

/** The part docProps/core.xml: the properties that people see. */
export function coreProperties({ author, description, keywords, created }: Properties): string {
  const time = `${new Date(created).toISOString().slice(0, 19)}Z`;
  const dated = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${time}</dcterms:${name}>`;
  return [
    `${XML_START}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties"`,
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:creator>${escapeXml(author)}</dc:creator><dc:description>${escapeXml(description)}</dc:description>`,
    `<cp:keywords>${escapeXml(keywords)}</cp:keywords><cp:lastModifiedBy>${escapeXml(author)}</cp:lastModifiedBy>`,
    `${dated("created")}${dated("modified")}</cp:coreProperties>`,
  ].join("");
}

/** The part docProps/app.xml. LibreOffice keeps our row heights only in files of programs that it knows. */
export function appProperties(sheets: readonly SheetEntry[]): string {
  const names = sheets.map(({ name }) => `<vt:lpstr>${escapeXml(name)}</vt:lpstr>`);
  return [
    `${XML_START}<Properties xmlns="${OFFICE}/extended-properties" xmlns:vt="${OFFICE}/docPropsVTypes">`,
    "<Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity>",
    '<HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant>',
    `<vt:variant><vt:i4>${names.length}</vt:i4></vt:variant></vt:vector></HeadingPairs>`,
    `<TitlesOfParts><vt:vector size="${names.length}" baseType="lpstr">${names.join("")}</vt:vector></TitlesOfParts>`,
    "<AppVersion>16.0300</AppVersion></Properties>",
  ].join("");
}
