import { escapeXml } from "../../texts/escape-xml.ts";
import type { Texts } from "../../texts/texts.ts";
import type { Words } from "../../texts/words.ts";
import { xmlText } from "../../texts/xml-text.ts";
import { numberFormatOf } from "../number-format.ts";
import { axisBounds } from "./axis-bounds.ts";
import { type Chart, type Series, seriesColors } from "./chart.ts";
import type { CellRange, PlacedChart } from "./place-charts.ts";

/**
 * The part of a chart (ECMA-376, part 1, section 21.2). Excel offers to repair a file whose elements are not in the order of the
 * schema; `test/workbook/charts/chart-schema.ts` has this order.
 */
export function chartXml(placed: PlacedChart, words: Words): string {
  const { chart } = placed;
  const legend = chart.series.some(({ isInLegend }) => isInLegend);
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    `<c:chartSpace xmlns:c="${NAMESPACES.chart}" xmlns:a="${NAMESPACES.main}" xmlns:r="${NAMESPACES.relations}">`,
    `<c:roundedCorners val="0"/><c:chart>${titleXml(chart.title)}<c:autoTitleDeleted val="0"/>`,
    `<c:plotArea><c:layout/>${chart.kind === "lines" ? linesXml(placed) : columnsXml(placed)}`,
    `${namesAxis(chart, words.texts)}${valuesAxis(placed, words)}</c:plotArea>`,
    legend ? legendXml(chart) : "",
    // The cells of folded columns are shown too; an empty cell is a gap in the line.
    '<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart>',
    `<c:spPr>${fill("FFFFFF")}${line("B8C2CC", 9525)}</c:spPr>${textXml(9)}`,
    "</c:chartSpace>",
  ].join("");
}

export const NAMESPACES = {
  chart: "http://schemas.openxmlformats.org/drawingml/2006/chart",
  main: "http://schemas.openxmlformats.org/drawingml/2006/main",
  relations: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
} as const;

const INK = "1F2933";
const GRID = "E1E6EB";
/** Ids of the two axes; each chart is a part of its own, so they may be the same in all. */
const AXES = { names: 1, values: 2 } as const;

function linesXml({ chart, names, values }: PlacedChart): string {
  const series = chart.series.map((one, index) =>
    [
      `<c:ser>${seriesHead(one, index)}<c:spPr>${lineOf(one)}</c:spPr>`,
      '<c:marker><c:symbol val="none"/></c:marker>',
      ...(one.dots ?? []).map((dot) => dotXml(dot, one)),
      `<c:cat>${numbersXml(names)}</c:cat><c:val>${numbersXml(values[index])}</c:val><c:smooth val="0"/></c:ser>`,
    ].join(""),
  );
  return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series.join("")}<c:marker val="1"/>${axisIds}</c:lineChart>`;
}

const axisIds = `<c:axId val="${AXES.names}"/><c:axId val="${AXES.values}"/>`;

function columnsXml({ chart, names, values }: PlacedChart): string {
  const series = chart.series.map((one, index) =>
    [
      `<c:ser>${seriesHead(one, index)}<c:spPr>${fill(seriesColors[one.color])}</c:spPr><c:invertIfNegative val="0"/>`,
      one.hasLabels ? labelsXml : "",
      `<c:cat>${namesXml(names)}</c:cat><c:val>${numbersXml(values[index])}</c:val></c:ser>`,
    ].join(""),
  );
  return `<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series.join("")}<c:gapWidth val="40"/><c:overlap val="100"/>${axisIds}</c:barChart>`;
}

function seriesHead({ title }: Series, index: number): string {
  return `<c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:v>${plain(title)}</c:v></c:tx>`;
}

function lineOf({ look, color }: Series): string {
  const isLimit = look === "limit";
  return line(seriesColors[color], isLimit ? 9525 : 22_225, isLimit ? "dash" : "solid");
}

/** A dot on a point of a line. */
function dotXml(index: number, one: Series): string {
  const color = seriesColors[one.color];
  const marker = `<c:symbol val="circle"/><c:size val="5"/><c:spPr>${fill(color)}${line(color, 9525)}</c:spPr>`;
  return `<c:dPt><c:idx val="${index}"/><c:marker>${marker}</c:marker><c:bubble3D val="0"/><c:spPr>${lineOf(one)}</c:spPr></c:dPt>`;
}

const labelsXml = [
  `<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textXml(9)}<c:dLblPos val="outEnd"/>`,
  '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>',
  '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>',
].join("");

function numbersXml(range: CellRange | undefined): string {
  const { address = "", cells = [] } = range ?? {};
  const points = cells.map((cell, index) => (typeof cell === "number" ? pointXml(index, String(cell)) : ""));
  return `<c:numRef><c:f>${escapeXml(address)}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${cells.length}"/>${points.join("")}</c:numCache></c:numRef>`;
}

function namesXml(range: CellRange): string {
  const { address, cells } = range;
  if (cells.every((cell) => typeof cell === "number")) return numbersXml(range);
  const points = cells.map((cell, index) => (cell === null ? "" : pointXml(index, plain(String(cell)))));
  return `<c:strRef><c:f>${escapeXml(address)}</c:f><c:strCache><c:ptCount val="${cells.length}"/>${points.join("")}</c:strCache></c:strRef>`;
}

function pointXml(index: number, content: string): string {
  return `<c:pt idx="${index}"><c:v>${content}</c:v></c:pt>`;
}

/** The axis of dates, or of names. */
function namesAxis({ kind, step = "day" }: Chart, { workbook }: Texts): string {
  const isDates = kind === "lines";
  const head = [
    `<c:axId val="${AXES.names}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>`,
    '<c:axPos val="b"/>',
    isDates
      ? `<c:numFmt formatCode="${escapeXml(workbook.dateFormats.axis)}" sourceLinked="0"/>`
      : '<c:numFmt formatCode="General" sourceLinked="0"/>',
    `<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>${line("5B6672", 9525)}</c:spPr>`,
    `${textXml(8, 0)}<c:crossAx val="${AXES.values}"/><c:crosses val="autoZero"/>`,
  ].join("");
  if (!isDates) return `<c:catAx>${head}<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/></c:catAx>`;
  const [unit, major] = step === "month" ? ["months", 1] : ["days", 7];
  return `<c:dateAx>${head}<c:auto val="0"/><c:lblOffset val="100"/><c:baseTimeUnit val="${unit}"/><c:majorUnit val="${major}"/><c:majorTimeUnit val="${unit}"/></c:dateAx>`;
}

function valuesAxis({ chart, values }: PlacedChart, words: Words): string {
  const numbers = values.flatMap(({ cells }) => cells.filter((cell) => typeof cell === "number"));
  const bounds = chart.kind === "lines" ? axisBounds(numbers, chart.format) : null;
  const scale = bounds === null ? '<c:min val="0"/>' : `<c:max val="${bounds.max}"/><c:min val="${bounds.min}"/>`;
  const step = bounds === null ? "" : `<c:majorUnit val="${bounds.step}"/>`;
  const format = numberFormatOf({ value: null, format: chart.format, isLow: false }, words) ?? "General";
  return [
    `<c:valAx><c:axId val="${AXES.values}"/><c:scaling><c:orientation val="minMax"/>${scale}</c:scaling><c:delete val="0"/>`,
    `<c:axPos val="l"/><c:majorGridlines><c:spPr>${line(GRID, 9525)}</c:spPr></c:majorGridlines>`,
    `<c:numFmt formatCode="${escapeXml(format)}" sourceLinked="0"/>`,
    '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>',
    `<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>${textXml(8)}<c:crossAx val="${AXES.names}"/><c:crosses val="autoZero"/>`,
    `<c:crossBetween val="${chart.kind === "lines" ? "midCat" : "between"}"/>${step}</c:valAx>`,
  ].join("");
}

function legendXml({ series }: Chart): string {
  const unnamed = series.flatMap(({ isInLegend }, index) =>
    isInLegend ? [] : [`<c:legendEntry><c:idx val="${index}"/><c:delete val="1"/></c:legendEntry>`],
  );
  return `<c:legend><c:legendPos val="b"/>${unnamed.join("")}<c:overlay val="0"/>${textXml(9)}</c:legend>`;
}

function titleXml(title: string): string {
  const run = `<a:r><a:rPr lang="en-US" sz="1100" b="1">${fill(INK)}<a:latin typeface="Arial"/></a:rPr><a:t>${plain(title)}</a:t></a:r>`;
  return `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1100" b="1"/></a:pPr>${run}</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`;
}

/** How texts look; the size is in points. A program chooses the angle if none is given. */
function textXml(size: number, angle?: number): string {
  const body = angle === undefined ? "<a:bodyPr/>" : `<a:bodyPr rot="${angle}" vert="horz"/>`;
  return `<c:txPr>${body}<a:p><a:pPr><a:defRPr sz="${size * 100}" b="0">${fill(INK)}<a:latin typeface="Arial"/></a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>`;
}

function fill(color: string): string {
  return `<a:solidFill><a:srgbClr val="${color}"/></a:solidFill>`;
}

/** The width is in EMU. */
function line(color: string, width: number, dash: "solid" | "dash" = "solid"): string {
  return `<a:ln w="${width}" cap="flat">${fill(color)}<a:prstDash val="${dash}"/><a:round/></a:ln>`;
}

/** Text of a chart is no cell: no program reads a formula from it. */
function plain(text: string): string {
  return escapeXml(xmlText(text));
}
