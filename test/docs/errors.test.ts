import { describe, expect, test } from "vitest";
import { sourceFiles } from "../architecture/source-files.ts";
import { codeWords, readDocument, tableRows } from "./read-document.ts";

const files = ["functions", "local", "cdk"].flatMap(sourceFiles);
const rows = tableRows(readDocument("errors.md")).map(([code = "", name = "", ...rest]) => ({
  code: codeWords(code).join(),
  name: codeWords(name).join() || name,
  rest,
}));

/** `new SomeError("CODE", ...)`: the class is in the first group, the code in the second. */
const CONSTRUCTED = /new (\w+)\(\s*"([A-Z][A-Z0-9_]+)"/g;
const CLASS = /class (\w+) extends (\w*Error)\b(.*?)\n\}/gs;
const OWN_CODE = /(?:super\(\s*|readonly code = )"([A-Z][A-Z0-9_]+)"/;
const OWN_NAME = /readonly name(?:: string)? = "(\w+)"/;

type Thrown = { readonly code: string; readonly name: string };

const classes = files.flatMap(({ text }) =>
  [...text.matchAll(CLASS)].map(([, className = "", , body = ""]) => ({
    className,
    name: OWN_NAME.exec(body)?.[1] ?? className,
    code: OWN_CODE.exec(body)?.[1],
  })),
);

const thrown: Thrown[] = [
  ...classes.flatMap(({ code, name }) => (code === undefined ? [] : [{ code, name }])),
  ...files.flatMap(({ text }) =>
    [...text.matchAll(CONSTRUCTED)]
      .filter(([, className]) => classes.some((known) => known.className === className))
      .map(([, name = "", code = ""]) => ({ code, name })),
  ),
  // Codes that are chosen when the error is made.
  { code: "REPORTS_FAILED", name: "ReportsFailedError" },
  { code: "UNEXPECTED", name: "the foreign error's own" },
];

/** Calls that hand on the code of another error, by class. */
const handingOn: Readonly<Record<string, string>> = {
  InvocationError: "error.code",
  ReportsFailedError: "code",
  RunFailedError: "code",
};

describe("docs/errors.md", () => {
  test("lists every code that is thrown, with the error's name, and no other", () => {
    const pair = ({ code, name }: Thrown) => `${code} ${name}`;
    expect(rows.map(pair).sort()).toEqual([...new Set(thrown.map(pair))].sort());
  });

  test("lists a code once", () => {
    expect(new Set(rows.map(({ code }) => code)).size).toBe(rows.length);
  });

  test.each(rows)("says of $code what it means, what causes it and what to do", ({ rest }) => {
    expect(rest).toHaveLength(3);
    for (const cell of rest) expect(cell).toMatch(/^\S.{5,}\S$/);
  });
});

describe("the test finds every code, since", () => {
  test.each(classes)("$className has a code of its own, is made with one in plain sight, or is a base", (known) => {
    const { className, code } = known;
    const calls = files.flatMap(({ text }) =>
      [...text.matchAll(new RegExp(`new ${className}\\(\\s*([^,)\\s]*)`, "g"))].map(([, first = ""]) => first),
    );
    const isBase = calls.length === 0;
    const hidden = calls.filter((first) => !first.startsWith('"') && first !== handingOn[className]);
    expect(code !== undefined || isBase || hidden.length === 0).toBe(true);
  });

  test("every error that is made is of one of these classes, or a defect", () => {
    const made = files.flatMap(({ text }) => [...text.matchAll(/new (\w*Error)\(/g)].map(([, name = ""]) => name));
    const known = ["TypeError", "RangeError", "Error", ...classes.map(({ className }) => className)];
    expect(made.length).toBeGreaterThan(50);
    expect(made.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("codes that are chosen when the error is made are where they are expected", () => {
    const textOf = (path: string) => files.find((file) => file.path === path)?.text;
    expect(textOf("functions/daily-report/call-failure.ts")).toContain('"REPORTS_FAILED"');
    expect(textOf("functions/daily-report/run-account.ts")).toContain('code: "UNEXPECTED"');
  });
});
