import type { Cvfo, DataBarRuleType, Worksheet } from "exceljs";
import type { DrawnTable, Shade } from "./sheet.ts";

const BAR = { argb: "FF9DB8DC" };
const WORST = { argb: "FFF6C7C0" };
const MIDDLE = { argb: "FFFFFFFF" };
const BEST = { argb: "FFC3E3CB" };

/** A bar as Excel 2007 knows it. Without `gradient`, exceljs adds a part with a random id, and equal reports would give unequal files. */
const bar: DataBarRuleType & { color: { argb: string } } = {
  type: "dataBar",
  priority: 1,
  gradient: true,
  cfvo: [{ type: "num", value: 0 }, { type: "max" }],
  color: BAR,
};

/** Shades the columns of a table that ask for it, from its first row on. Values with few answers and zeros stay plain. */
export function drawShades(worksheet: Worksheet, { columns, rows }: DrawnTable, first: number): void {
  columns.forEach(({ shade }, index) => {
    if (shade === null) return;
    const shaded = rows.flatMap(({ cells }, row) => {
      const cell = cells[index];
      return cell?.isShaded && typeof cell.value === "number" && cell.value !== 0 ? [first + row] : [];
    });
    // A single bar would always be full.
    if (shaded.length < 2) return;
    const { letter } = worksheet.getColumn(index + 1);
    worksheet.addConditionalFormatting({
      ref: rangesOf(shaded, letter),
      rules: [ruleOf(shade, rows[0]?.cells[index]?.format)],
    });
  });
}

function ruleOf(shade: Shade, format: string | undefined) {
  if (shade.kind === "bar") return bar;
  const divisor = format === "percent" || format === "wholePercent" ? 100 : 1;
  const ends = [
    { value: shade.low / divisor, color: shade.low < shade.high ? WORST : BEST },
    { value: shade.middle / divisor, color: MIDDLE },
    { value: shade.high / divisor, color: shade.low < shade.high ? BEST : WORST },
  ];
  return {
    type: "colorScale" as const,
    priority: 1,
    cfvo: ends.map(({ value }): Cvfo => ({ type: "num", value })),
    color: ends.map(({ color }) => color),
  };
}

/** Neighbouring rows as ranges: "B8:B10 B12:B12". The rows are in order. */
function rangesOf(rows: readonly number[], letter: string): string {
  const ranges: { from: number; to: number }[] = [];
  for (const row of rows) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === row - 1) last.to = row;
    else ranges.push({ from: row, to: row });
  }
  return ranges.map(({ from, to }) => `${letter}${from}:${letter}${to}`).join(" ");
}
