import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dayColumns } from "../../functions/daily-report/session-table/day-columns.ts";
import { isMaskable } from "../../functions/daily-report/session-table/mask.ts";
import { sheetColumns } from "../../functions/daily-report/session-table/sheet-columns.ts";
import { allColumns, columnsFor } from "../../functions/daily-report/session-table/table-columns.ts";
import { PARQUET_SCHEMA, WORKBOOK_SCHEMA } from "../../functions/daily-report/session-table/table-metadata.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";

/** The rows of the page's table of columns: name, type and the other cells. */
function columnsOn(page: string) {
  return [...pageOf(page).matchAll(/^\| `(\w+)` \| (text|timestamp|integer|number|boolean) \| (.+) \|$/gm)];
}

function pageOf(page: string): string {
  return readFileSync(new URL(`../../docs/${page}`, import.meta.url), "utf8");
}

const documented = columnsOn("sessions.md");
const english = textsFor("en");
const shown = sheetColumns(columnsFor("keep", "a key for tests alone"), english, {
  groupNames: {},
  sessionUrl: "https://example.com/chats/{id}",
});

test("docs/sessions.md lists every column of the session table in order, with its type", () => {
  expect(documented.map(([, name, type]) => ({ name, type }))).toEqual(
    allColumns().map(({ name, type }) => ({ name, type: type === "utcTimestamp" ? "timestamp" : type })),
  );
});

test("docs/sessions.md says which columns are personal, and which of them are masked", () => {
  const namesOf = (isWanted: (text: string) => boolean) =>
    documented.flatMap(([, name, , text]) => (isWanted(text ?? "") ? name : []));

  const personal = allColumns().filter(({ personal }) => personal);
  expect(namesOf((text) => text.includes("| Personal: "))).toEqual(personal.map(({ name }) => name));
  expect(namesOf((text) => text.includes(" Masked: "))).toEqual(personal.filter(isMaskable).map(({ name }) => name));
});

test("docs/sessions.md gives the API field, the head and the meaning of every column as the workbook does", () => {
  const meanings = new Map(shown.map(({ name, head, meaning }) => [name, `${head} | ${meaning}`]));
  const fields = new Map(columnsFor("keep", "a key for tests alone").map(({ name, field }) => [name, field]));

  for (const [, name = "", , text = ""] of documented) {
    const [field, ...rest] = text.split(" | ");
    expect([name, rest.join(" | ")]).toEqual([name, meanings.get(name)]);
    if (fields.get(name) != null) expect([name, field]).toEqual([name, `\`${fields.get(name)}\``]);
  }
});

test("docs/sessions.md lists the columns that only the workbook has", () => {
  const lines = shown.flatMap(({ name, head, meaning, isOnlyHere }) =>
    isOnlyHere ? `| ${name} | ${head} | ${meaning} |` : [],
  );

  expect(lines).toHaveLength(4);
  expect(pageOf("sessions.md").split("\n")).toEqual(expect.arrayContaining(lines));
});

test("docs/sessions.md names the versions of both schemas", () => {
  for (const schema of [PARQUET_SCHEMA, WORKBOOK_SCHEMA]) expect(pageOf("sessions.md")).toContain(`\`${schema}\``);
});

test("docs/archive.md lists every column of the day table in order, with its type", () => {
  expect(columnsOn("archive.md").map(([, name, type]) => ({ name, type }))).toEqual(
    dayColumns.map(({ name, type }) => ({ name, type: type === "utcTimestamp" ? "timestamp" : type })),
  );
});
