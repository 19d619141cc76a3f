import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dayColumns } from "../../functions/daily-report/session-table/day-columns.ts";
import { isMaskable } from "../../functions/daily-report/session-table/mask.ts";
import { allColumns } from "../../functions/daily-report/session-table/table-columns.ts";

/** The rows of the page's table of columns: name, type and description. */
function columnsOn(page: string) {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), "utf8");
  return [...text.matchAll(/^\| `(\w+)` \| (text|timestamp|integer|number|boolean) \| (.+) \|$/gm)];
}

const documented = columnsOn("sessions.md");

test("docs/sessions.md lists every column of the session table in order, with its type", () => {
  expect(documented.map(([, name, type]) => ({ name, type }))).toEqual(
    allColumns().map(({ name, type }) => ({ name, type: type === "utcTimestamp" ? "timestamp" : type })),
  );
});

test("docs/sessions.md says which columns are personal, and which of them are masked", () => {
  const namesOf = (isWanted: (text: string) => boolean) =>
    documented.flatMap(([, name, , text]) => (isWanted(text ?? "") ? name : []));

  const personal = allColumns().filter(({ personal }) => personal);
  expect(namesOf((text) => text.startsWith("personal: "))).toEqual(personal.map(({ name }) => name));
  expect(namesOf((text) => text.includes(" Masked: "))).toEqual(personal.filter(isMaskable).map(({ name }) => name));
});

test("docs/archive.md lists every column of the day table in order, with its type", () => {
  expect(columnsOn("archive.md").map(([, name, type]) => ({ name, type }))).toEqual(
    dayColumns.map(({ name, type }) => ({ name, type: type === "utcTimestamp" ? "timestamp" : type })),
  );
});
