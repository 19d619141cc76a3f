import { describe, expect, test } from "vitest";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { readDocument, tableRows } from "../docs/read-document.ts";
import { leaves } from "./text-leaves.ts";

const terms = tableRows(readDocument("words.md")).filter((row) => row.length === 4);
const columns: readonly (readonly [Locale, number])[] = [
  ["en", 0],
  ["ru", 1],
];

describe.each(columns)("the terms of docs/words.md in %s", (locale, column) => {
  const own = terms.map((row) => row[column] ?? "");
  const said = leaves(textsFor(locale), locale)
    .map(({ text }) => text.replaceAll("\u00a0", " ").toLowerCase())
    .join("\n");

  test("are many, and each is there once", () => {
    expect(own.length).toBeGreaterThan(30);
    expect(new Set(own).size).toBe(own.length);
  });

  test("occur in the texts", () => {
    const absent = own.flatMap((term) => term.split(", ")).filter((term) => !said.includes(term.toLowerCase()));
    expect(absent).toEqual([]);
  });
});
