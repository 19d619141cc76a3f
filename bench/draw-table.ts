import { judgeRow, type Row, type Unit } from "./judge-row.ts";

const head = ["measure", "goal", "min", "median", "max", "ratio", "result"];

/** Draws the rows as a table of Markdown, with columns of equal width, so that it can be read on a terminal too. */
export function drawTable(rows: readonly Row[]): string {
  const lines = rows.map(cellsOf);
  const widths = head.map((name, column) => Math.max(name.length, ...lines.map((cells) => cells[column]?.length ?? 0)));
  const draw = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [draw(head), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...lines.map(draw)].join("\n");
}

function cellsOf(row: Row): string[] {
  const { spread, ratio, verdict } = judgeRow(row);
  const spreadCells = [spread?.min, spread?.median, spread?.max].map((value) => shown(value ?? null, row.unit));
  return [row.measure, goalText(row), ...spreadCells, ratio === null ? "" : `${ratio.toFixed(2)}x`, verdict];
}

function goalText({ goal, unit }: Row): string {
  if (goal === null) return "";
  return goal.than === null ? `at most ${goal.most} ${unit}` : `at most ${goal.most}x ${goal.than.what}`;
}

const digits: Readonly<Record<Unit, number>> = { s: 2, MB: 0, kB: 0, µs: 1, requests: 0 };

function shown(value: number | null, unit: Unit): string {
  if (value === null) return "";
  return `${value.toFixed(digits[unit])} ${unit}`;
}
