import type { XmlElement } from "../../session-table/spreadsheet-schema.ts";

/**
 * What the schemas of charts and of their places on a sheet (ECMA-376, part 1: dml-chart.xsd, dml-spreadsheetDrawing.xsd and the
 * parts of dml-main.xsd that we use) say about the elements that we write: which children they have, in this order. A child is
 * there once; with "?" at most once, with "*" any number of times, with "+" at least once. "a|b" is a choice of one. Excel offers
 * to repair a file that breaks this.
 */
const sequences: Readonly<Record<string, string>> = {
  "c:chartSpace":
    "c:date1904? c:lang? c:roundedCorners? c:style? c:clrMapOvr? c:pivotSource? c:protection? c:chart c:spPr? c:txPr? c:externalData? c:printSettings? c:userShapes? c:extLst?",
  "c:chartSpace>c:chart":
    "c:title? c:autoTitleDeleted? c:pivotFmts? c:view3D? c:floor? c:sideWall? c:backWall? c:plotArea c:legend? c:plotVisOnly? c:dispBlanksAs? c:showDLblsOverMax? c:extLst?",
  "c:title": "c:tx? c:layout? c:overlay? c:spPr? c:txPr? c:extLst?",
  "c:title>c:tx": "c:strRef|c:rich",
  "c:plotArea": "c:layout? c:lineChart|c:barChart+ c:catAx|c:dateAx|c:valAx+ c:dTable? c:spPr? c:extLst?",
  "c:lineChart":
    "c:grouping c:varyColors? c:ser* c:dLbls? c:dropLines? c:hiLowLines? c:upDownBars? c:marker? c:smooth? c:axId c:axId c:extLst?",
  "c:barChart":
    "c:barDir c:grouping? c:varyColors? c:ser* c:dLbls? c:gapWidth? c:overlap? c:serLines* c:axId c:axId c:extLst?",
  "c:lineChart>c:ser":
    "c:idx c:order c:tx? c:spPr? c:marker? c:dPt* c:dLbls? c:trendline* c:errBars? c:cat? c:val? c:smooth? c:extLst?",
  "c:barChart>c:ser":
    "c:idx c:order c:tx? c:spPr? c:invertIfNegative? c:pictureOptions? c:dPt* c:dLbls? c:trendline* c:errBars? c:cat? c:val? c:shape? c:extLst?",
  "c:ser>c:tx": "c:strRef|c:v",
  "c:ser>c:marker": "c:symbol? c:size? c:spPr? c:extLst?",
  "c:dPt>c:marker": "c:symbol? c:size? c:spPr? c:extLst?",
  "c:dPt": "c:idx c:invertIfNegative? c:marker? c:bubble3D? c:explosion? c:spPr? c:pictureOptions? c:extLst?",
  "c:dLbls":
    "c:dLbl* c:numFmt? c:spPr? c:txPr? c:dLblPos? c:showLegendKey? c:showVal? c:showCatName? c:showSerName? c:showPercent? c:showBubbleSize? c:separator? c:showLeaderLines? c:leaderLines? c:extLst?",
  "c:cat": "c:multiLvlStrRef|c:numRef|c:numLit|c:strRef|c:strLit",
  "c:val": "c:numRef|c:numLit",
  "c:numRef": "c:f c:numCache? c:extLst?",
  "c:numCache": "c:formatCode? c:ptCount? c:pt* c:extLst?",
  "c:strRef": "c:f c:strCache? c:extLst?",
  "c:strCache": "c:ptCount? c:pt* c:extLst?",
  "c:pt": "c:v",
  "c:catAx": axis("c:auto? c:lblAlgn? c:lblOffset? c:tickLblSkip? c:tickMarkSkip? c:noMultiLvlLbl?"),
  "c:dateAx": axis("c:auto? c:lblOffset? c:baseTimeUnit? c:majorUnit? c:majorTimeUnit? c:minorUnit? c:minorTimeUnit?"),
  "c:valAx": axis("c:crossBetween? c:majorUnit? c:minorUnit? c:dispUnits?"),
  "c:scaling": "c:logBase? c:orientation? c:max? c:min? c:extLst?",
  "c:majorGridlines": "c:spPr?",
  "c:legend": "c:legendPos? c:legendEntry* c:layout? c:overlay? c:spPr? c:txPr? c:extLst?",
  "c:legendEntry": "c:idx c:delete|c:txPr c:extLst?",
  "c:spPr": "a:xfrm? a:prstGeom? a:noFill|a:solidFill? a:ln? a:effectLst?",
  "c:txPr": "a:bodyPr a:lstStyle? a:p+",
  "c:rich": "a:bodyPr a:lstStyle? a:p+",
  "a:p": "a:pPr? a:r* a:endParaRPr?",
  "a:pPr": "a:lnSpc? a:defRPr? a:extLst?",
  "a:r": "a:rPr? a:t",
  "a:rPr": "a:ln? a:noFill|a:solidFill? a:effectLst? a:latin? a:ea? a:cs?",
  "a:defRPr": "a:ln? a:noFill|a:solidFill? a:effectLst? a:latin? a:ea? a:cs?",
  "a:ln": "a:noFill|a:solidFill? a:prstDash? a:round|a:bevel|a:miter? a:headEnd? a:tailEnd?",
  "a:solidFill": "a:srgbClr|a:schemeClr",
  "xdr:wsDr": "xdr:twoCellAnchor*",
  "xdr:twoCellAnchor": "xdr:from xdr:to xdr:graphicFrame|xdr:pic|xdr:sp xdr:clientData",
  "xdr:from": "xdr:col xdr:colOff xdr:row xdr:rowOff",
  "xdr:to": "xdr:col xdr:colOff xdr:row xdr:rowOff",
  "xdr:graphicFrame": "xdr:nvGraphicFramePr xdr:xfrm a:graphic",
  "xdr:nvGraphicFramePr": "xdr:cNvPr xdr:cNvGraphicFramePr",
  "xdr:xfrm": "a:off a:ext",
  "a:graphic": "a:graphicData",
  "a:graphicData": "c:chart",
};

function axis(own: string): string {
  return `c:axId c:scaling c:delete? c:axPos c:majorGridlines? c:minorGridlines? c:title? c:numFmt? c:majorTickMark? c:minorTickMark? c:tickLblPos? c:spPr? c:txPr? c:crossAx c:crosses|c:crossesAt? ${own} c:extLst?`;
}

const BOOLEAN = /^[01]$/;
const NUMBER = /^-?\d+(\.\d+)?(E[+-]?\d+)?$/i;
const COUNT = /^\d+$/;

/** The attributes of the elements that have some: all that we write, with the form of their values. */
const attributes: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  ...withVal(
    BOOLEAN,
    "c:roundedCorners c:autoTitleDeleted c:overlay c:varyColors c:smooth c:invertIfNegative c:bubble3D",
  ),
  ...withVal(BOOLEAN, "c:delete c:auto c:plotVisOnly c:showLegendKey c:showVal c:showCatName c:showSerName"),
  ...withVal(BOOLEAN, "c:showPercent c:showBubbleSize c:lineChart>c:marker"),
  ...withVal(COUNT, "c:idx c:order c:axId c:crossAx c:ptCount c:lblOffset c:gapWidth c:overlap c:size"),
  ...withVal(NUMBER, "c:max c:min c:majorUnit"),
  ...withVal(/^(standard|clustered|stacked|percentStacked)$/, "c:grouping"),
  ...withVal(/^(bar|col)$/, "c:barDir"),
  ...withVal(/^minMax$/, "c:orientation"),
  ...withVal(/^[btlr]$/, "c:axPos c:legendPos"),
  ...withVal(/^(none|out|in|cross)$/, "c:majorTickMark c:minorTickMark"),
  ...withVal(/^(high|low|nextTo|none)$/, "c:tickLblPos"),
  ...withVal(/^autoZero$/, "c:crosses"),
  ...withVal(/^(between|midCat)$/, "c:crossBetween"),
  ...withVal(/^(days|months)$/, "c:baseTimeUnit c:majorTimeUnit"),
  ...withVal(/^(ctr|l|r)$/, "c:lblAlgn"),
  ...withVal(/^(circle|none)$/, "c:symbol"),
  ...withVal(/^outEnd$/, "c:dLblPos"),
  ...withVal(/^gap$/, "c:dispBlanksAs"),
  ...withVal(/^[0-9A-F]{6}$/, "a:srgbClr"),
  ...withVal(/^(solid|dash)$/, "a:prstDash"),
  "c:numFmt": { formatCode: /./, sourceLinked: BOOLEAN },
  "c:pt": { idx: COUNT },
  "a:ln": { w: COUNT, cap: /^flat$/ },
  "a:bodyPr": { rot: COUNT, vert: /^horz$/ },
  "a:defRPr": { sz: COUNT, b: BOOLEAN },
  "a:rPr": { lang: /^en-US$/, sz: COUNT, b: BOOLEAN },
  "a:endParaRPr": { lang: /^en-US$/ },
  "a:latin": { typeface: /./ },
  "a:graphicData": { uri: /^http/ },
  "a:graphicData>c:chart": { "r:id": /^rId\d+$/ },
  "xdr:twoCellAnchor": { editAs: /^(oneCell|twoCell|absolute)$/ },
  "xdr:graphicFrame": { macro: /^$/ },
  "xdr:cNvPr": { id: COUNT, name: /./, descr: /./ },
  "a:off": { x: COUNT, y: COUNT },
  "a:ext": { cx: COUNT, cy: COUNT },
};

function withVal(val: RegExp, names: string): Record<string, { val: RegExp }> {
  return Object.fromEntries(names.split(" ").map((name) => [name, { val }]));
}

/** Returns what breaks the schema in an element and everything in it. An element is known by its name, or by its parent and name. */
export function chartBreachesOf(element: XmlElement, parent = ""): string[] {
  const { name, children } = element;
  const path = `${parent}>${name}`;
  const found = children.map((child) => child.name).join(" ");
  const sequence = sequences[path] ?? sequences[name] ?? "";
  return [
    ...(patternOf(sequence).test(found === "" ? "" : `${found} `) ? [] : [`${path}: ${found}`]),
    ...attributeBreaches(element, attributes[path] ?? attributes[name] ?? {}),
    ...children.flatMap((child) => chartBreachesOf(child, name)),
  ];
}

function attributeBreaches(
  { name, attributes: written }: XmlElement,
  allowed: Readonly<Record<string, RegExp>>,
): string[] {
  const own = Object.entries(written).filter(([key]) => !key.startsWith("xmlns"));
  const missing = "val" in allowed && written.val === undefined ? [`${name} has no val`] : [];
  return [
    ...missing,
    ...own.flatMap(([key, value]) => (allowed[key]?.test(value) ? [] : [`${name} ${key}="${value}"`])),
  ];
}

/** "a b? c|d*" as a pattern of names that are each followed by a blank. */
function patternOf(sequence: string): RegExp {
  const parts = sequence.split(" ").filter((part) => part !== "");
  const patterns = parts.map((part) => {
    const [, names = "", times = ""] = /^(.*?)([?*+]?)$/.exec(part) ?? [];
    return `(?:(?:${names}) )${times}`;
  });
  return new RegExp(`^${patterns.join("")}$`);
}
