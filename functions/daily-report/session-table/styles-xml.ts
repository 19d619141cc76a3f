import { SHEET_NAMESPACE, XML_START } from "./sheet-xml.ts";

/** The numbers of the cell styles: their places in `cellXfs`. Style 0 is that of cells without a style. */
export const cellStyle = {
  head: 1,
  plain: 2,
  time: 3,
  label: 4,
  note: 5,
  date: 6,
  link: 7,
  text: 8,
  numberHead: 9,
} as const;

const TIME_FORMAT = 164;
const DATE_FORMAT = 165;

/** Texts are indented, so that they do not touch the number to their left; heads are above their values. */
function headFormat(side: "left" | "right"): string {
  return (
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">' +
    `<alignment horizontal="${side}" vertical="center" wrapText="1"${side === "left" ? ' indent="1"' : ""}/></xf>`
  );
}

function timeFormat(format: number): string {
  return (
    `<xf numFmtId="${format}" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">` +
    '<alignment horizontal="left" indent="1"/></xf>'
  );
}

/** The part xl/styles.xml, in the order of CT_Stylesheet and CT_Font (ECMA-376, part 1, sections 18.8.39 and 18.8.22). */
export const stylesXml = [
  `${XML_START}<styleSheet xmlns="${SHEET_NAMESPACE}">`,
  `<numFmts count="2"><numFmt numFmtId="${TIME_FORMAT}" formatCode="yyyy-mm-dd hh:mm:ss"/>`,
  `<numFmt numFmtId="${DATE_FORMAT}" formatCode="yyyy-mm-dd"/></numFmts>`,
  '<fonts count="4">',
  // The widths of columns are measured in digits of the first font.
  '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="10"/><name val="Arial"/></font>',
  '<font><sz val="10"/><name val="Arial"/></font>',
  '<font><u/><sz val="10"/><color rgb="FF0B57A4"/><name val="Arial"/></font>',
  "</fonts>",
  // Programs expect these two fills first.
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE4EBF2"/></patternFill></fill></fills>',
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>',
  '<border><left/><right/><top/><bottom style="medium"><color rgb="FF5B6672"/></bottom><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="10"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  headFormat("left"),
  '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
  timeFormat(TIME_FORMAT),
  ...[1, 2].map(
    (font) =>
      `<xf numFmtId="0" fontId="${font}" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">` +
      '<alignment horizontal="left" vertical="top" wrapText="1"/></xf>',
  ),
  timeFormat(DATE_FORMAT),
  ...[3, 2].map(
    (font) =>
      `<xf numFmtId="0" fontId="${font}" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">` +
      '<alignment horizontal="left" indent="1"/></xf>',
  ),
  headFormat("right"),
  "</cellXfs>",
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  "</styleSheet>",
].join("");
