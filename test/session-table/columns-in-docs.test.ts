import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isMaskable } from "../../functions/daily-report/session-table/mask.ts";
import { allColumns } from "../../functions/daily-report/session-table/table-columns.ts";

const page = readFileSync(new URL("../../docs/sessions.md", import.meta.url), "utf8");

/** The rows of the table of columns: name, type and description. */
const documented = [...page.matchAll(/^\| `(\w+)` \| (text|timestamp|integer|number|boolean) \| (.+) \|$/gm)];

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
