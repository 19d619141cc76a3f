import type { ColumnType } from "../../functions/daily-report/session-table/column.ts";

const LINE = 116;
const types: Readonly<Record<ColumnType, string>> = {
  text: "text",
  timestamp: "time",
  utcTimestamp: "time",
  integer: "integer",
  number: "number",
  boolean: "boolean",
};

/** Lists columns by type, in lines for a terminal: "  text: id, class, channel". */
export function describeColumns(columns: readonly { readonly name: string; readonly type: ColumnType }[]): string {
  const kinds = [...new Set(columns.map(({ type }) => types[type]))];
  return kinds
    .flatMap((kind) => {
      const names = columns.filter(({ type }) => types[type] === kind).map(({ name }) => name);
      return wrapped(`  ${kind}: ${names.join(", ")}`);
    })
    .join("\n");
}

function wrapped(line: string): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > LINE) {
    const end = rest.lastIndexOf(" ", LINE);
    lines.push(rest.slice(0, end));
    rest = `    ${rest.slice(end + 1)}`;
  }
  return [...lines, rest];
}
