import { escapeXml } from "../../texts/escape-xml.ts";
import { xmlText } from "../../texts/xml-text.ts";
import { NAMESPACES } from "./chart-xml.ts";
import type { PlacedChart } from "./place-charts.ts";

const SPREADSHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";

/** The part with the places of a sheet's charts (ECMA-376, part 1, section 20.5). The n-th chart has the relation rId<n>. */
export function drawingXml(charts: readonly PlacedChart[]): string {
  const anchors = charts.map((placed, index) => anchorXml(placed, index + 1));
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<xdr:wsDr xmlns:xdr="${SPREADSHEET_DRAWING}" xmlns:a="${NAMESPACES.main}">${anchors.join("")}</xdr:wsDr>`;
}

/** Between two cells, so that the chart is as wide as its columns whatever font a program has; it keeps its size later. */
function anchorXml({ chart, from, to }: PlacedChart, id: number): string {
  const [title, description] = [chart.title, chart.description].map((text) => escapeXml(xmlText(text)));
  return [
    `<xdr:twoCellAnchor editAs="oneCell"><xdr:from>${cornerXml(from)}</xdr:from><xdr:to>${cornerXml(to)}</xdr:to>`,
    '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>',
    `<xdr:cNvPr id="${id + 1}" name="${title}" descr="${description}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>`,
    '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>',
    `<a:graphic><a:graphicData uri="${NAMESPACES.chart}">`,
    `<c:chart xmlns:c="${NAMESPACES.chart}" xmlns:r="${NAMESPACES.relations}" r:id="rId${id}"/>`,
    "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>",
  ].join("");
}

function cornerXml({ column, right, row, down }: PlacedChart["from"]): string {
  return `<xdr:col>${column}</xdr:col><xdr:colOff>${right}</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>${down}</xdr:rowOff>`;
}

/** The relations of the part: its charts, which are numbered through the whole file from the given number. */
export function drawingRelations(charts: number, first: number): string {
  const relations = Array.from(
    { length: charts },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${NAMESPACES.relations}/chart" Target="../charts/chart${first + index}.xml"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`;
}
