import { ReportError } from "../functions/daily-report/domain/report-error.ts";

/** The options of the commands that measure over many histories. */
export const historyOptions = {
  histories: { type: "string", default: "1000" },
  help: { type: "boolean", default: false },
} as const;

/** The number of histories, or of what the option counts. Throws ReportError if it is none. */
export function readCount(text: string, option = "--histories"): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new ReportError(
    "WRONG_OPTION",
    `${option} ${JSON.stringify(text)} is not a count; give a whole number from 1 to 99999.`,
  );
}

/** The whole numbers of a range, both ends included: days back, or seeds. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

export function percent(hits: number, n: number): string {
  return n === 0 ? "" : `${((100 * hits) / n).toFixed(1)} %`;
}

/** A table as docs/metrics.md has it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
