import { escapeXml } from "./escape-xml.ts";
import { type FilterRange, SHEET_NAMESPACE, textElement, XML_START } from "./sheet-xml.ts";

/** The parts of a workbook beside its sheets and styles. Their names and types are in ECMA-376, part 1, chapters 12 and 15. */

/** A sheet as the workbook lists it. */
export type SheetEntry = { readonly name: string; readonly filter: FilterRange | null };

export type Properties = {
  readonly author: string;
  readonly description: string;
  readonly keywords: string;
  /** Milliseconds since 1970. */
  readonly created: number;
};

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The name of the part of a sheet; the first sheet has the number 1. */
export function sheetPart(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
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

/** The part xl/workbook.xml, in the order of CT_Workbook (section 18.2.27). A filter also needs a name that programs do not show. */
export function workbookXml(sheets: readonly SheetEntry[]): string {
  const listed = sheets.map(
    ({ name }, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const filters = sheets.flatMap(({ name, filter }, at) => {
    if (filter === null) return [];
    const range = `'${name.replaceAll("'", "''")}'!$A$1:$${filter.lastColumn}$${filter.lastRow}`;
    const attributes = `name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1"`;
    return `<definedName ${attributes}>${escapeXml(range)}</definedName>`;
  });
  return [
    `${XML_START}<workbook xmlns="${SHEET_NAMESPACE}" xmlns:r="${OFFICE}/relationships">`,
    '<fileVersion appName="xl" lastEdited="5" lowestEdited="5" rupBuild="9303"/><workbookPr filterPrivacy="1"/>',
    `<bookViews><workbookView/></bookViews><sheets>${listed.join("")}</sheets>`,
    filters.length === 0 ? "" : `<definedNames>${filters.join("")}</definedNames>`,
    '<calcPr calcId="171027"/></workbook>',
  ].join("");
}

/** The part xl/sharedStrings.xml. The texts must be clean already; see `cellText`. */
export function sharedStringsXml(texts: Iterable<string>): string {
  const items = Array.from(texts, (text) => `<si>${textElement(text)}</si>`);
  return `${XML_START}<sst xmlns="${SHEET_NAMESPACE}" uniqueCount="${items.length}">${items.join("")}</sst>`;
}

/** The part [Content_Types].xml. */
export function contentTypes(sheets: readonly SheetEntry[]): string {
  const overrides = [
    ["/xl/workbook.xml", `${SPREADSHEET}.sheet.main+xml`],
    ...sheets.map((_, at) => [`/${sheetPart(at + 1)}`, `${SPREADSHEET}.worksheet+xml`]),
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
