import { expect, test } from "vitest";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import type { Column } from "../../functions/daily-report/session-table/column.ts";
import { cellReader } from "../../functions/daily-report/session-table/read-cells.ts";
import { columnsFor } from "../../functions/daily-report/session-table/table-columns.ts";
import { entriesOf } from "../../functions/daily-report/session-table/table-entry.ts";
import { day, handled } from "../session-rows.ts";
import { frame, maskKey } from "./table-of.ts";

const entries = entriesOf(sortOut([handled({ fcr: "perhaps", name: ["Anna"], status: "open" })], day).sessions, frame);

test("cellReader reads every column once a row, and no field of the row twice", () => {
  const reads = new Map<string, number>();
  const count = (name: string) => reads.set(name, (reads.get(name) ?? 0) + 1);
  const columns = columnsFor("mask", maskKey).map(
    (column): Column => ({
      ...column,
      value: (entry, note) => {
        count(column.name);
        return column.value(entry, note);
      },
    }),
  );
  const row = new Proxy(handled({ clientId: "c", name: "Anna Smith" }), {
    get(target, field) {
      count(`row.${String(field)}`);
      return Reflect.get(target, field);
    },
  });
  entries.map((entry) => ({ ...entry, row })).forEach(cellReader(columns));

  expect(reads.get("row.clientId")).toBe(1);
  expect([...reads].filter(([, times]) => times > 1)).toEqual([]);
  expect(columns.every(({ name }) => reads.get(name) === 1)).toBe(true);
});

test("cellReader reads the same cells with or without the column of problems", () => {
  const columns = columnsFor("keep", maskKey);
  const at = columns.findIndex(({ name }) => name === "problems");
  const [whole] = entries.map(cellReader(columns));
  const [others] = entries.map(cellReader(columns.toSpliced(at, 1)));

  expect(whole?.[at]).toBe("fcr: wrongType; name: wrongType");
  expect(whole?.toSpliced(at, 1)).toEqual(others);
});
