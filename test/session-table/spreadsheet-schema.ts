/**
 * What the schema of spreadsheets (ECMA-376, part 4, transitional, sml.xsd) says about the elements that we write: which
 * children they may have, in this order, and which attributes. Excel offers to repair a file that breaks the order.
 */

type Rule = {
  readonly children: readonly string[];
  readonly attributes?: readonly string[];
  /** Whether the schema allows the children in any order (xsd:choice). */
  readonly anyOrder?: boolean;
};

const richText = { children: ["t", "r", "rPh", "phoneticPr"] };
const formats = { children: ["xf"], attributes: ["count"] };

const elements: Readonly<Record<string, Rule>> = {
  // CT_Worksheet
  worksheet: {
    children: [
      ...["sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"],
      ...["protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews"],
      ...["mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"],
      ...["pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"],
      ...["ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects"],
      ...["controls", "webPublishItems", "tableParts", "extLst"],
    ],
    attributes: [],
  },
  sheetPr: { children: ["tabColor", "outlinePr", "pageSetUpPr"] },
  sheetViews: { children: ["sheetView", "extLst"], attributes: [] },
  sheetView: { children: ["pane", "selection", "pivotSelection", "extLst"] },
  pane: { children: [], attributes: ["xSplit", "ySplit", "topLeftCell", "activePane", "state"] },
  sheetFormatPr: {
    children: [],
    attributes: [
      ...["baseColWidth", "defaultColWidth", "defaultRowHeight", "customHeight", "zeroHeight", "thickTop"],
      ...["thickBottom", "outlineLevelRow", "outlineLevelCol"],
    ],
  },
  cols: { children: ["col"], attributes: [] },
  col: {
    children: [],
    attributes: [
      ...["min", "max", "width", "style", "hidden", "bestFit", "customWidth", "phonetic", "outlineLevel", "collapsed"],
    ],
  },
  sheetData: { children: ["row"], attributes: [] },
  row: {
    children: ["c", "extLst"],
    attributes: [
      ...["r", "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop"],
      ...["thickBot", "ph"],
    ],
  },
  tableParts: { children: ["tablePart"], attributes: ["count"] },
  tablePart: { children: [], attributes: ["r:id"] },
  pageSetup: {
    children: [],
    attributes: [
      ...["paperSize", "scale", "firstPageNumber", "fitToWidth", "fitToHeight", "pageOrder", "orientation"],
      ...["usePrinterDefaults", "blackAndWhite", "draft", "cellComments", "useFirstPageNumber", "errors"],
      ...["horizontalDpi", "verticalDpi", "copies", "r:id"],
    ],
  },
  c: { children: ["f", "v", "is", "extLst"], attributes: ["r", "s", "t", "cm", "vm", "ph"] },
  f: {
    children: [],
    attributes: ["t", "aca", "ref", "dt2D", "dtr", "del1", "del2", "r1", "r2", "ca", "si", "bx"],
  },
  v: { children: [], attributes: [] },
  is: { ...richText, attributes: [] },
  autoFilter: { children: ["filterColumn", "sortState", "extLst"], attributes: ["ref"] },
  pageMargins: { children: [], attributes: ["left", "right", "top", "bottom", "header", "footer"] },
  headerFooter: {
    children: ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"],
    attributes: ["differentOddEven", "differentFirst", "scaleWithDoc", "alignWithMargins"],
  },
  // CT_Workbook
  workbook: {
    children: [
      ...["fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"],
      ...["externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches"],
      ...["smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"],
    ],
  },
  sheets: { children: ["sheet"], attributes: [] },
  sheet: { children: [], attributes: ["name", "sheetId", "state", "r:id"] },
  definedNames: { children: ["definedName"], attributes: [] },
  definedName: {
    children: [],
    attributes: [
      ...["name", "comment", "customMenu", "description", "help", "statusBar", "localSheetId", "hidden", "function"],
      ...["vbProcedure", "xlm", "functionGroupId", "shortcutKey", "publishToServer", "workbookParameter"],
    ],
  },
  // CT_Table
  table: {
    children: ["autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst"],
    attributes: [
      ...["id", "name", "displayName", "comment", "ref", "tableType", "headerRowCount", "insertRow"],
      ...["insertRowShift", "totalsRowCount", "totalsRowShown", "published", "headerRowDxfId", "dataDxfId"],
      ...["totalsRowDxfId", "headerRowBorderDxfId", "tableBorderDxfId", "totalsRowBorderDxfId"],
      ...["headerRowCellStyle", "dataCellStyle", "totalsRowCellStyle", "connectionId"],
    ],
  },
  tableColumns: { children: ["tableColumn"], attributes: ["count"] },
  tableColumn: {
    children: ["calculatedColumnFormula", "totalsRowFormula", "xmlColumnPr", "extLst"],
    attributes: [
      ...["id", "uniqueName", "name", "totalsRowFunction", "totalsRowLabel", "queryTableFieldId", "headerRowDxfId"],
      ...["dataDxfId", "totalsRowDxfId", "headerRowCellStyle", "dataCellStyle", "totalsRowCellStyle"],
    ],
  },
  tableStyleInfo: {
    children: [],
    attributes: ["name", "showFirstColumn", "showLastColumn", "showRowStripes", "showColumnStripes"],
  },
  // CT_Stylesheet
  styleSheet: {
    children: [
      ...["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles"],
      ...["colors", "extLst"],
    ],
  },
  numFmts: { children: ["numFmt"], attributes: ["count"] },
  numFmt: { children: [], attributes: ["numFmtId", "formatCode"] },
  fonts: { children: ["font"], attributes: ["count"] },
  font: {
    children: [
      ...["b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name"],
      ...["family", "charset", "scheme"],
    ],
    anyOrder: true,
  },
  fills: { children: ["fill"], attributes: ["count"] },
  fill: { children: ["patternFill", "gradientFill"], attributes: [] },
  patternFill: { children: ["fgColor", "bgColor"], attributes: ["patternType"] },
  borders: { children: ["border"], attributes: ["count"] },
  border: {
    children: ["start", "end", "left", "right", "top", "bottom", "diagonal", "vertical", "horizontal"],
    attributes: ["diagonalUp", "diagonalDown", "outline"],
  },
  bottom: { children: ["color"], attributes: ["style"] },
  cellStyleXfs: formats,
  cellXfs: formats,
  xf: {
    children: ["alignment", "protection", "extLst"],
    attributes: [
      ...["numFmtId", "fontId", "fillId", "borderId", "xfId", "quotePrefix", "pivotButton", "applyNumberFormat"],
      ...["applyFont", "applyFill", "applyBorder", "applyAlignment", "applyProtection"],
    ],
  },
  cellStyles: { children: ["cellStyle"], attributes: ["count"] },
  // CT_Sst
  sst: { children: ["si", "extLst"], attributes: ["count", "uniqueCount"] },
  si: { ...richText, attributes: [] },
  t: { children: [], attributes: ["xml:space"] },
};

export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
};

/** Reads the elements of well-formed XML; texts are skipped. */
export function readElements(xml: string): XmlElement {
  type Open = { name: string; attributes: Record<string, string>; children: Open[] };
  const top: Open = { name: "", attributes: {}, children: [] };
  const open = [top];
  for (const [, end, name = "", written = "", isEmpty] of xml.matchAll(
    /<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (end) {
      const closed = open.pop();
      if (closed?.name !== name) throw new Error(`<${closed?.name}> is closed by </${name}>`);
      continue;
    }
    const attributes = Object.fromEntries(
      [...written.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
    );
    const element = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    if (!isEmpty) open.push(element);
  }
  const [root, ...others] = top.children;
  if (root === undefined || others.length > 0 || open.length !== 1) throw new Error("not one closed root element");
  return root;
}

/** Returns what breaks the schema in the element and everything in it; elements and attributes of other namespaces are skipped. */
export function breachesOf({ name, attributes, children }: XmlElement): string[] {
  const rule = elements[name];
  const within = children.flatMap(breachesOf);
  if (rule === undefined) return within;
  const places = children.filter(isOurs).map((child) => rule.children.indexOf(child.name));
  const isInOrder = rule.anyOrder || places.every((place, at) => at === 0 || place >= (places[at - 1] ?? 0));
  const keys = Object.keys(attributes).filter((key) => isOurs({ name: key }) && !key.startsWith("xmlns"));
  return [
    ...children
      .filter((child) => isOurs(child) && !rule.children.includes(child.name))
      .map((c) => `${name} > ${c.name}`),
    ...(isInOrder ? [] : [`the order in ${name}: ${children.map((child) => child.name).join()}`]),
    ...keys.filter((key) => rule.attributes?.includes(key) === false).map((key) => `${name} ${key}`),
    ...within,
  ];
}

function isOurs({ name }: { readonly name: string }): boolean {
  return !/^(?!r:id$|xml:space$)\w+:|^mc:/.test(name);
}
